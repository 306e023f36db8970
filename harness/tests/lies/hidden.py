"""Lies that contradict nothing in the record. Each stands under its words in docs/trust.md."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from harness.checks.chance import Chance
from harness.checks.kinds import KINDS
from harness.record.evidence import EVENTS
from harness.tests.lies import drawn
from harness.tests.lies.telling import (
    Change,
    Events,
    Lie,
    Tell,
    ending,
    in_record,
    observation,
    put,
    signed,
    stored,
)
from harness.tests.made_up import read, relink, rewritten

OWN = "scenario"
OTHER_PAGES = "pages that opened to who is signed in"


def said(path: str, value: object) -> Change:
    """Say something else at the beginning."""
    return lambda events: put(events[0], path, value)


def failed(events: Events) -> None:
    """Let the first check fail, as it would have been written."""
    observation(events).update(holds=False, actual="another")
    ending(events).update(verdict="fail", cause="requirement", message="no")


def turned_with_all_sides(events: Events) -> None:
    failed(events)
    observation(events).update(holds=True, actual="one")
    end = ending(events)
    end["verdict"] = "pass"
    del end["cause"], end["message"]


def only_sides(events: Events) -> None:
    observation(events)["actual"] = "another"


def what_failed_left_out(events: Events) -> None:
    """Leave out of two things that a check looked at the one that did not hold."""
    seen = observation(events)
    events.insert(3, {**seen, "title": "one more", "holds": False})
    del events[3]


def seen_by_nobody(events: Events) -> None:
    seen = observation(events)
    events.insert(events.index(seen), {**seen, "title": "one more"})


def no_other_evidence(events: Events) -> None:
    exchange = next(one for one in events if one.get("kind") == "exchange")
    events.remove(exchange)


def does_not_apply(events: Events) -> None:
    ending(events).update(verdict="not_applicable", cause="requirement", message="no key rotates")


def another_page(folder: Path, key: Path) -> None:
    """Put another page in the place of one, and name it everywhere."""
    old = stored(read(folder))["sha256"]
    new = hashlib.sha256(b"another page").hexdigest()
    (folder / "evidence" / f"{old}.txt").unlink()
    (folder / "evidence" / f"{new}.txt").write_bytes(b"another page")
    file = folder / EVENTS
    file.write_text(file.read_text().replace(old, new))
    relink(folder)
    rewritten(folder, lambda events: None)
    signed(folder, key)


def evidence_of_two_checks_swapped(events: Events) -> None:
    seen = [one for one in events if one.get("kind") == "observation"][:2]
    seen[0]["title"], seen[1]["title"] = "seen in the second", "seen in the first"


def moved(seconds: int) -> Change:
    """Move all times."""

    def change(events: Events) -> None:
        for event in events:
            at = datetime.fromisoformat(event["at"]) - timedelta(seconds=seconds)
            event["at"] = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    return change


def shorter(events: Events) -> None:
    ending(events)["duration_ms"] = 0.1


def ordered_anew(events: Events) -> None:
    """Tell another challenge, and put the checks into the order that it draws."""
    drawn.another_challenge_everywhere(events)
    kind, told = KINDS[drawn.PROFILE], events[0]
    assert kind.drawn is not None
    order = kind.drawn([*kind.all_checks().values()], Chance(told["seed"], told["challenge"]))
    times = [event["at"] for event in events]
    own = {one.id: [event for event in events if event.get(OWN) == one.id] for one in order}
    events[2:-1] = [event for one in order for event in own[one.id]]
    for event, at in zip(events, times, strict=True):
        event["at"] = at


def other_pages(events: Events) -> None:
    drawn.learnt(events)["opens"] = ["/reports", "/people"]


def set_otherwise(events: Events) -> None:
    put(events[0], "provider.settings.slow_seconds", 1)


def lost_in_a_browser(events: Events) -> None:
    """Tell of a browser, and of an attempt that failed as of one in which it was lost."""
    about = {"name": "chromium", "version": "1", "source": "system"}
    events[0]["environment"]["browser"], events[0]["agent"] = about, "browser"
    put(events[0], "options.--agent", "browser")
    for event in events:
        for command in ("command", "rerun"):
            if command in event:
                event[command] = event[command].replace("certify", "certify --agent browser", 1)
    own = [one for one in events if one.get(OWN) == events[1][OWN]]
    lost = [{**one, "at": own[0]["at"]} for one in own]
    for one in own:
        one["attempt"] = 2
    ending(lost).update(verdict="error", cause="harness", message="PartLost: gone")
    events[1:1] = lost


def _lies() -> Iterator[tuple[str, Tell]]:
    yield "a whole record made up", in_record(said("target.name", "another"))
    yield "a whole record made up", in_record(said("target.version", "2.0"))
    yield "a whole record made up", in_record(said("target.commit", "abc"))
    yield "a whole record made up", in_record(said("target.address.network", "public"))
    yield "a whole record made up", in_record(said("target.issuer", "https://other.si/"))
    yield "a whole record made up", in_record(said("target.sha256", "6" * 64))
    yield "observations that nobody made", in_record(seen_by_nobody)
    yield "observations that nobody made", in_record(what_failed_left_out)
    yield "observations that nobody made", in_record(no_other_evidence)
    yield "`holds` and the sides", in_record(turned_with_all_sides)
    yield "`holds` and the sides", in_record(only_sides)
    yield "a check that did not apply", in_record(does_not_apply)
    yield "evidence replaced", another_page
    yield "evidence replaced", in_record(evidence_of_two_checks_swapped)
    yield "times that are all moved", in_record(moved(600))
    yield "times that are all moved", in_record(shorter)
    yield "an attempt that failed", in_record(lost_in_a_browser)
    yield "what a run says of the machine", in_record(said("environment.python", "3.99"))
    yield "what a run says of the machine", in_record(said("environment.packages", {"x": "1"}))
    apart = {"kind": "user", "reason": ""}
    yield "what a run says of the machine", in_record(said("environment.isolation", apart))
    yield "what a run says of the machine", in_record(said("invocation", "0" * 32))
    yield "what a run says of the machine", in_record(said("run", "elsewhere"))


LIES = [
    *(Lie(f"{words} ({n})", tell, hidden=words) for n, (words, tell) in enumerate(_lies())),
    Lie("other pages that open", in_record(other_pages), drawn.PROFILE, OTHER_PAGES),
    Lie("other settings", in_record(set_otherwise), drawn.PROFILE, "a whole record made up"),
    Lie("a challenge of later", in_record(ordered_anew), drawn.PROFILE, "a challenge of later"),
]

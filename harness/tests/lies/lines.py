"""Lies in which lines of a record are left out, doubled, moved, made up or written otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from harness.record.evidence import EVENTS
from harness.tests.lies.telling import (
    Change,
    Events,
    Lie,
    ending,
    first,
    in_folder,
    in_record,
    observation,
    place_of,
    stored,
)
from harness.tests.made_up import told


def without(**like: object) -> Change:
    """Leave out the lines that have these members."""

    def change(events: Events) -> None:
        events[:] = [
            one for one in events if any(one.get(name) != value for name, value in like.items())
        ]

    return change


def without_files(events: Events) -> None:
    events[:] = [one for one in events if not one.get("file")]


def all_but_one(events: Events) -> None:
    del events[0]["plan"][1:]
    kept = events[0]["plan"][0]["id"]
    events[:] = [one for one in events if one.get("scenario", kept) == kept]


def one_check_less(events: Events) -> None:
    gone = events[0]["plan"].pop()["id"]
    events[:] = [one for one in events if one.get("scenario") != gone]


def one_check_more(events: Events) -> None:
    known = events[0]["plan"][0]
    events[0]["plan"].append({**known, "id": "made-up"})
    ours = [{**one, "scenario": "made-up"} for one in events if one.get("scenario") == known["id"]]
    events[-1:-1] = ours


def a_check_planned_twice(events: Events) -> None:
    events[0]["plan"].append(events[0]["plan"][0])


def plan_in_another_order(events: Events) -> None:
    events[0]["plan"].reverse()


def each_proves_another(events: Events) -> None:
    for row in events[0]["plan"]:
        row["requirements"] = ["OP-01"]


def an_unplanned_check(events: Events) -> None:
    events[0]["plan"].pop()


def two_runs_in_one(events: Events) -> None:
    events.extend([dict(one) for one in events])


def two_ends(events: Events) -> None:
    events.append(dict(events[-1]))


def two_endings(events: Events) -> None:
    events.insert(-1, dict(ending(events)))


def two_endings_at_once(events: Events) -> None:
    events.insert(place_of(events, ending(events)), dict(ending(events)))


def two_beginnings_of_a_check(events: Events) -> None:
    begun = first(events, "scenario.started")
    events.insert(place_of(events, begun), dict(begun))


def times_that_go_back(events: Events) -> None:
    events[5]["at"] = events[0]["at"].replace("2026", "2025")


def an_end_before_the_end(events: Events) -> None:
    events.insert(10, {**events.pop(), "at": events[9]["at"]})


def an_end_in_the_future(events: Events) -> None:
    for one in events:
        later = datetime.fromisoformat(one["at"]) + timedelta(days=30)
        one["at"] = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def an_ending_before_the_beginning(events: Events) -> None:
    one = ending(events)
    events.remove(one)
    events.insert(1, {**one, "at": events[0]["at"]})


def seen_after_the_ending(events: Events) -> None:
    seen, end = observation(events), ending(events)
    events.append(events.pop(place_of(events, seen)))
    events[-1]["at"] = events[-2]["at"]
    events[-2], events[-1] = events[-1], events[-2]
    assert place_of(events, end) < place_of(events, seen)


def endings_swapped(events: Events) -> None:
    ends = [place for place, one in enumerate(events) if one["type"] == "scenario.finished"][:2]
    one, other = (dict(events[place]) for place in ends)
    events[ends[0]] = {**other, "at": one["at"]}
    events[ends[1]] = {**one, "at": other["at"]}


def checks_at_once(events: Events) -> None:
    """Let all begin before the first one ends, in a single lane."""
    begun = [one for one in events if one["type"] == "scenario.started"]
    rest = [one for one in events[1:] if one["type"] != "scenario.started"]
    events[1:] = [*({**one, "at": events[0]["at"]} for one in begun), *rest]


def tried_again(events: Events) -> None:
    """Try the first check again, which had failed, until it passes."""
    own = [one for one in events if one.get("scenario") == events[1]["scenario"]]
    failed = [dict(one) for one in own]
    for one in own:
        one["attempt"] = 2
    seen, end = observation(failed), ending(failed)
    seen["holds"] = False
    end.update(verdict="fail", cause="requirement", message="no")
    events[1:1] = [{**one, "at": own[0]["at"]} for one in failed]


def tried_again_as_if_lost(events: Events) -> None:
    """Tell the same as of an attempt that a lost browser ended; there was no browser."""
    tried_again(events)
    observation(events)["holds"] = True
    ending(events).update(verdict="error", cause="harness", message="PartLost: gone")


def broken_off_when_it_failed(events: Events) -> None:
    """Stop a run when a check has failed, before that is written down, and go on."""
    start = events[0]
    own = [one for one in events if one.get("scenario") == events[1]["scenario"]]
    begun = [dict(one) for one in own if one["type"] != "scenario.finished"]
    for one in own:
        one["attempt"] = 2
    observation(begun)["holds"] = False
    again = {name: value for name, value in start.items() if name not in AGAIN}
    again |= {"type": "run.resumed", "at": own[0]["at"], "kept": [], "torn_bytes": 0}
    events[1:1] = [*({**one, "at": own[0]["at"]} for one in begun), again]


AGAIN = ("schema", "plan", "profile", "filtered")


def going_on(**otherwise: object) -> Change:
    """Go on after a stop, though the run was another one then."""

    def change(events: Events) -> None:
        place = place_of(events, ending(events)) + 1
        again = {name: value for name, value in events[0].items() if name not in AGAIN}
        kept = [events[1]["scenario"]]
        on = {"type": "run.resumed", "at": events[place]["at"], "kept": kept, "torn_bytes": 0}
        events.insert(place, {**again, **on, **otherwise})

    return change


def of_a_line(old: bytes, new: bytes) -> Lie:
    """Spell the line with an ending otherwise, at one place; nothing is linked to it."""

    def change(folder: Path) -> None:
        file = folder / EVENTS
        *lines, last = file.read_bytes().splitlines(keepends=True)
        assert old in last
        file.write_bytes(b"".join(lines) + last.replace(old, new, 1))

    return Lie(f"the last line with {new!r}", in_folder(change))


def a_line_more(line: bytes) -> Lie:
    """Write something behind the last line."""

    def change(folder: Path) -> None:
        with (folder / EVENTS).open("ab") as opened:
            opened.write(line)

    return Lie(f"a last line {line!r}", in_folder(change))


def looked_into(**kept: object) -> Change:
    """Keep of a check that passed what is kept of failures only."""

    def change(events: Events) -> None:
        seen = observation(events)
        like = {
            name: seen[name] for name in ("at", "type", "worker", "scenario", "attempt", "step")
        }
        events.insert(place_of(events, seen), {**like, "title": "the window", **kept})

    return change


def a_har_of_another_type(events: Events) -> None:
    stored(events)["kind"] = "har"


STRUCTURE = {
    "a console of a check that passed": looked_into(kind="console", data={"text": "error: no"}),
    "a HAR that is no file": looked_into(kind="har", data={"log": {}}),
    "a HAR of another type": a_har_of_another_type,
    "all checks but one left out": all_but_one,
    "a check left out": one_check_less,
    "a check that there is not": one_check_more,
    "a check planned twice": a_check_planned_twice,
    "a plan in another order": plan_in_another_order,
    "a check that was not planned": an_unplanned_check,
    "each check proves another requirement": each_proves_another,
    "two runs in one": two_runs_in_one,
    "two ends": two_ends,
    "two endings": two_endings,
    "two endings at once": two_endings_at_once,
    "two beginnings of a check": two_beginnings_of_a_check,
    "times that go back": times_that_go_back,
    "an end before the end": an_end_before_the_end,
    "a run of next month": an_end_in_the_future,
    "an ending before the beginning": an_ending_before_the_beginning,
    "seen after the ending": seen_after_the_ending,
    "endings of two checks swapped": endings_swapped,
    "checks at once in one lane": checks_at_once,
    "tried again until it passed": tried_again,
    "tried again as if a browser were lost": tried_again_as_if_lost,
    "broken off when it failed": broken_off_when_it_failed,
    "gone on with another suite": going_on(suite={"version": "9"}),
    "gone on with another agent": going_on(agent="browser"),
    "gone on with another target": going_on(target={**told("provider"), "name": "other"}),
    "gone on with more kept than ended": going_on(kept=["oidcc-server"]),
    "no beginning": without(type="run.started"),
    "no end": without(type="run.finished"),
    "no beginnings of checks": without(type="scenario.started"),
    "no endings of checks": without(type="scenario.finished"),
    "no observations": without(kind="observation"),
    "no evidence at all": without(type="evidence"),
    "no files, which still lie there": without_files,
    "interrupted": lambda events: events.insert(-1, {**events[-1], "type": "run.interrupted"}),
    "an end with a bad exit code": lambda events: events[-1].update(exit_code=3),
    "something more at the end": lambda events: events[-1].update(verdict="pass"),
}
LIES = [
    *(Lie(name, in_record(change)) for name, change in STRUCTURE.items()),
    of_a_line(b'"type":', b'"type":"run.interrupted","type":'),
    of_a_line(b'"type":', b'"type": '),
    of_a_line(b'"worker":"main"', b'"worker":"m\\u0061in"'),
    of_a_line(b"}\n", b"}\n\n"),
    of_a_line(b"}\n", b"}\r\n"),
    of_a_line(b"}\n", b"}"),
    a_line_more(b'{"type":"run.finished"}\n'),
    a_line_more(b"no event\n"),
    a_line_more(b'{"torn":'),
    a_line_more(b"[]\n"),
]

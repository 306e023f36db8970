"""Lies about what was drawn for a run of an application, and what the application is."""

from __future__ import annotations

from operator import itemgetter
from random import Random

from harness.tests.lies.telling import GONE, Events, Lie, first, in_record, rows
from harness.tests.made_up import Event

PROFILE = "application"
SEED, CHALLENGE = "--seed drawn", "--challenge 'made up today'"
BEGINNING = {
    "another challenge": ("challenge", "of tomorrow"),
    "no challenge": ("challenge", GONE),
    "another seed": ("seed", "other"),
    "no seed": ("seed", GONE),
    "an application without a version": ("target.version", GONE),
    "an application without a first page": ("target.start", GONE),
    "nobody who signs people in": ("provider", GONE),
    "no kind of who signs people in": ("target.provider", GONE),
    "another kind of who signs people in": ("target.provider", "external"),
    "another issuer of theirs": ("provider.issuer", "https://y.si/"),
    "a profile of theirs that there is not": ("provider.profile", "easy"),
    "a setting that is a list": ("provider.settings.slow_seconds", [10]),
    "something more of theirs": ("provider.approved", True),
    "a target file that lacks what a certificate needs": ("target.lacks", ["[sign_out]"]),
    "an application told as an activation service": ("target.kind", "activation"),
}


def everywhere(events: Events, name: str, value: str, old: str, new: str) -> None:
    """Change what was drawn from wherever it is told."""
    events[0][name] = value
    if value:
        events[0]["options"][f"--{name}"] = value
    else:
        del events[0]["options"][f"--{name}"]
    for event in events:
        for command in ("command", "rerun"):
            if command in event:
                event[command] = event[command].replace(old, new)


def another_challenge_everywhere(events: Events) -> None:
    everywhere(events, "challenge", "of tomorrow", CHALLENGE, "--challenge 'of tomorrow'")


def no_challenge_everywhere(events: Events) -> None:
    everywhere(events, "challenge", "", f" {CHALLENGE}", "")
    del events[0]["challenge"]


def another_seed_everywhere(events: Events) -> None:
    everywhere(events, "seed", "other", SEED, "--seed other")


def another_order(events: Events) -> None:
    """Put the checks into another order, each with its lines; times stay where they are."""
    times = [event["at"] for event in events]
    ids = [event["scenario"] for event in events if event["type"] == "scenario.started"]
    Random(1).shuffle(ids)
    own = {id: [one for one in events if one.get("scenario") == id] for id in ids}
    events[2:-1] = [one for id in ids for one in own[id]]
    for event, at in zip(events, times, strict=True):
        event["at"] = at


def nothing_learnt(events: Events) -> None:
    events.remove(learnt(events))


def learnt_twice(events: Events) -> None:
    events.insert(2, dict(learnt(events)))


def learnt_at_last(events: Events) -> None:
    one = learnt(events)
    nothing_learnt(events)
    events.insert(-1, {**one, "at": events[-1]["at"]})


def learnt(events: Events) -> Event:
    """Find what opens to who is signed in."""
    return first(events, "target.learnt")


LEARNT = {
    "not said what opens": ("opens", GONE),
    "what opens as a text": ("opens", "/data"),
    "something more of what opens": ("looked", True),
}
LIES = [
    *rows(LEARNT, in_record, learnt, profile=PROFILE),
    *rows(BEGINNING, in_record, itemgetter(0), profile=PROFILE),
    *(
        Lie(change.__name__.replace("_", " "), in_record(change), PROFILE)
        for change in (
            another_challenge_everywhere,
            no_challenge_everywhere,
            another_seed_everywhere,
            another_order,
            nothing_learnt,
            learnt_twice,
            learnt_at_last,
        )
    ),
]

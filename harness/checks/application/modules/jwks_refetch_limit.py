"""How often are REKONO's keys fetched when key ids come that nobody knows (Core 10.1.1)?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.person import Person

TIMES = 10
MOST = 5
"""Further fetches at so many tokens: one for each token is without bound."""
KEYS = "jwk"


@check(
    "unknown-kid-many-times",
    "RP-20",
    sl="Številni žetoni z neznanim kid ne povzročijo enako številnih prenosov ključev.",
    en="Many tokens with an unknown kid do not cause as many fetches of the keys.",
    alone=True,
)
def unknown_kid_many_times(application: Application) -> None:
    """Leave out what an application that keeps no keys fetches at conforming sign-ins."""
    person = application.person()
    application.control(person)
    usual = _usual(application, person)
    with application.fault("unknown_kid", person):
        fetched = _fetches(application, person, TIMES)
    further = fetched - usual * TIMES
    application.findings.require(
        f"further fetches of the keys at {TIMES} tokens with an unknown kid",
        further <= MOST,
        f"at most {MOST}",
        further,
    )


def _usual(application: Application, person: Person) -> int:
    """Give how often the keys are fetched at each conforming sign-in: mostly never.

    One that fetches may have lost them from a cache that was full, just then; not three.
    """
    once = _fetches(application, person, 1)
    return min(once, *(_fetches(application, person, 1) for _ in range(2))) if once else 0


def _fetches(application: Application, person: Person, times: int) -> int:
    """Let a person sign in so many times; gives how often the keys were asked for."""
    newest = application.newest()
    for _ in range(times):
        visitor = application.visitor(person)
        application.tolerated(visitor.sign_in)
        visitor.close()
    return len(application.asked_since(newest, None, KEYS))

"""Which ways lead people past every page of the flow, its error states included?

A tour is a way in few sign-ins. It stops at each page for whoever wants to look at it: with axe,
for its labels, on a narrow screen. A target that is wrong in something else does not end a tour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from harness.engine.actor import Actor
from harness.engine.world import World
from scenarios.tours.known_person import known_person
from scenarios.tours.newcomer import newcomer
from scenarios.tours.trouble import trouble

Tour = Callable[[World, Actor], Iterator[str]]
"""Leads a person on; at each page it gives the name of the stop."""

TOURS: dict[str, Tour] = {
    "somebody without an account": newcomer,
    "somebody with an account": known_person,
    "somebody in trouble": trouble,
}


def walk(world: World, actor: Actor, whose: str, look: Callable[[str], None]) -> int:
    """Walk a tour to its end and look at every stop; gives the number of stops."""
    stops = 0
    for stops, stop in enumerate(TOURS[whose](world, actor), 1):  # noqa: B007
        look(stop)
    return stops

"""How far does one get who guesses codes, one after the other and all at once?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.engine.world import World
from harness.web.guesses import WRONG_CODES, Guesser
from scenarios.steps.rekono import enter_activation
from scenarios.steps.web_pages import wire_of
from scenarios.steps.words import sentence

SERVICE = "Aktivacija uporabnika"


@when(sentence("{name:Who} guesses codes one after the other"))
def guess_in_turn(world: World, name: str) -> None:
    world.notes[name] = _guesser(world, name).try_in_turn(WRONG_CODES)


@when(sentence("{name:Who} guesses as many at the same instant"))
def guess_at_once(world: World, name: str) -> None:
    world.notes[name] = _guesser(world, name).try_at_once(WRONG_CODES)


@then(sentence("no more guesses of {name:Who} were looked at than of {other:Who}"))
def looked_at(world: World, name: str, other: str) -> None:
    in_turn, at_once = world.notes[other], world.notes[name]
    borne, found = in_turn.count(in_turn[0]), at_once.count(in_turn[0])
    few, title = 0 < borne < len(WRONG_CODES), f"guesses of {len(WRONG_CODES)} looked at"
    world.require(f"{title}, in turn", few, "some, and not all", str(borne))
    world.require(f"{title}, at once", 0 < found <= borne, f"1 to {borne}", str(found))


def _guesser(world: World, name: str) -> Guesser:
    actor = world.actor(name)
    enter_activation(world, actor)
    page = f"{actor.application(SERVICE).address}confirm"
    return Guesser(wire_of(world, actor, SERVICE), page, actor.person.name)

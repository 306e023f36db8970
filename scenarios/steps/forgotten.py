"""What do people do with their PUK, and what does it do for them?"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from harness.pages.forgotten import Forgotten
from harness.pages.registration import PUK
from scenarios.steps.words import sentence

ENOUGH = "Preveč poskusov."
PATIENCE = 12
"""Wrong PUKs after which a REKONO that still listens has no limit."""
NEW_PASSWORD = "Nova-pot-7731"  # noqa: S105 - the new one of every person who forgets
PUKS: dict[str, Callable[[Actor], str]] = {
    "the PUK": lambda actor: actor.person.puk,
    "the PUK in small letters with hyphens": lambda actor: hyphens(actor.person.puk.lower()),
    "a wrong PUK": lambda actor: "".join(reversed(actor.person.puk)) + "2",
}


def hyphens(puk: str) -> str:
    """Write a PUK in groups of four, as people do on paper."""
    return "-".join(puk[start : start + 4] for start in range(0, len(puk), 4))


@when(sentence("{name:Who} sets a new password with {which:Words}"))
def reset(world: World, name: str, which: str) -> None:
    actor = world.actor(name)
    Forgotten(actor.agent).reset(actor.person.email, PUKS[which](actor), NEW_PASSWORD)


@when(sentence("{name:Who} tries wrong PUKs until REKONO has had enough"))
def try_wrong_puks(world: World, name: str) -> None:
    for _ in range(PATIENCE):
        reset(world, name, "a wrong PUK")
        if ENOUGH in world.actor(name).agent.seen().text:
            return


@when(sentence("{name:Who} gives e-mail address and the new password"))
def give_new_password(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.password(actor.person.email, NEW_PASSWORD)


@then(sentence("the PUK code is shown to {name:Who}"))
def puk_shown(world: World, name: str) -> None:
    actor = world.actor(name)
    world.know(actor, puk=actor.registration.read_puk())
    length = len(actor.person.puk)
    world.require(
        "a PUK code is shown", length >= 8, "8 characters or more", f"{length} characters"
    )


@then(sentence("the PUK code is not shown to {name:Who}"))
def puk_not_shown(world: World, name: str) -> None:
    agent, puk = world.actor(name).agent, world.actor(name).person.puk
    seen = agent.seen()
    shown = bool(agent.read(PUK)) or puk in seen.text.replace(" ", "")
    world.require("no PUK code any more", not shown, "a page without it", describe(seen))

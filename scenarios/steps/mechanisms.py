"""How do people prove at REKONO who they are, and with what do they fail?"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from harness.pages.rekono import ONEPASS, SMS
from scenarios.steps.registration_codes import WAYS, other_than
from scenarios.steps.words import sentence

WRONG_PASSWORD = "napačno-geslo-1"  # noqa: S105 - nobody's
CHOICE = "Izberite način potrditve"
PATIENCE = 20
"""Wrong one-time passwords after which a REKONO that still listens has no limit."""
LOOK_ROUND = range(-60, 900, 30)
"""Seconds ago: the time steps whose passwords a wrong one must not be by chance."""


@given(sentence('{name:Who} has come to "{mechanism}" at REKONO'))
@when(sentence('{name:Who} comes to "{mechanism}" at REKONO'))
def come_to_mechanism(world: World, name: str, mechanism: str) -> None:
    actor = world.actor(name)
    come_to_choice(actor)
    actor.sign_in.choose(mechanism)


@given(sentence("{name:Who} has come to the choice at REKONO"))
@when(sentence("{name:Who} comes to the choice at REKONO"))
def at_choice(world: World, name: str) -> None:
    come_to_choice(world.actor(name))


@when(sentence("{name:Who} comes to REKONO"))
def at_rekono(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.open()
    actor.activation.sign_in()


@when(sentence("{name:Who} takes a fresh browser"))
def fresh_browser(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.use(world.environment.agent(actor.person))


@when(sentence("{name:Who} gives e-mail address and password"))
def give_credentials(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.credentials_of(actor.person)


@when(
    sentence("{name:Who} gives the e-mail address of {owner:Who} with {number:d} wrong passwords")
)
def give_wrong_passwords(world: World, name: str, owner: str, number: int) -> None:
    address = world.actor(owner).person.email
    for _ in range(number):
        world.actor(name).sign_in.password(address, WRONG_PASSWORD)


@when(sentence('{name:Who} confirms "{mechanism}" with {which:Words}'))
def confirm_with(world: World, name: str, mechanism: str, which: str) -> None:
    actor = world.actor(name)
    code = CHOICES[which](world, actor, mechanism)
    world.notes[f"used {mechanism}"] = code
    actor.sign_in.one_time_password(mechanism, code)


@when(sentence('{name:Who} confirms "{mechanism}" wrongly until REKONO has had enough'))
def confirm_wrongly(world: World, name: str, mechanism: str) -> None:
    for _ in range(PATIENCE):
        confirm_with(world, name, mechanism, "a wrong one-time password")
        if not world.actor(name).agent.offers("Potrdi"):
            return


@when(sentence('{name:Who} confirms "{mechanism}" wrongly until REKONO ends the sign-in'))
def confirm_wrongly_to_the_end(world: World, name: str, mechanism: str) -> None:
    actor = world.actor(name)
    for _ in range(PATIENCE):
        confirm_wrongly(world, name, mechanism)
        if actor.agent.seen().heading != CHOICE:
            return
        actor.sign_in.choose(mechanism)


@then(sentence("{name:Who} is signed in nowhere"))
def signed_in_nowhere(world: World, name: str) -> None:
    tab = world.actor(name).agent.tab()
    tab.open(f"{world.service.activation}confirm")
    world.require("not signed in", tab.offers("PRIJAVA"), "“PRIJAVA”", describe(tab.seen()))
    tab.press("PRIJAVA")
    world.require("nor at REKONO", tab.offers("Prijava"), "“Prijava”", describe(tab.seen()))


@then(sentence("REKONO has sent no authorization code for {name:Who}"))
def no_code(world: World, name: str) -> None:
    requests = world.environment.rekono.requests(person=world.actor(name).person.email)
    answers = [r["location"] for r in requests if "code=" in (r["location"] or "")]
    world.require("requests REKONO noted", len(requests) > 1, "more than 1", str(len(requests)))
    world.expect("answers with an authorization code", [], answers)


@then(sentence("the OnePass app of {name:Who} opens with the PIN that was chosen"))
def pin_opens(world: World, name: str) -> None:
    person = world.actor(name).person
    account = world.environment.rekono.account(person.email) or {}
    kept = account.get("onepass_pin") == person.onepass_pin
    world.require(
        "the PIN of the app", kept, "the PIN chosen", "the one chosen" if kept else "other"
    )


def come_to_choice(actor: Actor) -> None:
    """Go from the activation service as far as the choice of a second factor."""
    actor.activation.open()
    actor.activation.sign_in()
    actor.sign_in.credentials_of(actor.person)


def wrong(world: World, actor: Actor, mechanism: str) -> str:
    """Give a one-time password that is not right, nor ever was or will soon be."""
    if mechanism != ONEPASS:
        return other_than(world.one_time_password(actor, mechanism))
    real = {actor.person.one_time_password(seconds_ago=ago) for ago in LOOK_ROUND}
    return next(code for code in map("{:06d}".format, range(100)) if code not in real)


def from_app(world: World, actor: Actor, _mechanism: str) -> str:
    """Open the OnePass app with the PIN and read what it shows."""
    code = str(
        world.environment.rekono.onepass(actor.person.email, actor.person.onepass_pin)["code"]
    )
    world.environment.redactor.register(code)
    return code


CHOICES: dict[str, Callable[[World, Actor, str], str]] = {
    "the right one-time password": World.one_time_password,
    "the next one-time password": lambda _w, a, _m: a.person.one_time_password(seconds_ago=-30),
    "a one-time password of 5 minutes ago": (
        lambda _w, a, _m: a.person.one_time_password(seconds_ago=300)
    ),
    "what the app shows": from_app,
    "a wrong one-time password": wrong,
    "the one-time password sent first": (
        lambda world, actor, _m: (WAYS[SMS].sent(world, actor) or [""])[0]
    ),
    "the one-time password used before": lambda w, _a, m: str(w.notes[f"used {m}"]),
}
"""`the next` is of the OnePass app: what it shows half a minute later, within the drift allowed."""

"""How do people make a new REKONO account?"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from harness.pages.registration import Page
from scenarios.steps.words import sentence


@when(sentence("{name:Who} registers at REKONO with a one-time password by SMS"))
@when(sentence("{name:Who} goes through the rest of registration"))
def register_with_sms(world: World, name: str) -> None:
    actor = world.actor(name)
    walk(world, actor)


@when(sentence("{name:Who} registers at REKONO and sets up the OnePass app"))
def register_with_onepass(world: World, name: str) -> None:
    actor = world.actor(name)
    walk(world, actor, Page.ONEPASS)
    turn_on_onepass(world, actor)


@given(sentence('{name:Who} has come to "{page}"'))
@when(sentence('{name:Who} comes to "{page}" again'))
def come_to(world: World, name: str, page: str) -> None:
    actor = world.actor(name)
    actor.activation.open()
    actor.activation.register()
    walk(world, actor, Page(page))


@when(sentence('{name:Who} goes on to "{page}"'))
def go_on_to(world: World, name: str, page: str) -> None:
    walk(world, world.actor(name), Page(page))


@when(sentence("{name:Who} gives the mobile number of {owner:Who}"))
def give_phone_of(world: World, name: str, owner: str) -> None:
    actor = world.actor(name)
    actor.person = actor.person.knowing(phone=world.actor(owner).person.phone)
    actor.registration.phone(actor.person.phone)


@when(sentence('{name:Who} chooses the password "{password}"'))
def choose_password(world: World, name: str, password: str) -> None:
    world.actor(name).registration.password(password)


@when(sentence("{name:Who} chooses a good password"))
def choose_good_password(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.registration.password(actor.person.password)


@when(sentence('{name:Who} goes to the address of the page "{page}"'))
def go_to_page(world: World, name: str, page: str) -> None:
    agent = world.actor(name).agent
    before, _, parameters = agent.seen().url.partition("?")
    agent.open(f"{before.rpartition('/')[0]}/{ADDRESSES[Page(page)]}.htm?{parameters}")


@then(sentence("there is no REKONO account of {name:Who}"))
def no_account_now(world: World, name: str) -> None:
    address = world.actor(name).person.email
    world.expect(f"account of {address}", None, world.environment.rekono.account(address))


@then(sentence("there is a REKONO account of {name:Who}"))
def account_now(world: World, name: str) -> None:
    address = world.actor(name).person.email
    found = world.environment.rekono.account(address)
    world.require(f"account of {address}", found is not None, "an account", "no account")


@then(sentence('REKONO refuses "{field}" to {name:Who} with "{text}"'))
def refused_at_field(world: World, field: str, name: str, text: str) -> None:
    agent = world.actor(name).agent
    seen = agent.seen()
    told = text in " ".join(seen.alerts) and 400 <= seen.status < 500
    world.require(f"refused with “{text}”", told, f"status 4xx, alert “{text}”", describe(seen))
    world.expect("the field marked as wrong", field, agent.read(MARKED))


@then(sentence('{name:Who} is back at "{title}", signed in'))
def back_at(world: World, name: str, title: str) -> None:
    actor = world.actor(name)
    address, seen = actor.application(title).address, actor.agent.seen()
    world.require(f"back at {title}", seen.url.startswith(address), address, seen.url)
    world.expect("who is signed in", actor.person.name, actor.application(title).person())


MARKED = "label:has(~ [aria-invalid=true])"
"""The label of the first field that is marked as wrong."""
ADDRESSES = {Page.PASSWORD: "password", Page.TERMS: "terms", Page.DATA: "data"}


def walk(world: World, actor: Actor, to: Page | None = None) -> None:
    """Go through registration from the page on the screen up to another page, or to the end."""
    seen = actor.agent.seen()
    world.require(
        "registration is on the screen", seen.heading in WAY, "a page of it", describe(seen)
    )
    pages = list(WAY)
    for page in pages[pages.index(Page(seen.heading)) : pages.index(to) if to else None]:
        WAY[page](world, actor)
    if to:
        world.heading(actor, to)


def turn_on_onepass(world: World, actor: Actor) -> None:
    """Set the OnePass app up with the secret on the page, choose a PIN, prove that it works."""
    world.know(actor, onepass_secret=actor.registration.read_onepass_secret())
    person = actor.person
    actor.registration.turn_on_onepass(person.onepass_pin, person.one_time_password())


def note_puk(world: World, actor: Actor) -> None:
    """Write the PUK down and go on."""
    world.know(actor, puk=actor.registration.read_puk())
    actor.registration.go_on()


def email_code(world: World, actor: Actor) -> None:
    """Confirm the e-mail address by the newest message."""
    actor.registration.email_code(world.message_code(actor.person.email, "email"))


def sms_code(world: World, actor: Actor) -> None:
    """Confirm the mobile number by the newest message."""
    actor.registration.sms_code(world.message_code(actor.person.phone, "sms"))


WAY: dict[Page, Callable[[World, Actor], None]] = {
    Page.EMAIL: lambda _world, actor: actor.registration.email(actor.person.email),
    Page.EMAIL_CODE: email_code,
    Page.PHONE: lambda _world, actor: actor.registration.phone(actor.person.phone),
    Page.SMS_CODE: sms_code,
    Page.PASSWORD: lambda _world, actor: actor.registration.password(actor.person.password),
    Page.TERMS: lambda _world, actor: actor.registration.agree(),
    Page.DATA: lambda _world, actor: actor.registration.personal_data(actor.person),
    Page.PUK: note_puk,
    Page.ONEPASS: lambda _world, actor: actor.registration.skip(),
}
"""What a person does on each page who wants an account with one-time passwords by SMS."""

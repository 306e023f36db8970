"""Which personal data do people give, and what do they bring them?"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, then, when

from harness.engine.world import World
from harness.pages.qr_code import scan
from harness.pages.registration import Page
from harness.pages.rekono import ONEPASS
from harness.person import Person
from scenarios.steps.mechanisms import wrong
from scenarios.steps.registration import turn_on_onepass, walk
from scenarios.steps.words import sentence

NUMBERS: dict[str, Callable[[str], str]] = {
    "with a wrong check digit": lambda number: number[:-1] + str((int(number[-1]) + 1) % 10),
    "with two digits exchanged": lambda number: exchange(number),
    "with a digit missing": lambda number: number[:-1],
    "with letters": lambda number: f"{number[:-2]}SI",
}
LONG_GIVEN, LONG_FAMILY = "Živa Đurđica Špela ", "Čuš-Žnidaršič-Đurić-"
LENGTH = 100


def exchange(number: str) -> str:
    """Exchange two neighbours that differ, as fingers do."""
    at = next(i for i in range(6) if number[i] != number[i + 1])
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def hundred(letters: str) -> str:
    """Give a name of a hundred characters that ends with a letter."""
    return (letters * LENGTH)[: LENGTH - 2].rstrip().ljust(LENGTH, "š")


@given(sentence('{name:Who} is called "{given_name}" "{family_name}"'))
def called(world: World, name: str, given_name: str, family_name: str) -> None:
    actor = world.actor(name)
    actor.person = actor.person.knowing(given_name=given_name, family_name=family_name)


@given(sentence("{name:Who} has a given name and a surname of 100 characters each"))
def called_long(world: World, name: str) -> None:
    actor = world.actor(name)
    names = {"given_name": hundred(LONG_GIVEN), "family_name": hundred(LONG_FAMILY)}
    actor.person = actor.person.knowing(**names)
    world.expect("lengths of the names", [100, 100], [len(one) for one in names.values()])


@given(sentence("the official register has another date of birth for {name:Who}"))
def other_register(world: World, name: str) -> None:
    person = world.actor(name).person
    facts = ("given_name", "family_name", "tax_number")
    held = {fact: getattr(person, fact) for fact in facts} | {"birthdate": "1950-01-02"}
    world.environment.rekono.post("registry", held)


@given(sentence("the official register has the data of {name:Who}"))
def same_register(world: World, name: str) -> None:
    person = world.actor(name).person
    facts = ("given_name", "family_name", "tax_number", "birthdate")
    world.environment.rekono.post("registry", {fact: getattr(person, fact) for fact in facts})


@when(sentence("{name:Who} gives their personal data"))
def give_data(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.registration.personal_data(actor.person)


@when(sentence("{name:Who} gives the tax number of {owner:Who}"))
def give_number_of(world: World, name: str, owner: str) -> None:
    give_number(world, name, world.actor(owner).person.tax_number)


@when(sentence("{name:Who} gives their tax number {how:Words}"))
def give_wrong_number(world: World, name: str, how: str) -> None:
    give_number(world, name, NUMBERS[how](world.actor(name).person.tax_number))


@when(sentence("{name:Who} sets up the OnePass app with the PIN {pin:d}"))
def set_up_with_pin(world: World, name: str, pin: int) -> None:
    actor = world.actor(name)
    world.know(actor, onepass_secret=actor.registration.read_onepass_secret())
    actor.registration.turn_on_onepass(str(pin), actor.person.one_time_password())


@when(sentence("{name:Who} tries to set up the OnePass app with a wrong one-time password"))
def set_up_wrongly(world: World, name: str) -> None:
    actor = world.actor(name)
    world.know(actor, onepass_secret=actor.registration.read_onepass_secret())
    actor.registration.turn_on_onepass(actor.person.onepass_pin, wrong(world, actor, ONEPASS))


@when(sentence("{name:Who} sets up the OnePass app"))
def set_up(world: World, name: str) -> None:
    turn_on_onepass(world, world.actor(name))


@when(sentence("{name:Who} skips the personal data"))
def skip_data(world: World, name: str) -> None:
    actor = world.actor(name)
    world.heading(actor, Page.DATA)
    actor.registration.skip()


@when(sentence("{name:Who} ends registration"))
def end_registration(world: World, name: str) -> None:
    walk(world, world.actor(name))


@then(sentence("the account of {name:Who} has the level {level:d}"))
def has_level(world: World, name: str, level: int) -> None:
    account = world.environment.rekono.account(world.actor(name).person.email) or {}
    world.expect("level of the account", level, account.get("proofing"))


@then(sentence("the account of {name:Who} holds the personal data given"))
def holds_data(world: World, name: str) -> None:
    person = world.actor(name).person
    facts = ("given_name", "family_name", "birthdate", "tax_number")
    account = world.environment.rekono.account(person.email) or {}
    given_data = {fact: getattr(person, fact) for fact in facts}
    world.expect("personal data", given_data, {fact: account.get(fact) for fact in facts})


@then(sentence("the QR code and the text hold the same secret for {name:Who}"))
def same_secret(world: World, name: str) -> None:
    page = world.actor(name).registration
    address, secret = scan(page.qr_code()), page.read_onepass_secret()
    world.know(world.actor(name), onepass_secret=secret)
    same = (
        bool(secret) and f"secret={secret}" in address.replace("&", " ").replace("?", " ").split()
    )
    world.require(
        "the secret in the QR code", same, "an otpauth address with the secret", "another"
    )


def give_number(world: World, name: str, number: str) -> None:
    """Give the person's data with another tax number."""
    person: Person = world.actor(name).person
    world.actor(name).registration.personal_data(person.knowing(tax_number=number))

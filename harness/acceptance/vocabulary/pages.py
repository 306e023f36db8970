"""Pages: what a person does there and reads there."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from pytest_bdd import given, then, when

from harness.acceptance.world import World
from harness.record.verdict import NotApplicable
from scenarios.steps.words import sentence

FACTS = {
    "e-mail address": "email",
    "given name": "given_name",
    "family name": "family_name",
    "phone": "phone",
}
"""What scenarios call what a person knows of themselves."""


@given(sentence('{name:Who} has opened the address "{address}"'))
@when(sentence('{name:Who} opens the address "{address}"'))
def opens_address(world: World, name: str, address: str) -> None:
    """Open an address, whole or as a path of the application.

    Example: When the person opens the address "/account"
    """
    world.visitor(name).follow(urljoin(world.address(), address))


@when(sentence('{name:Who} presses "{what}"'))
def presses(world: World, name: str, what: str) -> None:
    """Press a button or follow a link that leads to another page.

    Example: When the person presses "Naroči"
    """
    world.visitor(name).agent.press(what)


@when(sentence('{name:Who} presses "{what}" and stays'))
def presses_and_stays(world: World, name: str, what: str) -> None:
    """Press something that need not lead to another page.

    Example: When the person presses "Dodaj" and stays
    """
    world.visitor(name).agent.press_and_stay(what)


@when(sentence('{name:Who} fills in "{label}" with "{value}"'))
def fills_in(world: World, name: str, label: str, value: str) -> None:
    """Type a value into the field with this label.

    Example: When the person fills in "Količina" with "3"
    """
    world.visitor(name).agent.fill(label, value)


@when(sentence('{name:Who} fills in "{label}" with their {fact:Words}'))
def fills_in_own(world: World, name: str, label: str, fact: str) -> None:
    """Type something of the person's own: e-mail address, given name, family name or phone.

    Example: When the person fills in "E-naslov" with their e-mail address
    """
    if fact not in FACTS:
        raise NotApplicable(f"nobody's {fact} is known; say one of {', '.join(FACTS)}")
    value = str(getattr(world.person(name), FACTS[fact]))
    world.visitor(name).agent.fill(label, value)


@when(sentence("{name:Who} reloads the page"))
def reloads(world: World, name: str) -> None:
    """Load the page again.

    Example: When the person reloads the page
    """
    world.visitor(name).agent.reload()


@given(sentence("{name:Who} is in front of a fresh browser"))
@when(sentence("{name:Who} turns to a fresh browser"))
def turns_to_fresh(world: World, name: str) -> None:
    """Go on in another browser, which knows nothing of the first.

    Example: When the person turns to a fresh browser
    """
    world.open_window(name)


@then(sentence('{name:Who} sees "{text}"'))
def sees(world: World, name: str, text: str) -> None:
    """Require a text on the page.

    Example: Then the person sees "Hvala za naročilo"
    """
    seen = world.visitor(name).agent.seen()
    actual = f"{seen}; text: {seen.text[:400]}"
    world.require(f"the page says “{text}”", text in seen.text, f"“{text}” on the page", actual)


@then(sentence('{name:Who} does not see "{text}"'))
def sees_not(world: World, name: str, text: str) -> None:
    """Require that a text is not on the page.

    Example: Then the person does not see "Napaka"
    """
    seen = world.visitor(name).agent.seen()
    absent = text not in seen.text
    world.require(f"the page does not say “{text}”", absent, f"no “{text}” on the page", str(seen))


@then(sentence('{name:Who} is at the address "{address}"'))
def is_at_address(world: World, name: str, address: str) -> None:
    """Require where the person is; what follows a question mark does not count.

    Example: Then the person is at the address "/account"
    """
    at = urlsplit(world.visitor(name).agent.seen().url)._replace(query="", fragment="").geturl()
    world.expect("the address", urljoin(world.address(), address), at)


@then(sentence('{name:Who} is offered "{what}"'))
def is_offered(world: World, name: str, what: str) -> None:
    """Require a button, link or field of this name.

    Example: Then the person is offered "Odjava"
    """
    agent = world.visitor(name).agent
    offered = ", ".join(agent.offered())
    world.require("what the page offers", agent.offers(what), f"“{what}”", offered or "nothing")

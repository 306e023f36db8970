"""REKONO: what a person does there, and what goes wrong there."""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.acceptance.world import World
from harness.checks.application.rekono_pages import RekonoPages
from harness.pages.rekono import ONEPASS, PUSH, SMS, SignIn
from harness.record.verdict import NotApplicable
from scenarios.steps.words import sentence

CHANNELS = {"SMS": "sms", "e-mail": "email"}


@given(sentence('REKONO has the fault "{fault}"'))
def has_fault(world: World, fault: str) -> None:
    """Let something go wrong for the person, or for everybody (`vodomer list faults`).

    Example: Given REKONO has the fault "wrong_nonce"
    """
    world.break_rekono(fault)


@given("REKONO works again")
@when("REKONO works again")
def works_again(world: World) -> None:
    """Let nothing go wrong at REKONO any more.

    Example: When REKONO works again
    """
    world.mend_rekono()


@when(sentence("{name:Who} signs in at REKONO"))
def signs_in_at_rekono(world: World, name: str) -> None:
    """Do at REKONO what it asks for, by password and SMS, and see where that leads.

    Example: When the person signs in at REKONO
    """
    visitor = world.visitor(name)
    visitor.pass_rekono()
    visitor.await_landing()


@when(sentence('{name:Who} signs in at REKONO with "{way}"'))
def signs_in_with(world: World, name: str, way: str) -> None:
    """Sign in with a second factor: SMS geslo, OnePass geslo or OnePass potrditev.

    Example: When the person signs in at REKONO with "OnePass geslo"
    """
    visitor, person = world.visitor(name), world.person(name)
    rig, pages = world.application.rig, SignIn(visitor.agent)
    pages.credentials_of(person)
    pages.choose(way)
    if way == SMS:
        pages.one_time_password(SMS, RekonoPages(rig.rekono, rig.redactor).text_message(person))
    elif way == ONEPASS:
        pages.one_time_password(ONEPASS, person.one_time_password())
    elif way == PUSH:
        rig.rekono.onepass(person.email, person.onepass_pin, "approve")
        pages.go_on_after_push()
    else:
        raise NotApplicable(f"“{way}” is not done by this step; say {SMS}, {ONEPASS} or {PUSH}")
    visitor.await_landing()


@when(sentence("{name:Who} signs out at REKONO"))
def signs_out_at_rekono(world: World, name: str) -> None:
    """Sign out by REKONO's own page; the application hears of it or not.

    Example: When the person signs out at REKONO
    """
    world.visitor(name).leave_rekono()


@then(sentence("{name:Who} is at REKONO"))
def is_at_rekono(world: World, name: str) -> None:
    """Require that the page is one of REKONO's.

    Example: Then the person is at REKONO
    """
    visitor = world.visitor(name)
    url = visitor.agent.seen().url
    world.require("whose page it is", visitor.is_at_rekono, "a page of REKONO", url)


@then(sentence('the application has asked the "{endpoint}" endpoint of REKONO for {name:Who}'))
def has_asked(world: World, endpoint: str, name: str) -> None:
    """Require that a request of this person's way reached an endpoint: token, userinfo ...

    Example: Then the application has asked the "token" endpoint of REKONO for the person
    """
    reached = world.application.reached(world.person(name))
    asked = sorted({str(one["endpoint"]) for one in reached})
    world.require("endpoints that were asked", endpoint in asked, endpoint, ", ".join(asked))


@then(sentence("REKONO has sent {name:Who} an {channel:Words}"))
def has_sent(world: World, name: str, channel: str) -> None:
    """Require a message of REKONO: an SMS or an e-mail.

    Example: Then REKONO has sent the person an SMS
    """
    if channel not in CHANNELS:
        raise NotApplicable(f"REKONO sends no {channel}; say {' or '.join(CHANNELS)}")
    person = world.person(name)
    to = person.phone if channel == "SMS" else person.email
    sent = world.application.rig.rekono.messages(to, CHANNELS[channel])
    world.require(f"messages by {channel}", bool(sent), "at least one", str(len(sent)))

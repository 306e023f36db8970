"""With which digital certificates do people come to REKONO, and what does it say to them?"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from pytest_bdd import given, then, when

from harness.agents.certificates import ClientCertificate
from harness.engine.actor import Actor
from harness.engine.world import World, describe
from scenarios.steps.words import sentence

STATES = {
    "valid": "valid",
    "expired": "expired",
    "not yet valid": "not_yet_valid",
    "revoked": "revoked",
    "of a foreign issuer": "foreign",
    "self-signed": "self_signed",
}
PATH = "/IdP-RM-Front/certlogin.htm"
HEADING = "Digitalno potrdilo"


@given(sentence("{name:Who} with a REKONO account and a digital certificate"))
def account_with_certificate(world: World, name: str) -> None:
    world.enrol(world.actor(name), "sms_otp", "certificate", proofing=30)


@given(sentence("the browser of {name:Who} has a certificate that is {state:Words}"))
def has_certificate(world: World, name: str, state: str) -> None:
    actor = world.actor(name)
    give(world, actor, issued(world, actor, STATES[state]))


@given(sentence("the browser of {name:Who} has the certificate of {owner:Who}"))
def has_certificate_of(world: World, name: str, owner: str) -> None:
    give(world, world.actor(name), issued(world, world.actor(owner)))


@given(sentence("the browser of {name:Who} has no certificate"))
def has_none(world: World, name: str) -> None:
    actor = world.actor(name)
    give(world, actor, replace(issued(world, actor), certificate="", key=""))


@when(sentence("{name:Who} shows the certificate without having given the password"))
def show_without_password(world: World, name: str) -> None:
    agent = world.actor(name).agent
    asked = urlsplit(agent.seen().url).query
    agent.open(f"{world.notes['certificates asked at']}{PATH}?{asked}")
    world.require("refused", agent.seen().status >= 400, "status 4xx", describe(agent.seen()))


@then(sentence('REKONO refuses the certificate of {name:Who} with "{text}"'))
def refused(world: World, name: str, text: str) -> None:
    seen = world.actor(name).agent.seen()
    told = text in " ".join(seen.alerts) and seen.status == 403 and seen.heading == HEADING
    world.require(
        f"refused with “{text}”", told, f"page “{HEADING}” (403), “{text}”", describe(seen)
    )


@then(sentence("the certificate of {name:Who} was asked for over TLS"))
def asked_over_tls(world: World, name: str) -> None:
    goal = f"{world.notes['certificates asked at']}{PATH}"
    sent = [one.url.split("?")[0] for one in world.actor(name).agent.sent()]
    world.require("the scheme", goal.startswith("https://"), "https", goal)
    world.require("requests to the port that asks", goal in sent, goal, sent[-3:])


def issued(world: World, owner: Actor, state: str = "valid") -> ClientCertificate:
    """Have a certificate issued; its key is a secret of the scenario."""
    certificate = world.environment.rekono.certificate(owner.person.email, state)
    world.environment.redactor.register(certificate.key)
    return certificate


def give(world: World, actor: Actor, certificate: ClientCertificate) -> None:
    """Let a person go on in a fresh browser that holds a certificate."""
    world.notes["certificates asked at"] = certificate.origin
    actor.use(world.environment.agent(actor.person, certificate))

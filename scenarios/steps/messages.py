"""What do people receive by e-mail and SMS?"""

from __future__ import annotations

from pytest_bdd import then, when

from harness.agents.raw_http import Wire
from harness.engine.world import World
from harness.web.mail_scanner import open_links
from scenarios.steps.words import sentence


@then(sentence("{name:Who} receives a welcome e-mail with the activation code"))
def welcome_mail(world: World, name: str) -> None:
    actor = world.actor(name)
    inbox, address = world.environment.inbox, actor.person.email
    mail = world.until(lambda: inbox.wait(address, lambda mail: actor.code in mail.text))
    world.require(
        "a welcome e-mail came", mail is not None, "an e-mail with the code", "no such e-mail"
    )
    if mail is not None:
        world.notes["mail"] = mail.text
        world.recorder.mail(mail.subject, mail.text)


@then(sentence('the e-mail names "{text}"'))
def mail_names(world: World, text: str) -> None:
    mail = world.notes["mail"]
    world.require(f"the e-mail names {text}", text in mail, text, mail)


@then("the e-mail names the address of the start page")
def mail_names_start(world: World) -> None:
    mail_names(world, world.service.activation)


@then(sentence("no address in the e-mail to {name:Who} holds the code"))
def code_in_no_link(world: World, name: str) -> None:
    welcome_mail(world, name)
    actor = world.actor(name)
    links = [link for mail in world.environment.inbox.to(actor.person.email) for link in mail.links]
    bare = actor.code.replace("-", "")
    telling = [link for link in links if bare in link.replace("-", "").upper()]
    world.require("addresses in the e-mail", bool(links), "at least one", "none")
    world.expect("addresses in the e-mail that hold the code", 0, len(telling))


@when(sentence("a scanner opens the links of the e-mail to {name:Who}"))
def scan(world: World, name: str) -> None:
    address, start = world.actor(name).person.email, world.service.activation
    mail = world.until(lambda: world.environment.inbox.wait(address))
    wire = Wire([], {}, world.environment.offload)
    world.at_end(wire.close)
    opened = open_links(wire, mail.links if mail else (), start)
    world.require("links of the e-mail", bool(opened), "at least one to the service", str(opened))

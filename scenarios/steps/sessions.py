"""What happens to windows, sessions and services on the way?"""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.engine.world import World, describe
from harness.pages.rekono import SMS
from harness.processes.ports import free_port
from scenarios.steps.rekono import enter_activation, sign_in
from scenarios.steps.words import sentence


@given(sentence("{name:Who} has signed in to the activation service"))
def signed_in(world: World, name: str) -> None:
    enter_activation(world, world.actor(name))


@when(sentence("{name:Who} signs in to the activation service in a fresh browser"))
def signs_in_afresh(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.use(world.environment.agent(actor.person))
    enter_activation(world, actor)


@given(sentence("{name:Who} keeps a second tab open at the confirmation"))
def second_tab(world: World, name: str) -> None:
    actor = world.actor(name)
    first, second = actor.agent, actor.agent.tab()
    actor.use(second)
    actor.activation.open("confirm")
    actor.use(first)
    world.notes["second tab"] = second


@when(sentence("{name:Who} turns to the second tab"))
def turn_to_second(world: World, name: str) -> None:
    world.actor(name).use(world.notes["second tab"])


@when(sentence("{name:Who} reloads the page"))
def reload(world: World, name: str) -> None:
    world.actor(name).agent.reload()


@when(sentence("{name:Who} goes back"))
def back(world: World, name: str) -> None:
    world.actor(name).agent.back()


@when(sentence('{name:Who} double-clicks "{button}"'))
def double_click(world: World, name: str, button: str) -> None:
    world.actor(name).agent.press_twice(button)


@then(sentence("there was no error page for {name:Who}"))
def no_error_page(world: World, name: str) -> None:
    seen = world.actor(name).agent.seen()
    world.require("no error page", 200 <= seen.status < 400, "a page, no error", describe(seen))


@when(sentence("the session of {name:Who} at the activation service ends"))
def session_ends(world: World, name: str) -> None:
    world.actor(name).agent.forget(world.service.activation)


@then(sentence("{name:Who} is asked to sign in again"))
def asked_to_sign_in(world: World, name: str) -> None:
    agent = world.actor(name).agent
    world.require(
        "asked to sign in", agent.offers("PRIJAVA"), "a button “PRIJAVA”", describe(agent.seen())
    )


@when(sentence("{name:Who} cancels at REKONO"))
def cancel(world: World, name: str) -> None:
    world.actor(name).sign_in.cancel()


@when(sentence("{name:Who} signs in at REKONO with a wrong password"))
def wrong_password(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.sign_in.password(actor.person.email, "napačno-geslo-1")


@given("an activation service of its own")
def own_service(world: World) -> None:
    world.move_to(world.environment.another_service())


@given("an activation service whose REKONO does not answer")
def deaf_service(world: World) -> None:
    issuer = f"http://127.0.0.1:{free_port()}/openid-connect-server-webapp/"
    world.move_to(world.environment.another_service(issuer=issuer))


@when("the service is restarted")
def restart(world: World) -> None:
    world.until(lambda: world.environment.restart(world.service))


@then(sentence("{name:Who} can quote a reference that holds no secret"))
def quotable_reference(world: World, name: str) -> None:
    actor = world.actor(name)
    seen = actor.agent.seen()
    reference = seen.text.partition("Oznaka dogodka:")[2].split()[:1]
    world.require("a reference to quote", bool(reference), "“Oznaka dogodka: …”", describe(seen))
    typed = [code for _, code in actor.issued]
    world.require(
        "no secret in it", reference[0] not in typed, "a reference", "the activation code"
    )


@then(sentence('the page offers "{control}" to {name:Who}'))
def offers(world: World, control: str, name: str) -> None:
    agent = world.actor(name).agent
    world.require(
        f"“{control}” is there", agent.offers(control), f"“{control}”", describe(agent.seen())
    )


@when(sentence("{name:Who} passes REKONO again by SMS"))
def pass_again(world: World, name: str) -> None:
    sign_in(world, world.actor(name), SMS)

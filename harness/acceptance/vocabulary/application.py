"""The application: signing in and out, and who is signed in."""

from __future__ import annotations

from pytest_bdd import given, then, when

from harness.acceptance.world import World
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable
from scenarios.steps.words import sentence


@given(sentence("{name:Who} has signed in"))
def has_signed_in(world: World, name: str) -> None:
    """Let somebody sign in who must get in; where that fails, the scenario is skipped.

    Example: Given the person has signed in
    """
    visitor = world.application.control(world.person(name), "the sign-in before the scenario")
    world.take_over(name, visitor)


@given(sentence("{name:Who} has opened the application"))
@when(sentence("{name:Who} opens the application"))
def opens(world: World, name: str) -> None:
    """Open the first page, whatever it says.

    Example: When the person opens the application
    """
    world.visitor(name).open_and_wait()


@given(sentence("{name:Who} has gone to REKONO"))
@when(sentence("{name:Who} goes to REKONO"))
def goes_to_rekono(world: World, name: str) -> None:
    """Go from the first page to REKONO, by the target file's steps.

    Example: When the person goes to REKONO
    """
    world.visitor(name).go_to_rekono()


@given("the application has been started anew")
@when("the application is started anew")
def started_anew(world: World) -> None:
    """Start the application again, by `[process]` of the target file; nothing runs beside it.

    Example: When the application is started anew
    """
    rig = world.application.rig
    if not rig.can_restart:
        raise NotApplicable("the target file does not say how it is started ([process])")
    rig.restart()


@when(sentence("{name:Who} signs in"))
def signs_in(world: World, name: str) -> None:
    """Go the whole way, from the first page through REKONO and back, wherever it ends.

    Example: When the person signs in
    """
    try:
        world.visitor(name).sign_in()
    except TargetUnreachable as problem:
        raise Mismatch("a page within 30 s", str(problem), "the sign-in") from problem
    except Mismatch as stopped:  # which is no verdict: what is to come of it the scenario says
        world.note("the way ended early", str(stopped))


@when(sentence("{name:Who} signs out"))
def signs_out(world: World, name: str) -> None:
    """Sign out by the target file's steps, and confirm at REKONO where it asks.

    Example: When the person signs out
    """
    world.visitor(name).sign_out()


@then(sentence("{name:Who} is signed in"))
def is_signed_in(world: World, name: str) -> None:
    """Require that the application shows this person as signed in.

    Example: Then the person is signed in
    """
    look = world.visitor(name).look("the session")
    world.application.is_in(look, "who is signed in")
    world.application.shows(look, world.person(name).name, "the name shown")


@then(sentence("nobody is signed in in the browser of {name:Who}"))
def nobody_is_signed_in(world: World, name: str) -> None:
    """Require that the application shows nobody, and that nothing opens to who is signed in.

    Example: Then nobody is signed in in the browser of the person
    """
    world.application.is_out(world.visitor(name).look("the session"), "who is signed in")


@then(sentence("the sign-in of {name:Who} is refused"))
def is_refused(world: World, name: str) -> None:
    """Require a page that says so: by `[refused]` of the target file, or in plain words.

    Example: Then the sign-in of the person is refused
    """
    visitor = world.visitor(name)
    actual = str(visitor.agent.seen())
    world.require("the page says no", visitor.is_refused, "a page that refuses", actual)

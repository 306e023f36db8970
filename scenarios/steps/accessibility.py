"""Do the pages work for people who see, point or hold a screen in another way?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import then, when

from harness.engine.world import World
from harness.web.accessibility import Findings, examine
from scenarios.steps.words import sentence
from scenarios.tours import walk

if TYPE_CHECKING:
    from harness.agents.browser import BrowserAgent
    from harness.agents.keyboard import KeyboardAgent

HEIGHT = 640
WIDTH = "() => got(docs, 'scrollingElement', document).scrollWidth"


@when(sentence("{name:Who} takes the way of {whose:Words} and axe looks at every page"))
def look_with_axe(world: World, name: str, whose: str) -> None:
    actor = world.actor(name)
    found: dict[str, Findings] = {}
    walk(world, actor, whose, lambda stop: found.update({stop: examine(window(actor.agent).page)}))
    world.notes["axe"] = found


@then("axe has found nothing on any page")
def axe_found_nothing(world: World) -> None:
    found: dict[str, Findings] = world.notes["axe"]
    world.recorder.note("axe-core", ", ".join({findings.version for findings in found.values()}))
    world.recorder.note("rules", f"{min(one.rules for one in found.values())} or more a page")
    for stop, findings in found.items():
        world.expect(f"{stop}: violations of WCAG 2.2 A and AA", [], list(findings.violations))


@when(sentence("{name:Who} takes the way of {whose:Words} on a screen {width:d} pixels wide"))
def look_at_width(world: World, name: str, whose: str, width: int) -> None:
    from harness.agents.eyes import look  # it needs Playwright

    actor = world.actor(name)
    browser = window(actor.agent)
    browser.page.set_viewport_size({"width": width, "height": HEIGHT})
    found: dict[str, int] = {}
    walk(world, actor, whose, lambda stop: found.update({stop: look(browser.page, WIDTH)}))
    world.notes |= {"widths": found, "width": width}


@then("no page has been wider than the screen")
def never_wider(world: World) -> None:
    for stop, width in world.notes["widths"].items():
        most = world.notes["width"]
        world.require(
            f"{stop}: width of the page", width <= most, f"at most {most} px", f"{width} px"
        )


@when(sentence("{name:Who} takes the way of {whose:Words} by the keyboard alone"))
def use_keyboard(world: World, name: str, whose: str) -> None:
    actor = world.actor(name)
    from harness.agents.keyboard import KeyboardAgent  # with its browser; plain HTTP needs neither

    keys = KeyboardAgent(window(actor.agent))
    actor.use(keys)
    found: dict[str, bool | None] = {}
    walk(world, actor, whose, lambda stop: found.update({stop: keys.focus_is_at_error()}))
    world.notes |= {"keys": keys, "errors": found}


@then("the focus was visible wherever it went")
def focus_visible(world: World) -> None:
    keys: KeyboardAgent = world.notes["keys"]
    world.require("stops of the focus", keys.stops > 0, "more than none", str(keys.stops))
    world.expect("places where the focus was out of sight", [], sorted(set(keys.invisible)))


@then("the focus went to the error wherever there was one")
def focus_at_error(world: World) -> None:
    errors = {stop: at for stop, at in world.notes["errors"].items() if at is not None}
    world.require("pages with an error", bool(errors), "more than none", str(len(errors)))
    for stop, at in errors.items():
        world.expect(f"{stop}: the focus is at the error", True, at)


def window(agent: object) -> BrowserAgent:
    """Give the agent as one that has a screen; these scenarios run with no other."""
    from harness.agents.browser import BrowserAgent

    assert isinstance(agent, BrowserAgent)
    return agent

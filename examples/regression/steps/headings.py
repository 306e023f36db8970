"""Steps of this suite alone: what its vocabulary does not know."""

from __future__ import annotations

from pytest_bdd import then

from harness.acceptance.world import World


@then("the page has one main heading")
def one_main_heading(world: World) -> None:
    """Count the headings, in the page's source or as the browser has them."""
    if world.agent.kind == "browser":
        assert world.page.locator("h1").count() == 1
    else:
        assert world.agent.source().count("<h1") == 1

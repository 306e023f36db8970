"""What has the service written down about a code?"""

from __future__ import annotations

from typing import Any

from pytest_bdd import then

from harness.engine.world import World


@then("the service has recorded the activation: who, when, and the hash of the code")
def recorded_activation(world: World) -> None:
    find(world, world.me.issued[-1], "activated")


@then("the service has recorded the refusal: who, when, why, and the hash of the code")
def recorded_refusal(world: World) -> None:
    record = find(world, world.me.issued[0], "refused")
    world.require("the reason is given", bool(record.get("why")), "a reason", record.get("why"))


def find(world: World, issued: tuple[str, str], what: str) -> dict[str, Any]:
    """Find a record about a code and require that it is whole and keeps the code itself secret."""
    identity, code = issued
    records = world.service.desk.records(identity)
    found = [r for r in records if r["what"] == what and r["who"] == world.me.person.sub]
    world.require(f"recorded as {what}", bool(found), f"a record “{what}” of the person", records)
    for field in ("at", "who", "code_hash"):
        world.require(f"{field} is recorded", bool(found[0].get(field)), field, found[0])
    world.expect("the code itself in the records", False, code in str(records))
    return found[0]

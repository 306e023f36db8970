"""Which scenarios of the documented flow fall to the shard that a run is?"""

from __future__ import annotations

from functools import cache
from typing import Any

from harness.engine.feature_files import list_scenarios
from harness.engine.options import RunOptions


@cache
def whole_plan(only: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give what all shards together have to run: ids and requirements, as the files have them."""
    return {one.id: one.requirements for one in list_scenarios(only)}


def share_of(options: RunOptions) -> frozenset[str]:
    """Give the ids that this run is to run; UsageError where there are too many shards."""
    plan = whole_plan(options.only)
    return options.shard.share(plan) if options.shard else frozenset(plan)


def told_of_shard(options: RunOptions) -> dict[str, Any] | None:
    """Give what the record tells of the shard; None of a run that is none."""
    if options.shard is None:
        return None
    filtered = bool(options.only) or options.deselected
    return options.shard.told(whole_plan(options.only), filtered=filtered)

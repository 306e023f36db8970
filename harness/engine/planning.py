"""What does pytest collect for a run, what is refused, and what is missing from it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import ScenarioTemplate
from pytest_bdd.utils import CONFIG_STACK

from harness import catalogue
from harness.engine import suite
from harness.engine.feature_files import FEATURES, list_scenarios
from harness.engine.session import IN_LANE, OPTIONS, PLAN, SCENARIO, telling
from harness.engine.sharding import share_of
from harness.errors import UsageError, VodomerError
from harness.unknown import unknown


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """Make each tag a marker that pytest knows, so that `-m` selects by it; an id is none."""
    if tag.startswith(suite.ID):
        return True
    config = CONFIG_STACK[-1]
    config.addinivalue_line("markers", f"{tag}: from a feature")
    getattr(pytest.mark, tag)(function)
    return True


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the scenarios of a folder alone that has none of those that are wanted."""
    only = config.stash[OPTIONS].only
    features = FEATURES / collection_path.stem.removeprefix("test_")
    if only and features.is_dir() and not suite.may_hold(features, only):
        return True
    return None


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Note that pytest leaves scenarios out (`-k`, `-m` and the like)."""
    for item in items[:1]:
        note_part(item.config)


def note_part(config: pytest.Config) -> None:
    """Let the record say that only a part was selected."""
    config.stash[OPTIONS] = replace(config.stash[OPTIONS], deselected=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Make the plan; refuse scenarios that could not prove anything."""
    config = session.config
    templates = {item: found for item in items if (found := suite.template_of(item))}
    for item, template in templates.items():
        item.stash[SCENARIO] = suite.describe(item, template)
    if any("::" in word or word.endswith(".py") for word in config.args):
        note_part(config)
    if not config.stash[IN_LANE]:
        refuse(config, suite.wrong_ids(templates.values()))
    if only := config.stash[OPTIONS].only:
        if not session.testsfailed:  # what cannot be read is told of by pytest
            refuse_unknown(only, [item.stash[SCENARIO] for item in templates])
        items[:] = [i for i in items if i in templates and i.stash[SCENARIO].selected_by(only)]
    leave_to_other_shards(config, items)
    chosen = [item for item in items if item in templates]
    config.stash[PLAN] = [item.stash[SCENARIO] for item in chosen]
    if not config.stash[IN_LANE]:
        refuse_unprovable(config, chosen, [templates[item] for item in chosen])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Hold what pytest has left against the feature files: nothing is left out in silence.

    In a run of ours it is planned and stays without a verdict; pytest itself may run a part.
    """
    config = session.config
    kept = [item.stash[SCENARIO] for item in session.items if SCENARIO in item.stash]
    if config.stash[IN_LANE] or not config.stash[PLAN] or session.testsfailed:
        return
    ids = {scenario.id for scenario in kept}
    options = config.stash[OPTIONS]
    missed = share_of(options) - ids
    left_out = [one for one in list_scenarios(options.only) if one.id in missed]
    if left_out and not config.getoption("whole"):
        note_part(config)
        left_out = []
    config.stash[PLAN] = [*kept, *left_out]


def leave_to_other_shards(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the scenarios that fall to this shard, where the run is one."""
    options = config.stash[OPTIONS]
    if options.shard:
        with telling():
            mine = share_of(options)
        items[:] = [i for i in items if SCENARIO in i.stash and i.stash[SCENARIO].id in mine]


def refuse_unknown(only: Sequence[str], scenarios: Sequence[suite.Scenario]) -> None:
    """Stop before the first scenario when a word of `--only` selects none."""
    missing = [word for word in only if not any(one.selected_by([word]) for one in scenarios)]
    unproved = [word for word in missing if word in catalogue.load()]
    if unproved:
        problem = UsageError(f"no scenario proves {', '.join(unproved)} (see `vodomer explain`)")
    elif missing:
        names = {name for one in scenarios for name in (one.id, *one.tags)}
        names |= suite.names_in(FEATURES)  # of folders that were left alone, too
        what = "requirement, scenario or tag"
        problem = unknown(what, missing, names, "vodomer list scenarios")
    else:
        return
    pytest.exit(str(problem), returncode=problem.exit_code)


def refuse_unprovable(
    config: pytest.Config, items: list[pytest.Item], templates: list[ScenarioTemplate]
) -> None:
    """Stop before the first scenario when one is broken, or has the id of another."""
    wrong = [fault for pair in zip(items, templates, strict=True) for fault in suite.faults(*pair)]
    ids = Counter(scenario.id for scenario in config.stash[PLAN])
    wrong += [
        f"{number} rows of examples have the id {twin}; add a column “{suite.ROW_ID}” to tell them"
        for twin, number in ids.items()
        if number > 1
    ]
    refuse(config, wrong)


def refuse(config: pytest.Config, problems: Iterable[str]) -> None:
    """Stop before the first scenario where there are problems."""
    if wrong := list(problems):
        config.stash[PLAN] = ()
        pytest.exit("\n".join(sorted(set(wrong))), returncode=VodomerError.exit_code)

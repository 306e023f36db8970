"""What does a pytest session of ours keep, which process is it, and how does it end on purpose?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from harness.engine import suite
from harness.engine.options import RunOptions
from harness.errors import VodomerError

OPTIONS = pytest.StashKey[RunOptions]()
PLAN = pytest.StashKey[Sequence[suite.Scenario]]()
SCENARIO = pytest.StashKey[suite.Scenario]()
IN_LANE = pytest.StashKey[bool]()
"""Whether this session is a lane of another one."""


def is_xdist_controller(config: pytest.Config) -> bool:
    """Tell whether others run the items for this process."""
    return bool(config.pluginmanager.hasplugin("dsession"))


def is_xdist_worker(config: pytest.Config) -> bool:
    """Tell whether this process runs items for another one."""
    return hasattr(config, "workerinput")


def worker_of(config: pytest.Config) -> str:
    """Name this process among those that write into one record."""
    return str(getattr(config, "workerinput", {}).get("workerid", "main"))


@contextmanager
def telling() -> Iterator[None]:
    """End the session with the words and the exit code of a problem of ours."""
    try:
        yield
    except VodomerError as problem:
        pytest.exit(str(problem), returncode=problem.exit_code)

"""How does a command have pytest run or list the scenarios, inside or outside a checkout?"""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import pytest_bdd.plugin

import harness.engine.plugin
import scenarios
from harness.engine.run import has_begun
from harness.record.judged_run import RUN_JSON, RunRecord, read_run_json
from harness.record.run_folder import new_invocation
from harness.watching.stopping import EXIT_CODE
from scenarios import steps

INI = Path(__file__).parent / "engine.ini"
FOLDER = Path(scenarios.__file__).parent
NO_VERDICT = 4


class Ended:
    """Notes whether somebody ended the session on purpose, and with which exit code."""

    code = NO_VERDICT

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep the exit code that `pytest.exit` was given."""
        asked = EXIT_CODE if isinstance(excinfo.value, KeyboardInterrupt) else NO_VERDICT
        self.code = getattr(excinfo.value, "returncode", None) or asked

    def pytest_collection_finish(self) -> None:
        """Leave the scenarios out, too, where garbage is looked for: they stay to the end."""
        gc.freeze()


def run_scenarios(
    options: list[str], folder: Path, plugins: list[Any]
) -> tuple[int, RunRecord | None]:
    """Run the scenarios; give the exit code and, where there is one, this invocation's record.

    pytest's own codes mean other things than ours (its 3 is an internal error), so only the record
    and a deliberate end decide; everything else is no verdict.
    """
    ended, invocation = Ended(), new_invocation()
    options = [*arguments(), *options, "--whole", "--invocation", invocation]
    with _environment_unheard():
        pytest.main(options, plugins=[ended, *plugins, *modules()])
    if not (folder / RUN_JSON).exists():
        return ended.code, None
    record = read_run_json(folder / RUN_JSON)
    if record.invocation != invocation and not (record.resumed and has_begun(folder, invocation)):
        return NO_VERDICT, None
    return (record.exit_code if ended.code == NO_VERDICT else ended.code), record


def arguments() -> list[str]:
    """Give what every session of ours begins with.

    Plug-ins that happen to be installed are left out: they cost time, and must not change a run.
    """
    place = ["-c", str(INI), "--rootdir", str(FOLDER.parent), str(FOLDER)]
    return [*place, "--disable-plugin-autoload", "--noconftest", "-p", "no:terminal", "-s"]


@contextmanager
def _environment_unheard() -> Iterator[None]:
    """Keep pytest's variables, such as PYTEST_ADDOPTS, from choosing what a run looks at."""
    names = [name for name in os.environ if name.startswith("PYTEST_")]
    kept = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(kept)


@cache
def modules() -> tuple[ModuleType, ...]:
    """Load the plug-ins of every session of ours: the engine, pytest-bdd and all steps.

    Named by `-p`, each would be looked for in every package that is installed.
    """
    loaded = [importlib.import_module(name) for name in steps.pytest_plugins]
    gc.freeze()  # what is there by now stays; pytest searches all of it for garbage at each end
    return (harness.engine.plugin, pytest_bdd.plugin, *loaded)

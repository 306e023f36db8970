"""How are a tester's own step modules loaded, and what is said of one that cannot be?"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from harness.acceptance.step_book import own_files
from harness.errors import ConfigurationError

PREFIX = "vodomer_own_steps_"
"""What the names of these modules begin with, so that none hides a library of the same name."""


def load_own_steps(folder: Path) -> list[ModuleType]:
    """Load all step modules of a folder. Raises ConfigurationError for one that cannot be."""
    if not folder.is_dir():
        raise ConfigurationError(f"--steps {folder}: is no folder; name one with step modules")
    files = own_files(folder)
    if not files:
        raise ConfigurationError(f"--steps {folder}: has no step modules (*.py); leave it out")
    with _importable(folder):
        return [_loaded(file) for file in files]


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let the modules of a folder import each other while they are loaded."""
    sys.path.insert(0, str(folder.absolute()))
    try:
        yield
    finally:
        sys.path.remove(str(folder.absolute()))


def _loaded(file: Path) -> ModuleType:
    name = f"{PREFIX}{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ConfigurationError(f"{file}: is no Python module; take it out of --steps")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as problem:
        line = where(problem, file)
        said = f"{type(problem).__name__}: {problem}"
        raise ConfigurationError(f"{line}: cannot be loaded: {said}; correct it") from problem
    return module


def where(problem: BaseException, file: Path | str) -> str:
    """Say in which line of a file something has gone wrong."""
    if isinstance(problem, SyntaxError) and problem.filename == str(file):
        return f"{file}:{problem.lineno}"
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [one.lineno for one in frames if one.filename == str(file)]
    return f"{file}:{lines[-1]}" if lines else str(file)


def source_line(problem: BaseException, file: str) -> str:
    """Give the line of a file by which something has gone wrong, as it is written."""
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [one.line or "" for one in frames if one.filename == file]
    return lines[-1] if lines else ""

"""What can whoever holds the key still pretend? What contradicts the record is found.

Each lie is told in a recorded run, linked, judged, reported and signed anew. What `verify` cannot
see stands in docs/trust.md, and nothing else may pass.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import render
from harness.commands.verify import OTHER_SUITE
from harness.errors import VerificationFailed
from harness.record.signing_keys import new_keys
from harness.tests.lies import beside, drawn, hidden, lines, record
from harness.tests.lies.telling import Lie, signed, verified
from harness.tests.made_up import made_up

TRUST = Path(__file__).parents[2] / "docs" / "trust.md"
UNSEEN = "These lies are known, and `verify` cannot see them:"
CONTRADICT = [*record.LIES, *lines.LIES, *beside.LIES, *drawn.LIES]
FEWEST = 100
FOUND = (3, 4, VerificationFailed.exit_code, OTHER_SUITE)
SLOW = ("html", "junit", "single-file")
"""Reports that are left out here; that they are what the record gives, is tested of another one."""


@pytest.fixture(scope="module", autouse=True)
def _quick_reports() -> Iterator[None]:
    kept = {name: one for name, one in render.formats().items() if name not in SLOW}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(render, "_FORMATS", kept)
        yield


class Recorded:
    """The honest runs, made once, and the key."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, folder / "key"
        new_keys(self.key)

    def run(self, profile: str, place: Path) -> Path:
        """Give a copy of the run of a profile."""
        made = self.folder / profile
        if not made.exists():
            made_up(made, profile=profile)
        return Path(shutil.copytree(made, place))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return Recorded(tmp_path_factory.mktemp("recorded"))


@pytest.mark.parametrize("profile", ["provider", "application"])
def test_the_honest_run_is_verified(profile: str, recorded: Recorded, tmp_path: Path) -> None:
    run = recorded.run(profile, tmp_path / "run")
    signed(run, recorded.key)
    assert verified(run, recorded.key) == (0, "")


@pytest.mark.parametrize("lie", CONTRADICT, ids=repr)
def test_a_lie_that_contradicts_the_record_is_found(
    lie: Lie, recorded: Recorded, tmp_path: Path
) -> None:
    run = recorded.run(lie.profile, tmp_path / "run")
    lie.tell(run, recorded.key)
    code, said = verified(run, recorded.key)
    assert code in FOUND, said


@pytest.mark.parametrize("lie", hidden.LIES, ids=repr)
def test_a_lie_that_contradicts_nothing_is_told_of(
    lie: Lie, recorded: Recorded, tmp_path: Path
) -> None:
    run = recorded.run(lie.profile, tmp_path / "run")
    lie.tell(run, recorded.key)
    assert verified(run, recorded.key) == (0, "")
    assert any(line.startswith(lie.hidden) for line in told_of())


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    names = Counter(lie.name for lie in (*CONTRADICT, *hidden.LIES))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(CONTRADICT) >= FEWEST


def test_nothing_is_told_of_that_would_be_found() -> None:
    known = {lie.hidden for lie in hidden.LIES}
    assert [line for line in told_of() if not line.startswith(tuple(known))] == []


def told_of() -> list[str]:
    """Read the list of docs/trust.md."""
    _, _, rest = TRUST.read_text("utf-8").partition(f"{UNSEEN}\n\n")
    listed, _, _ = rest.partition("\n\n")
    return [line.removeprefix("- ") for line in listed.splitlines() if line.startswith("- ")]

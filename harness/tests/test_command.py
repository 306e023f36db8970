"""Does a forked `vodomer` do what the one does that a person starts?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.tests.command import long_way, vodomer


@pytest.mark.parametrize(
    "words", [["--version"], ["certify", "nothing.toml"], ["list", "defects"], ["fly"]]
)
def test_it_says_the_same(words: list[str], tmp_path: Path) -> None:
    quick, slow = vodomer(*words, cwd=tmp_path), long_way(*words, cwd=tmp_path)
    assert quick.stdout + quick.stderr
    assert (quick.returncode, quick.stdout) == (slow.returncode, slow.stdout)
    assert quick.stderr == slow.stderr


def test_it_has_the_environment_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VODOMER_BROWSER", "/no/such/browser")
    assert "/no/such/browser" in vodomer("doctor").stdout

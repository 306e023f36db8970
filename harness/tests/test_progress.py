"""Does a person at a terminal see the verdicts that the report will have?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.commands.progress import Progress


def test_a_recommendation_that_is_not_met_is_shown_as_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress(tmp_path, plain=True)
    progress.begin(3, "check")
    progress.show("fail", "one", "UX-06")  # SHOULD
    progress.show("fail", "two", "UX-06 RP-06")
    progress.show("pass", "three", "RP-06")
    shown = capsys.readouterr().err.splitlines()[1:]
    assert shown == ["! one  UX-06", "✗ two  UX-06 RP-06", "✓ three  RP-06"]

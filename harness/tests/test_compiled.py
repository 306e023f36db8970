"""Are compiled templates kept beside their sources, and forgotten when these change?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from harness.render.compiled import Compiled


def drawn(folder: Path) -> str:
    """Draw the template as a process that has just begun."""
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=Compiled())
    return environment.get_template("page.html.j2").render()


def kept(folder: Path) -> list[Path]:
    """List what was kept of the templates of a folder."""
    return [*(folder / "__pycache__").glob("*")] if (folder / "__pycache__").exists() else []


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "page.html.j2"
    file.write_text("first {{ 1 + 1 }}", "utf-8")
    assert drawn(tmp_path) == "first 2"
    return file


def test_the_next_process_need_not_compile(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiled_again(*_: object, **__: object) -> None:
        raise AssertionError("compiled again")

    assert len(kept(template.parent)) == 1
    monkeypatch.setattr(Environment, "_generate", compiled_again)
    assert drawn(template.parent) == "first 2"


def test_a_template_that_has_changed_is_compiled_again(template: Path) -> None:
    template.write_text("second {{ 1 + 2 }}", "utf-8")
    assert drawn(template.parent) == "second 3"
    assert len(kept(template.parent)) == 1


@pytest.mark.parametrize("left", [b"", b"rubbish", b"j2\x05"])
def test_what_cannot_be_read_counts_for_nothing(template: Path, left: bytes) -> None:
    (file,) = kept(template.parent)
    whole = file.read_bytes()
    for broken in (left, whole[: len(whole) // 2]):
        file.write_bytes(broken)
        assert drawn(template.parent) == "first 2"


def test_nothing_is_left_where_python_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.html.j2").write_text("first", "utf-8")
    assert drawn(tmp_path) == "first"
    assert kept(tmp_path) == []


def test_a_folder_in_whose_place_a_file_stands_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html.j2").write_text("first", "utf-8")
    (tmp_path / "__pycache__").write_text("", "utf-8")
    assert drawn(tmp_path) == "first"

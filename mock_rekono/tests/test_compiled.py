"""Are compiled pages kept beside their templates, and forgotten when these change?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from mock_rekono.provider import Provider, Start
from mock_rekono.server.app import create_app
from mock_rekono.server.compiled import Compiled


def drawn(folder: Path) -> str:
    """Draw the template as a process that has just begun."""
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=Compiled(folder))
    return environment.get_template("page.html").render()


def kept(folder: Path) -> list[Path]:
    """List what was kept of the templates of a folder."""
    return [*folder.glob("__pycache__/*")]


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "page.html"
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


def test_what_cannot_be_read_counts_for_nothing(template: Path) -> None:
    (file,) = kept(template.parent)
    whole = file.read_bytes()
    for broken in (b"", b"rubbish", whole[: len(whole) // 2]):
        file.write_bytes(broken)
        assert drawn(template.parent) == "first 2"


@pytest.mark.parametrize("how", ["python keeps nothing", "no folder can be made"])
def test_where_nothing_can_be_kept_pages_are_drawn_all_the_same(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", how == "python keeps nothing")
    if how == "no folder can be made":
        (tmp_path / "__pycache__").symlink_to(tmp_path / "nowhere" / "at all")
    (tmp_path / "page.html").write_text("first", "utf-8")
    assert drawn(tmp_path) == "first"
    assert kept(tmp_path) == []


def test_the_providers_pages_are_kept() -> None:
    app = create_app(Provider(Start(base="http://127.0.0.1")))
    assert isinstance(app.jinja_env.bytecode_cache, Compiled)
    assert app.jinja_env.bytecode_cache.directory == str(
        Path(app.root_path) / "templates" / "__pycache__"
    )

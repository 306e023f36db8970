"""Do the manuals say what holds: commands that there are, target files that can be read?"""

from __future__ import annotations

import re
import shlex
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from harness.checks.kinds import read_subject
from harness.cli import app

ROOT = Path(__file__).parents[2]
MANUALS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(vodomer [^`]+)`")
STANDS_FOR = re.compile(r"\b[A-Z][A-Z]+\b|\.\.\.|\[")
"""A word of a command that stands for another one."""


def blocks(file: Path, language: str) -> Iterator[str]:
    for found in BLOCK.finditer(file.read_text("utf-8")):
        if found[1] == language:
            yield found[2]


def commands() -> Iterator[tuple[str, str, bool]]:
    """Every command of ours in a manual, with the manual's name, and whether it is whole."""
    for file in MANUALS:
        lines = [line for block in blocks(file, "sh") for line in block.splitlines()]
        inline = INLINE.findall(re.sub(r"\s+", " ", file.read_text("utf-8")))
        for line in (*lines, *inline):
            words = line.partition("  #")[0].strip()
            if words.startswith("vodomer ") and not STANDS_FOR.search(words):
                yield file.name, words, line in lines


@pytest.mark.parametrize(("manual", "words", "whole"), sorted(set(commands())))
def test_commands_are_ones_that_there_are(manual: str, words: str, whole: bool) -> None:
    """It is read as the command line is, to its end where it is whole; nothing is run."""
    command, rest = typer.main.get_command(app), shlex.split(words)[1:]
    context = command.make_context("vodomer", rest)
    while rest and hasattr(command, "resolve_command"):
        _, command, rest = command.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(
            command.name or "", [*rest], parent=context, resilient_parsing=not whole
        )
    assert not hasattr(command, "resolve_command"), "a group of commands, and none of them"


@pytest.mark.parametrize("manual", ["applications.md", "activation.md"])
def test_the_target_file_of_the_manual_can_be_read(manual: str, tmp_path: Path) -> None:
    (text,) = blocks(ROOT / "docs" / manual, "toml")
    file = tmp_path / "target.toml"
    for line in (text, text.replace("\n# ", "\n")):  # without and with what is optional
        file.write_text(line, "utf-8")
        if line != text:
            (tmp_path / "ca.pem").write_text(authority(), "utf-8")
        assert read_subject(file).checks


def authority() -> str:
    """Any authority in PEM."""
    return ssl.DER_cert_to_PEM_cert(ssl.create_default_context().get_ca_certs(binary_form=True)[0])

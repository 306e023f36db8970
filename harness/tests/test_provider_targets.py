"""Is a target file that is wrong told of in one line, and is a right one read as written?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harness.checks.provider.key_rotation_command import turn_keys
from harness.checks.provider.target import Fill, Keys, Press, read_target
from harness.errors import ConfigurationError

EXAMPLE = Path(__file__).parents[2] / "examples" / "oidc-provider" / "target.toml"


@pytest.fixture
def text() -> str:
    """Read the example, without its authority: that file is made when the example runs."""
    return EXAMPLE.read_text("utf-8").replace('ca = "ca.pem"\n', "")


def write(folder: Path, text: str) -> Path:
    file = folder / "target.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_example_is_read(text: str, tmp_path: Path) -> None:
    target = read_target(write(tmp_path, text))
    assert target.target.issuer == "https://localhost:8449"
    assert target.sign_in.steps[0] == Fill(fill="Enter any login", value="miha")
    assert target.sign_in.steps[2] == Press(press="Sign-in")
    assert "any password" in target.secrets
    assert target.clients.post.secret in target.secrets


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "oidc-provider (npm)"\n', "", "target.name: Field required; add it"),
        ("[consent]", "[consents]", "consents: Extra inputs are not permitted; take it out"),
        ("https://localhost:8449", "localhost", "target.issuer: 'localhost' is not an http"),
        ('profile = "provider"', 'profile = "application"', "target.profile"),
        ("[clients.post]", "[clients.other]", "clients.post: Field required"),
        ('{ press = "Sign-in" },', "{ click = 1 },", "sign_in.steps.2"),
        ("code_seconds = 35", "code_seconds = 0", "target.code_seconds"),
        ("[sign_in]", "[keys]\nturn = []\n[sign_in]", "keys.turn"),
        ("[target]", "[target", "is not TOML"),
        ("[target]\n", '[target]\nca = "none.pem"\n', "none.pem contains no certificate"),
    ],
)
def test_a_wrong_file_is_told_of_in_one_line(
    old: str, new: str, says: str, text: str, tmp_path: Path
) -> None:
    assert old in text
    file = write(tmp_path, text.replace(old, new, 1))
    with pytest.raises(ConfigurationError) as refusal:
        read_target(file)
    said = str(refusal.value)
    assert said.startswith(f"{file}: ")
    assert says in said
    assert "\n" not in said


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.toml: No such file"):
        read_target(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("no-such-command",), "no-such-command: No such file or directory"),
        ((sys.executable, "-c", "raise SystemExit('s3cret')"), "ended with 1"),
    ],
)
def test_keys_that_cannot_be_turned_are_told_of(
    command: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigurationError, match=r"keys\.turn: ") as refusal:
        turn_keys(Keys(turn=command, folder=tmp_path))
    assert says in str(refusal.value)
    assert "s3cret" not in str(refusal.value)

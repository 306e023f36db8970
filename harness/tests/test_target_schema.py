"""Does the published schema of target files say what may be in them, and nothing else?"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from harness.checks.application.target import SignInSteps
from harness.checks.kinds import TARGET_SCHEMA, target_schema
from harness.checks.target_file import absolute

ROOT = Path(__file__).parents[2]
FILES = sorted(
    file
    for folder in ("harness/reference", "examples")
    for file in (ROOT / folder).rglob("target*.toml")
    if "node_modules" not in file.parts
)


def test_the_published_schema_is_the_models_own() -> None:
    assert json.loads(TARGET_SCHEMA.read_text("utf-8")) == target_schema()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_our_own_target_files_hold_to_it(file: Path) -> None:
    jsonschema.Draft202012Validator(target_schema()).validate(
        tomllib.loads(file.read_text("utf-8"))
    )


def test_a_key_that_nobody_knows_does_not() -> None:
    conforming = ROOT / "harness" / "reference" / "application" / "target.toml"
    file = conforming.read_text("utf-8").replace("client_id", "client_di")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(target_schema()).validate(tomllib.loads(file))


@pytest.mark.parametrize(
    "address", ["https://www.rekono.si/", "https://Mpv.si./x", "https://idp。rekono%2esi/"]
)
def test_the_real_ones_are_never_examined(address: str) -> None:
    with pytest.raises(ValueError, match="real one"):
        absolute(address)
    assert absolute("https://mpv.si.example/") == "https://mpv.si.example/"


@pytest.mark.parametrize(
    "path", ["//tuje.example/", "/\\tuje.example", "https://tuje.example/", "x"]
)
def test_a_deep_link_is_a_path_of_the_application(path: str) -> None:
    with pytest.raises(ValueError, match="deep_link is a path of the application"):
        SignInSteps(deep_link=path)
    assert SignInSteps(deep_link="/data?year=1").deep_link == "/data?year=1"

"""Who says whether a file of a pipeline, an image or a shell is in order: the usual linters."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from harness.tests.manuals import ROOT

PROGRAMS = Path(sys.executable).parent
INPUT = re.compile(r"\$\[\[ inputs\.(\w+) \]\]")
SHEBANG = re.compile(rb"#!.*\b(ba)?sh\n")


def objections(program: str, *words: str) -> str:
    """Run a linter; give what it says against a file, empty where it has nothing to say."""
    done = subprocess.run(
        [str(PROGRAMS / program), *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return "" if done.returncode == 0 else f"{done.returncode}: {done.stdout}{done.stderr}"


def by_schema(kind: str, file: Path) -> str:
    """Hold a file against one of the schemas that check-jsonschema comes with."""
    return objections("check-jsonschema", "--builtin-schema", f"vendor.{kind}", str(file))


def by_zizmor(file: Path) -> str:
    """Look for what lets a stranger into a workflow or an action of GitHub's."""
    return objections("zizmor", "--offline", "--no-config", "--quiet", str(file))


def by_hadolint(file: Path) -> str:
    """Look for bad habits in a Containerfile, and for mistakes in its shell."""
    return objections("hadolint", "--no-color", "--failure-threshold", "info", str(file))


def by_shellcheck(file: Path) -> str:
    """Look for mistakes in a script."""
    return objections("shellcheck", "-x", str(file))


def by_compose(file: Path) -> str:
    """Have Compose itself read a file: names, references, interpolation."""
    return objections("docker-compose", "-f", str(file), "config", "--quiet")


def composed(file: Path) -> dict[str, Any]:
    """Give what Compose makes of a file."""
    command = [str(PROGRAMS / "docker-compose"), "-f", str(file), "config", "--format", "json"]
    services: dict[str, Any] = json.loads(subprocess.check_output(command, cwd=ROOT))["services"]
    return services


def read_component(file: Path) -> tuple[dict[str, Any], str]:
    """Give the inputs of a component of GitLab's, and the text that they go into."""
    header, _, body = file.read_text("utf-8").partition("\n---\n")
    inputs: dict[str, Any] = yaml.safe_load(header)["spec"]["inputs"]
    return inputs, body


def include(component: Path, given: dict[str, str]) -> dict[str, Any]:
    """Include a component as GitLab does: inputs that fit become text. Raises ValueError."""
    inputs, body = read_component(component)
    if unknown := given.keys() - inputs.keys():
        raise ValueError(f"no such input: {unknown}")
    values = {name: given.get(name, rule.get("default")) for name, rule in inputs.items()}
    for name, value in values.items():
        rule = inputs[name]
        if value is None:
            raise ValueError(f"{name} is missing")
        if "regex" in rule and not re.fullmatch(rule["regex"], value):
            raise ValueError(f"{name} does not fit: {value!r}")
        if "options" in rule and value not in rule["options"]:
            raise ValueError(f"{name} is none of {rule['options']}")
    jobs: dict[str, Any] = yaml.safe_load(INPUT.sub(lambda found: values[found[1]], body))
    return jobs


def scripts() -> list[Path]:
    """List all shell scripts of the repository."""
    listed = subprocess.check_output(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT
    )
    files = [ROOT / name for name in listed.decode().split("\0") if name]
    return [one for one in files if one.is_file() and SHEBANG.match(head(one))]


def head(file: Path) -> bytes:
    """Give the first line of a file."""
    with file.open("rb") as opened:
        return opened.readline(200)

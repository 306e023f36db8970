"""Which third-party applications are examined, and what is known of them? Their README says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Set
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from starting import ROOT

FOLDER = ROOT / "examples" / "applications"
README = FOLDER / "README.md"
NAMES = sorted(target.parent.name for target in FOLDER.glob("*/target.toml"))
APACHE = "mod_auth_openidc"
MODULE = Path("/usr/lib/apache2/modules/mod_auth_openidc.so")
WORDS = {"**fails**": "fail", "warns": "warn"}
"""The verdict that a cell of the table tells of; an empty one tells of none."""

TOLD = ("id", "verdict", "message", "expected", "actual")
"""What is told of a check that came to another verdict than the one that is known."""
PROXIED = Path("/usr/sbin/apache2").exists() and os.geteuid() == 0
"""Whether applications can stand behind Apache here, by names that only a test knows."""
DEPLOYED = ("openid-client", "flask-authlib")
"""Those that are examined so, over TLS; they are not once more over plain HTTP."""

Verdicts = dict[str, str]


def target_of(name: str) -> Path:
    """Return an application's target file; the test is skipped where the machine lacks it."""
    if name == APACHE and not MODULE.exists():
        pytest.skip("there is no libapache2-mod-auth-openidc here")
    if (FOLDER / name / "package.json").exists() and not shutil.which("npm"):
        pytest.skip(f"there is no npm here, which {name} needs")
    return FOLDER / name / "target.toml"


def agent_of(name: str) -> str:
    """Say with what an application is examined: one that is all script needs a browser."""
    target = tomllib.loads((FOLDER / name / "target.toml").read_text("utf-8"))["target"]
    return "browser" if target.get("single_page") else "http"


def version(name: str) -> str:
    """Return the version of the library that an application is made with."""
    if name == APACHE:
        query = ["dpkg-query", "--show", "--showformat=${Version}", "libapache2-mod-auth-openidc"]
        packaged = subprocess.run(query, check=True, capture_output=True, text=True).stdout
        return packaged.partition("-")[0]  # what follows is Debian's own counting
    package = FOLDER / name / "package.json"
    if package.exists():
        return str(json.loads(package.read_text("utf-8"))["dependencies"][name])
    library = {"flask-authlib": "authlib"}.get(name, name)
    locked = (package.parent / "requirements.txt").read_text("utf-8")
    return re.findall(rf"^{library}==(\S+)", locked, re.MULTILINE)[0]


def told_versions() -> dict[str, str]:
    """Read of which versions the README speaks."""
    rows = re.findall(r"^\| \[`([\w-]+)`\]\(.*?\) \| .*? ([\d.]+) \|", _text(), re.MULTILINE)
    return dict(rows)


def known_findings(name: str) -> tuple[dict[str, str], Verdicts]:
    """Read the requirement of each check in the table, and the verdicts on an application."""
    (names,) = re.findall(r"^\| Check \| Requirement \| (.*) \|$", _text(), re.MULTILINE)
    column = [one.strip("`") for one in names.split(" | ")].index(name)
    rows = re.findall(r"^\| `([\w-]+)` \| ([A-Z]+-\d+) \|(.*)\|$", _text(), re.MULTILINE)
    cells = {check: rest.split("|")[column].strip() for check, _, rest in rows}
    return (
        {check: requirement for check, requirement, _ in rows},
        {check: WORDS[cell] for check, cell in cells.items() if cell},
    )


def unlike_known(
    name: str, record: dict[str, Any], applies: Set[str] = frozenset()
) -> list[dict[str, Any]]:
    """List the checks of a run that came to another verdict than the README tells of.

    `applies` are those that concern an application as it is examined now, whatever the README says.
    """
    said = {one["id"] for one in record["scenarios"]}
    requirements, expected = known_findings(name)
    assert requirements.keys() <= said
    apart = dict.fromkeys(does_not_apply(name, said) - applies, "not_applicable")
    known = dict.fromkeys(said, "pass") | apart | expected
    unlike = [one for one in record["scenarios"] if one["verdict"] != known[one["id"]]]
    return [{key: one[key] for key in TOLD} for one in unlike]


def does_not_apply(name: str, checks: set[str]) -> set[str]:
    """List the checks of which the README says that they do not concern an application."""
    rows = re.findall(rf"^\| `(?:all|{agent_of(name)}|{name})` \| (.*?) \|", _text(), re.MULTILINE)
    patterns = re.findall(r"`([\w*-]+)`", " ".join(rows))
    return {check for check in checks if any(fnmatch(check, one) for one in patterns)}


def findings(name: str) -> set[str]:
    """List the checks that are told of under an application's name."""
    _, _, section = _text().partition(f"\n### {name}\n")
    lines = re.findall(r"^- (.*?):", section.partition("\n### ")[0], re.MULTILINE)
    return {check for line in lines for check in re.findall(r"`([\w-]+)`", line)}


def _text() -> str:
    return README.read_text("utf-8")

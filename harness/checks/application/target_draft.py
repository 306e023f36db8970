"""What has to stand in a target file, as one sign-in shows it?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.agents import Agent
from harness.agents.locator import Locator
from harness.checks.application.target import ApplicationTarget

ABOUT = "How an application is examined: vodomer certify FILE; docs/applications.md says more."
GOODBYES = ("odjav", "log out", "logout", "sign out", "izhod")
"""What the control that ends a session is called, most often."""
VERSION = (
    '# version = "1.0"  # fill in: which version of the application this is, so that it is known',
    "#   what was certified; `vodomer certify --sign` needs it (or a version_command)",
)
OPENS = (
    '# opens = ["/data"]  # fill in: a page that only who is signed in may see; without one nobody',
    "#   looks whether a session still opens something to a person who was refused",
)
ROLES = ("button", "link")
"""What can be pressed."""
Shown = dict[str, str]
"""A place on a page, as a target file names it."""


@dataclass
class Draft:
    """What is known so far."""

    about: dict[str, Any]
    port: int
    start: tuple[str, ...] = ()
    """The command that starts the application; none where somebody else does."""
    sign_in: list[str | Shown] = field(default_factory=list)
    sign_out: list[str | Shown] = field(default_factory=list)
    signed_in: Shown = field(default_factory=lambda: {"css": "body"})
    opens: list[str] = field(default_factory=list)
    """What opens to who is signed in, and to nobody else."""
    signed_out: Shown | None = None
    person: str | None = None
    refused: str | None = None

    @property
    def raw(self) -> dict[str, Any]:
        """The same as a target file would be read."""
        tables: dict[str, Any] = {
            "target": {"profile": "application", **self.about},
            "provider": {"port": self.port},
            "sign_in": {"steps": [{"press": one} for one in self.sign_in]},
            "signed_in": {"shows": self.signed_in},
        }
        if self.start:
            tables["process"] = {"start": self.start}
        return tables


def told_apart(here: Iterable[str], there: Iterable[str], liked: Iterable[str] = ()) -> str | None:
    """Choose the control that only one of two pages offers; one with a liked word goes first."""
    elsewhere, words = set(there), tuple(one.casefold() for one in liked)
    only = [name for name in here if name not in elsewhere]
    good = [name for name in only if any(word in name.casefold() for word in words)]
    return next(iter((*good, *only)), None)


def place(agent: Agent, name: str) -> Shown:
    """Say where the control with this name is: by its role where it has one of these."""
    for role in ROLES:
        if agent.shown(Locator(role=role, name=name)) is not None:
            return {"role": role, "name": name}
    return {"text": name}


def target_file_of(draft: Draft, schema: str) -> str:
    """Write the target file, with what it says in comments."""
    about = {"name": "", "profile": "application", **draft.about}
    lines = [f"#:schema {schema}", f"# {ABOUT}", ""]
    lines += ["[target]", *(f"{key} = {toml(value)}" for key, value in about.items())]
    lines += () if about.get("version") else VERSION
    lines += ["", "[provider]  # the issuer's port", f"port = {draft.port}"]
    if draft.start:
        lines += ["", "[process]  # how it is started, in this file's folder"]
        lines += [f"start = {toml(draft.start)}"]
    lines += ["", "[sign_in]  # from the first page to REKONO", steps(draft.sign_in)]
    lines += ["", "[signed_in]  # on the first page exactly when somebody is signed in"]
    lines += [f"shows = {toml(draft.signed_in)}"]
    if draft.person:
        lines += [f"person = {toml({'css': draft.person})}  # where the person's name is"]
    if draft.opens:
        lines += [f"opens = {toml(draft.opens)}  # only to who is signed in; take out what is not"]
    else:
        lines += OPENS
    if draft.signed_out:
        lines += ["", "[signed_out]  # on the first page when nobody is"]
        lines += [f"shows = {toml(draft.signed_out)}"]
    if draft.refused:
        lines += ["", "[refused]  # where REKONO refuses a person"]
        lines += [f"shows = {toml({'text': draft.refused})}"]
    if draft.sign_out:
        lines += ["", "[sign_out]", steps(draft.sign_out)]
    return "\n".join(lines) + "\n"


def save(target: ApplicationTarget, path: Path) -> None:
    """Write a target as a file that reads back as the same."""
    tables = target.model_dump(mode="json", exclude_defaults=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name} = {toml(table)}\n" for name, table in tables.items()), "utf-8")


def steps(pressed: list[str | Shown]) -> str:
    """Write what is pressed as steps."""
    return f"steps = [{', '.join(f'{{ press = {toml(one)} }}' for one in pressed)}]"


def toml(value: Any) -> str:
    """Write a value: JSON's strings and numbers are TOML's, too."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

"""How do tests come to the pages of "Examine", and what do they find there to examine?"""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from harness.checks.application.sample_application import FILE
from harness.tests.served import Served

NAME = "Register monitoringa pitne vode"
DEFECT = "state_unchecked"
SEEN_BY = "state-of-another-browser"
"""The check that sees the defect."""
PASSES = "state-used-before"
LASTS = ["sleep", "600"]
"""An application that never answers, so that a run at it is under way until it is stopped."""


def write_targets(folder: Path) -> Path:
    """Write target files: of one with a defect, of one that never answers, and what is none."""
    usual = FILE.read_text(encoding="utf-8")
    start = '"harness.reference.application"'
    folder.mkdir()
    broken = usual.replace(start, f'{start}, "--defect", "{DEFECT}"')
    (folder / "register.toml").write_text(broken, encoding="utf-8")
    (folder / "beside").mkdir()
    silent = re.sub(r"^start = \[.*$", f"start = {json.dumps(LASTS)}", usual, flags=re.MULTILINE)
    silent = silent.replace(NAME, "Nema <aplikacija>")
    (folder / "beside" / "silent.toml").write_text(silent, encoding="utf-8")
    (folder / "wrong.toml").write_text("[target]\nname = <b>", encoding="utf-8")
    (folder / "baseline.toml").write_text("[[waiver]]\n", encoding="utf-8")
    return folder


@dataclass
class Visitor:
    """Somebody who has opened the printed address of a desk, by HTTP."""

    served: Served
    client: httpx2.Client = field(
        default_factory=lambda: httpx2.Client(follow_redirects=True, timeout=60)
    )

    def __post_init__(self) -> None:
        self.client.get(self.served.places["desk"])

    def close(self) -> None:
        """Go away."""
        self.client.close()

    def open(self, place: str) -> httpx2.Response:
        """Open a page below `/examine/`."""
        return self.client.get(f"{self.served.desk}examine/{place}")

    def send(self, place: str, **fields: str | list[str]) -> httpx2.Response:
        """Press a button of a form, as the page before it has it."""
        shown = self.open(f"{place.rpartition('/')[0]}/").text
        [token, *_] = re.findall(r'name="csrf_token" value="([^"]+)"', shown)
        address = f"{self.served.desk}examine/{place}"
        return self.client.post(address, data={"csrf_token": token, **fields})

    def messages(self, run: str, last: str = "") -> Generator[tuple[str, str]]:
        """Listen to a run: the id of each message and what it says, until the run has ended."""
        address = f"{self.served.desk}examine/{run}events"
        id = ""
        with self.client.stream("GET", address, headers={"Last-Event-ID": last}) as heard:
            for line in heard.iter_lines():
                name, _, value = line.partition(": ")
                id = value if name == "id" else id
                if name == "data":
                    yield id, value

    def place_of(self, answer: httpx2.Response) -> str:
        """Give where below `/examine/` an answer has led to."""
        return str(answer.url).partition("/examine/")[2]

"""What does each client do at each fault? The table in `clients/README.md` says; this reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relying_parties import FOLDER, Verdict

README = FOLDER / "README.md"
SIGNS_IN = "signs in"
OPTIONAL = "optional"
LEFT = ("caller", OPTIONAL)
"""A sign-in that the client may let pass."""
FINDINGS = ("passes", "late", "by chance", "wrongly")
"""What a client should not do; bold in the table, and told of below it."""
_WORD = r"\*\*(?P<finding>.+)\*\*|(?P<word>[a-z ]+)"
_CELL = re.compile(rf"(?:{_WORD})?(?:(?:^| )`(?P<step>\w+): (?P<says>[^`]+)`)?")


@dataclass(frozen=True)
class Expected:
    """A cell of the table: a word, and where the client refuses, at which step it says what."""

    word: str
    step: str | None
    says: str

    def is_right(self, must: str, *, may_refuse: bool = False) -> bool:
        """Say whether a client that does so does what it must: have it `refused` or `accepted`.

        With `may_refuse` what should be accepted can be refused as well.
        """
        if self.word == OPTIONAL and self.step is not None:
            return may_refuse
        if self.word in LEFT:
            return must == "refused" and self.step is None
        right = ("", True) if must == "refused" else (SIGNS_IN, False)
        return (self.word, self.step is not None) == right

    def mismatch(self, verdict: Verdict) -> str | None:
        """Say in which way a verdict is not as expected; None where it is."""
        if verdict.get("refused") != self.step:
            return f"expected {self.step or 'a sign-in'}: {verdict}"
        if self.step and self.says not in verdict["message"]:
            return f"expected to hear {self.says!r}: {verdict}"
        return None


def read_table() -> dict[tuple[str, str], Expected]:
    """Return what is expected, by fault and client. Raises ValueError for what is no such cell."""
    text = README.read_text("utf-8")
    (clients,) = re.findall(r"^\| Fault \| Required by \| (.*) \|$", text, re.MULTILINE)
    rows = re.findall(r"^\| `(\w+)` \| .*? \| (.*) \|$", text, re.MULTILINE)
    return {
        (fault, client): _expected(cell)
        for fault, cells in rows
        for client, cell in zip(clients.split(" | "), cells.split(" | "), strict=True)
    }


def _expected(cell: str) -> Expected:
    found = _CELL.fullmatch(cell)
    if found and found["finding"] in (None, *FINDINGS) and found["word"] in (None, SIGNS_IN, *LEFT):
        return Expected(found["finding"] or found["word"] or "", found["step"], found["says"] or "")
    raise ValueError(f"{README}: {cell!r} is no cell")

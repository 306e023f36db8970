"""What does the guide say in both languages, and which scenario shows which part of it?"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.words import Words

FILE = Path(__file__).parent / "guide.toml"
NAME = "{}"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Table):
    """A section of the guide; without a scenario it is text only."""

    id: str
    title: Words
    text: Words
    scenario: str = ""
    pages: tuple[str, ...] = ()
    """The headings of the pages that are shown; all of the scenario where none is named."""
    ending: bool = False
    """Whether the page is shown that the scenario ends on."""
    shows: Literal["pages", "mail"] = "pages"


class StepWords(_Table):
    """What a step of Gherkin says to a reader; nothing where it has no words."""

    says: str
    words: Words | None = None

    def fits(self, step: str) -> str | None:
        """Give what stands in a step for `{}`, empty where it has none; None for another step."""
        before, _, after = self.says.partition(NAME)
        name = "(.*)" if NAME in self.says else "()"
        found = re.fullmatch(re.escape(before) + name + re.escape(after), step)
        return found[1] if found else None


class GuideWords(_Table):
    """All that the guide says."""

    words: dict[str, Words]
    intro: tuple[Words, ...]
    parts: tuple[Part, ...] = Field(alias="part")
    steps: tuple[StepWords, ...] = Field(alias="step")
    fields: dict[str, Words]
    """What is typed into a field, by its name."""
    pages: dict[str, Words]
    """What else is to be known of a page, by its heading."""


@cache
def guide_words() -> GuideWords:
    """Read them; a file of ours that is not in order raises ValidationError."""
    return GuideWords.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))

"""In which languages does Vodomer speak, and how is a text kept in both?"""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

Language = Literal["sl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Words(BaseModel):
    """The same words in Slovenian and in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sl: str
    en: str

    def say(self, language: str, **facts: object) -> str:
        """Return the words in a language, each `{name}` in them filled in."""
        said = self.en if language == "en" else self.sl
        return said.format(**facts) if facts else said


def words(sl: str, en: str) -> Words:
    """Keep a text in both languages."""
    return Words(sl=sl, en=en)

"""How is a text held in both languages, and which of them does a person get?"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("sl", "en")
DEFAULT_LANGUAGE = "sl"


@dataclass(frozen=True)
class Text:
    """One text as a person reads it, in Slovenian and in English."""

    sl: str
    en: str

    def within(self, language: str) -> str:
        """Return the text in a language; Slovenian for any that we do not have."""
        return self.en if language == "en" else self.sl

    def as_dict(self) -> dict[str, str]:
        """Return both, keyed by language."""
        return {"sl": self.sl, "en": self.en}


def other_language(language: str) -> str:
    """Return the language that the switch on a page leads to."""
    return "sl" if language == "en" else "en"


def choose_language(*wishes: str | None) -> str:
    """Return the first language wished for that we have.

    A wish is a list of tags, separated by spaces or commas, as in `ui_locales`
    (OpenID Connect Core 3.1.2.1) or `Accept-Language`.
    """
    for wish in wishes:
        for tag in (wish or "").replace(",", " ").split():
            primary = tag.split(";")[0].split("-")[0].lower()
            if primary in LANGUAGES:
                return primary
    return DEFAULT_LANGUAGE

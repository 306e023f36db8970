"""How does the catalogue read as a page, in English and in Slovenian?"""

import runpy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.catalogue import PLANNED, PROFILES, Area, Requirement, areas
from harness.catalogue.tables import COMMAND, table
from harness.words import Language


@dataclass(frozen=True)
class Page:
    """What a page says in its own language, around the requirements."""

    file: str
    title: str
    introduction: tuple[str, ...]
    columns: tuple[str, ...]
    binds: str
    planned: str


PAGES: dict[Language, Page] = {
    "en": Page(
        file="requirements.md",
        title="Requirements",
        introduction=(
            "This page is generated from the catalogue (`harness/catalogue/*.toml`) by "
            f"`{COMMAND}`; change the catalogue, not the page. [Slovensko](zahteve.md).",
            "A MUST is needed for a pass; an unmet SHOULD is a warning. The source “policy” is "
            "Vodomer's own rule, where no published source decides. “MPV instruction” is MPV's "
            "published instruction for registering a user. The last column says why nothing "
            "proves a requirement yet; where it is empty, scenarios or checks do.",
        ),
        columns=("Id", "Level", "Requirement", "Source", "Not tested"),
        binds="Binds the profiles",
        planned="planned",
    ),
    "sl": Page(
        file="zahteve.md",
        title="Zahteve",
        introduction=(
            f"Stran nastane iz kataloga (`harness/catalogue/*.toml`) z ukazom `{COMMAND}`; "
            "spreminjajte katalog, ne strani. [English](requirements.md).",
            "MUST pomeni, da je zahteva pogoj za uspeh, neizpolnjena zahteva SHOULD pa je "
            "opozorilo. Viri so navedeni v angleščini; vir »policy« pomeni lastno pravilo "
            "Vodomera, kadar noben objavljen vir ne odloča, »MPV instruction« pa navodila MPV za "
            "registracijo uporabnika. Zadnji stolpec pove, zakaj zahteve še nič ne dokazuje; kjer "
            "je prazen, jo dokazujejo scenariji ali preverjanja.",
        ),
        columns=("Oznaka", "Stopnja", "Zahteva", "Vir", "Ni preskušeno"),
        binds="Zavezuje profile",
        planned="načrtovano",
    ),
}


def document(language: Language, catalogue: Iterable[Area]) -> str:
    """Write the whole page in Markdown: a table for each area."""
    page = PAGES[language]
    parts = [f"# {page.title}", *page.introduction]
    for area in catalogue:
        parts += [_heading(area, language), _profiles(page, area), _table(language, area)]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Return the page of each language by its file's name."""
    return {page.file: document(language, areas()) for language, page in PAGES.items()}


def _heading(area: Area, language: Language) -> str:
    title: str = getattr(area.heading.title, language)
    return f"## {area.heading.prefix}: {title}"


def _profiles(page: Page, area: Area) -> str:
    bound = {profile for requirement in area.requirements for profile in requirement.profiles}
    return f"{page.binds}: {', '.join(profile for profile in PROFILES if profile in bound)}."


def _table(language: Language, area: Area) -> str:
    rows = [_cells(language, requirement) for requirement in area.requirements]
    return table(PAGES[language].columns, rows)


def _cells(language: Language, requirement: Requirement) -> Iterator[str]:
    reason = (
        PAGES[language].planned
        if requirement.not_tested == PLANNED
        else requirement.not_tested or ""
    )
    text: str = getattr(requirement.text, language)
    yield from (requirement.id, requirement.level, text, requirement.source, reason)


if __name__ == "__main__":  # the name under which the pages were made before
    runpy.run_module("harness.commands.documents", run_name="__main__")

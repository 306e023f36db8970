"""How does the catalogue read as a page, in English and in Slovenian?

`python -m harness.catalogue.document [FOLDER]` writes all generated pages, into `docs` by default:
these two, the coverage of the OpenID Foundation's modules, defects, faults and mechanisms.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.catalogue import (
    PLANNED,
    PROFILES,
    Area,
    Requirement,
    areas,
    coverage_document,
    registry_document,
)
from harness.catalogue.tables import COMMAND, Language, table
from harness.errors import UsageError, VodomerError


@dataclass(frozen=True)
class Page:
    """What a page says in its own language, around the rows."""

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
            f"This page is made from the catalogue (`harness/catalogue/*.toml`) by `{COMMAND}`; "
            "change the catalogue, not the page. [Slovensko](zahteve.md).",
            "MUST is needed for a pass, a missed SHOULD is a warning. A source “policy” means "
            "Vodomer's own rule, where no published source decides. “MPV instruction” is MPV's "
            "published instruction for registering a user. The last column says why nothing "
            "proves a row yet; where it is empty, scenarios or checks do.",
        ),
        columns=("Id", "Level", "Demand", "Source", "Not tested"),
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
            "registracijo uporabnika. Zadnji stolpec pove, zakaj vrstice še nič ne dokazuje; kjer "
            "je prazen, jo dokazujejo scenariji ali preverjanja.",
        ),
        columns=("Oznaka", "Stopnja", "Zahteva", "Vir", "Ni preizkušeno"),
        binds="Zavezuje profile",
        planned="načrtovano",
    ),
}


def document(language: Language, catalogue: Iterable[Area]) -> str:
    """The whole page in Markdown: a table for each area."""
    page = PAGES[language]
    parts = [f"# {page.title}", *page.introduction]
    for area in catalogue:
        parts += [_heading(area, language), _profiles(page, area), _table(language, area)]
    return "\n\n".join(parts) + "\n"


def generated() -> dict[str, str]:
    """Return every generated page by its file's name."""
    requirements = {page.file: document(language, areas()) for language, page in PAGES.items()}
    return requirements | coverage_document.pages() | registry_document.pages()


def write(folder: Path) -> None:
    """Writes the pages of each language into ``folder``; UsageError when that is no folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; name the one for the pages: {COMMAND} FOLDER")
    for file, text in generated().items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def _heading(area: Area, language: Language) -> str:
    title: str = getattr(area.heading.title, language)
    return f"## {area.heading.prefix}: {title}"


def _profiles(page: Page, area: Area) -> str:
    bound = {profile for row in area.requirements for profile in row.profiles}
    return f"{page.binds}: {', '.join(profile for profile in PROFILES if profile in bound)}."


def _table(language: Language, area: Area) -> str:
    rows = [_cells(language, row) for row in area.requirements]
    return table(PAGES[language].columns, rows)


def _cells(language: Language, row: Requirement) -> Iterator[str]:
    reason = PAGES[language].planned if row.not_tested == PLANNED else row.not_tested or ""
    demand: str = getattr(row.text, language)
    yield from (row.id, row.level, demand, row.source, reason)


def main(arguments: list[str]) -> int:
    """The command; answers its exit code."""
    try:
        write(Path(arguments[0] if arguments else "docs"))
    except VodomerError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

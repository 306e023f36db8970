"""Do the published lists of requirements say what the catalogue says?"""

from pathlib import Path

import pytest

from harness.catalogue import areas, load
from harness.catalogue.document import PAGES, document, main
from harness.catalogue.tables import COMMAND, Language

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES: tuple[Language, ...] = tuple(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_docs_is_the_catalogue(language: Language) -> None:
    page = DOCS / PAGES[language].file
    current = page.read_text(encoding="utf-8") == document(language, areas())
    assert current, f"{page} is behind the catalogue; run: {COMMAND}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_line(language: Language) -> None:
    lines = document(language, areas()).splitlines()
    ids = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]
    assert [id for id in ids if id not in (PAGES[language].columns[0], "---")] == list(load())


def test_a_cell_stays_a_cell() -> None:
    area = areas()[0]
    row = area.requirements[0].model_copy(update={"source": "a | <b> `c`"})
    page = document("en", [area.model_copy(update={"requirements": (row,)})])
    assert r"a \| \<b\> \`c\`" in page


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    pages = {"requirements.md", "zahteve.md", "coverage.md", "pokritost.md"}
    assert {path.name for path in tmp_path.iterdir()} == pages


def test_the_command_refuses_what_is_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "none is not a folder" in capsys.readouterr().err

"""Do the generated pages in docs say what the catalogue and the registries say?"""

import re
from pathlib import Path

import pytest

from harness.catalogue import areas, load
from harness.catalogue.document import PAGES, document
from harness.catalogue.tables import COMMAND
from harness.commands.documents import generated, main
from harness.commands.listing import KINDS
from harness.words import Language

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGES: tuple[Language, ...] = tuple(PAGES)


def test_the_pages_in_docs_are_what_the_code_says() -> None:
    pages = generated()
    behind = [file for file, text in pages.items() if (DOCS / file).read_text("utf-8") != text]
    assert not behind, f"out of date in docs: {', '.join(behind)}; run: {COMMAND}"


@pytest.mark.parametrize("kind", ["defects", "faults", "mechanisms"])
def test_every_entry_of_a_registry_has_its_line(kind: str) -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", (DOCS / f"{kind}.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(entry["id"] for entry in KINDS[kind]())


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
    pages |= {"defects.md", "faults.md", "mechanisms.md", "steps.md", "certificates.md"}
    pages |= {"public-record.md"}
    assert {path.name for path in tmp_path.iterdir()} == pages


def test_the_command_refuses_what_is_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none")]) == 2
    assert "none is not a folder" in capsys.readouterr().err

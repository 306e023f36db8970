"""Write the generated pages of `docs` anew: `python -m harness.commands.documents [FOLDER]`.

They are the requirements and the coverage of the OpenID Foundation's modules, each in English and
in Slovenian, the lists of defects, faults and mechanisms, the steps of one's own scenarios, how a
private authority is trusted, and the public record.
"""

import sys
from pathlib import Path

from harness.catalogue import coverage_document, document
from harness.catalogue.tables import COMMAND
from harness.commands import record_page, registry_pages, steps_page, trusting
from harness.errors import UsageError, VodomerError


def generated() -> dict[str, str]:
    """Return every generated page by its file's name."""
    listed = coverage_document.pages() | registry_pages.pages() | steps_page.pages()
    return document.pages() | listed | trusting.pages() | record_page.pages()


def write(folder: Path) -> None:
    """Write the pages into ``folder``; raise UsageError if that is no folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; name the one for the pages: {COMMAND} FOLDER")
    for file, text in generated().items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Run the command; return its exit code."""
    try:
        write(Path(arguments[0] if arguments else "docs"))
    except VodomerError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

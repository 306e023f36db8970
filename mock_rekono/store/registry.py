"""What does the official register of persons say?"""

from __future__ import annotations

from mock_rekono.store.database import Database
from mock_rekono.store.schema import registry as table

FACTS = ("given_name", "family_name", "birthdate")


class Registry:
    """The register that personal data are checked against."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tax_number: str, facts: dict[str, str]) -> None:
        """Enter a person: given_name, family_name and birthdate (YYYY-MM-DD)."""
        self._database.put(table, tax_number=tax_number, known=facts)

    def matches(self, tax_number: str, facts: dict[str, str]) -> bool | None:
        """Tell whether the data are those of the register; None when it has no such number."""
        query = table.select().where(table.c.tax_number == tax_number)
        row = self._database.first(query)
        if row is None:
            return None
        held = row["known"]
        return all(_same(held.get(name, ""), facts.get(name, "")) for name in FACTS)

    def clear(self) -> None:
        """Forget all."""
        self._database.run(table.delete())


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()

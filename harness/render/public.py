"""Which faults that became public are of the kind that a check has found?"""

from __future__ import annotations

from harness.catalogue.public_record import PublicFault, public_faults
from harness.record.judged_run import Scenario

SHOWN = 3
"""Faults that are named at a check; the record has them all."""


def cases(scenario: Scenario) -> tuple[list[PublicFault], int]:
    """Return the newest faults of the kinds that this check sees, and how many more there are."""
    found = [one for one in public_faults() if not one.why_not and scenario.id in one.kind.checks]
    return found[:SHOWN], len(found[SHOWN:])

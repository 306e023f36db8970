"""What can only be told by a provider of ours: a mock that sees, and that does wrong on purpose?

Whoever asks the mock for something where there is none is not applicable. So no check has to say
what it needs, and none that is new can forget it.
"""

from __future__ import annotations

from typing import Any

from harness.processes.control import Record, Rekono
from harness.record.verdict import NotApplicable
from harness.render.words import words

FAULT, UNSEEN, SETTINGS = "needs-mock-fault", "needs-mock-unseen", "needs-mock-settings"
"""The reasons, by their names in `harness/render/templates/words.toml`."""
SEEN_AT = ("requests", "outbox")
"""What of the control API tells what the mock has seen or sent."""


def reason(name: str) -> str:
    """Give a reason in English, as the record has it; certificates have it in Slovenian, too."""
    return words()[name].en


class NeedsMock(NotApplicable):
    """A check needs the mock REKONO, and another provider signs people in."""

    def __init__(self, name: str) -> None:
        """`name` is one of `FAULT`, `UNSEEN` and `SETTINGS`."""
        super().__init__(reason(name))


class NeedsPeople(NotApplicable):
    """A check needs more people than the target file has accounts for."""


class NoControl(Rekono):
    """The control API of a provider that has none."""

    def __init__(self) -> None:
        """Connect to nobody."""

    def close(self) -> None:
        """There is nothing to close."""

    def _ask(self, method: str, path: str, body: Record | None = None) -> Any:  # noqa: ARG002
        what = path.partition("?")[0].partition("/")[0]
        if what == "faults":
            raise NeedsMock(FAULT)
        raise NeedsMock(UNSEEN if what in SEEN_AT else SETTINGS)

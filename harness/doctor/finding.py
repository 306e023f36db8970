"""What did one look at the machine find?"""

from dataclasses import dataclass

from harness.errors import VodomerError


class Trouble(VodomerError):  # noqa: N818 - the doctor's own word
    """Something a run needs is not as it must be; the text says what is wrong and what to do."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report: what is there, or what is wrong and what to do about it."""

    subject: str
    ok: bool
    text: str

    def __str__(self) -> str:
        """Write the line without its mark."""
        return f"{self.subject}: {self.text}"

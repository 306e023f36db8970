"""What can go wrong on our side, and with which exit code does the command then end?

    VodomerError                4  anything of ours; the run is no verdict about the target
    ├── UsageError              2  the command was called in a way it does not know
    ├── ServerDidNotStart       4  the provider, the reference or the inbox gave no sign of life
    ├── RecordUnreadable        4  a record of a run cannot be read
    ├── PartLost                4  the browser or the provider was lost meanwhile
    ├── Overdue                 4  a check did not end in time
    ├── SecretInEvidence        4  a binary file would have carried a secret to disk
    ├── TargetUnreachable       5  the target, or the provider it needs, cannot be talked to
    │   └── Disturbed           5  the target ended while several checks were at it
    ├── ConfigurationError      6  a file or setting is wrong
    │   └── AccountRefused      6  a provider that is not ours signs nobody in
    └── VerificationFailed      8  a record does not prove what it claims

What the *target* did wrong is no error of this tree: see `harness.record.verdict.Mismatch`.
"""

from typing import ClassVar


class VodomerError(Exception):
    """One line for a person: what was wrong, where, and what to do about it."""

    exit_code: ClassVar[int] = 4


class UsageError(VodomerError):
    """The command line names something that does not exist or does not fit together."""

    exit_code = 2


class ServerDidNotStart(VodomerError):  # noqa: N818 - the name says the whole event
    """A child process did not answer in time or ended at once; the message quotes its log."""


class RecordUnreadable(VodomerError):  # noqa: N818
    """`events.ndjson` or `run.json` is missing, damaged or of an unknown schema."""


class PartLost(VodomerError):  # noqa: N818
    """A part of ours ended, was stopped or hung: what was seen then says nothing of the target."""


class Overdue(VodomerError):  # noqa: N818
    """Something took longer than it may, and was ended by the watchdog."""

    def __init__(self, message: str = "did not end in time, and was ended") -> None:
        super().__init__(message)


class SecretInEvidence(VodomerError):  # noqa: N818
    """A picture or another binary file holds a registered secret and was not written."""


class TargetUnreachable(VodomerError):  # noqa: N818
    """No answer from the target or the provider; no verdict can be given about it."""

    exit_code = 5


class Disturbed(TargetUnreachable):
    """The target ended while several checks were at it: nobody knows yet whose doing it was."""


class ConfigurationError(VodomerError):
    """A target file, setting or requirement is wrong; the message names file, key and remedy."""

    exit_code = 6


class AccountRefused(ConfigurationError):  # noqa: N818 - the name says the whole event
    """A provider that is not ours signs nobody in: the run ends, and its report says why."""


class VerificationFailed(VodomerError):  # noqa: N818
    """A digest, signature or re-derived verdict differs from what the record claims."""

    exit_code = 8

"""Report a run, too, whose target file or suite is refused before anything is started."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from harness import catalogue
from harness.checks.announcing import beginning, reported
from harness.checks.kinds import KINDS, SEE
from harness.checks.runner import Options
from harness.checks.target_file import TargetFile, open_target
from harness.errors import ConfigurationError, VodomerError
from harness.redaction.redactor import SHORTEST, Redactor

SECRET = ("secret", "password")
"""What names of keys hold whose values are nobody else's business."""


@dataclass(frozen=True)
class Refusals:
    """Writes the report of a run that is refused for what its files say."""

    options: Options
    only: Collection[str] | None = None
    """Checks or requirements that were chosen; none for all."""
    scenarios: str = ""
    """Whose scenarios were to run, as the record tells it; empty for checks."""

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Report a ConfigurationError, where the target file tells what was to be examined."""
        try:
            yield
        except ConfigurationError as problem:
            with suppress(VodomerError):  # nothing to be told of, or no place for it
                self._report(problem)
            raise

    def _report(self, problem: ConfigurationError) -> None:
        assert self.options.target is not None  # noqa: S101 - both commands require one
        file = open_target(self.options.target, SEE)
        if file.profile not in KINDS:
            return
        redactor = Redactor()
        for secret in _secrets(file.raw):
            redactor.register(secret)
        recorder = self.options.recorder(redactor)
        rows = {} if self.scenarios else catalogue.by_profile(file.profile)
        with reported(recorder, self.options, rows, lambda: self._told(file)):
            raise problem

    def _told(self, file: TargetFile) -> dict[str, Any]:
        kind, wanted = KINDS[file.profile], set(self.only or ())
        checks = [] if self.scenarios else kind.all_checks().values()
        name = str(file.raw["target"].get("name") or "")
        about = {"name": name, "kind": file.profile, "sha256": file.sha256}
        return {
            **beginning(self.options, (), None),
            "profile": file.profile,
            "target": about | ({"scenarios": self.scenarios} if self.scenarios else {}),
            "plan": [
                kind.planned(one)
                for one in checks
                if not wanted or {one.id, one.requirement} & wanted
            ],
        }


def _secrets(raw: Mapping[str, Any]) -> Iterator[str]:
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _secrets(value)
        elif isinstance(value, str) and len(value) >= SHORTEST and _names_secret(key):
            yield value


def _names_secret(key: str) -> bool:
    return any(word in key for word in SECRET)

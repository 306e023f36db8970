"""What kinds of target are there, which checks are theirs, and who runs them?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

import harness
from harness.checks import application, completeness, provider
from harness.checks.application import certification as applications
from harness.checks.application import passive_plan
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import SEE as SEE_APPLICATIONS
from harness.checks.application.target import ApplicationTarget
from harness.checks.application.target import parse_target as parse_application
from harness.checks.application.told_of_run import row_of_plan
from harness.checks.chance import Chance
from harness.checks.provider import certification as providers
from harness.checks.provider.target import SEE as SEE_PROVIDERS
from harness.checks.provider.target import ProviderTarget
from harness.checks.provider.target import parse_target as parse_provider
from harness.checks.registry import Check
from harness.checks.runner import Options, Shown
from harness.checks.target_file import TargetFile, open_target
from harness.errors import ConfigurationError, UsageError
from harness.processes.registries import Row
from harness.record.judged_run import RunRecord

__all__ = ["KINDS", "Kind", "Subject", "every_check", "read_subject", "reference_target", "row_of"]

TARGET_SCHEMA = Path(harness.__file__).parent / "schema" / "target.schema.json"
"""The published JSON Schema of target files, for editors."""
SEE = "see docs/applications.md and docs/providers.md"
Certify = Callable[[Any, Any, Options, Shown], RunRecord]


@dataclass(frozen=True)
class Kind:
    """A kind of target: how its file is read, its checks, and what runs and plans them."""

    parse: Callable[[TargetFile], Any]
    all_checks: Callable[[], dict[str, Any]]
    certify: Certify
    planned: Callable[[Any], dict[str, Any]]
    """Gives the row of a plan for a check."""
    see: str
    """Where its file is described."""
    foretold: Callable[[Any, Sequence[Any], int], str] = lambda _target, _checks, _typed: ""
    """Says what will be asked of somebody who is not examined."""
    drawn: Callable[[Sequence[Any], Chance], list[Any]] | None = None
    """Gives checks in the order that is drawn for a run; None where nothing is drawn."""


KINDS = {
    provider.PROFILE: Kind(
        parse_provider,
        provider.all_checks,
        providers.certify,
        providers.row_of_plan,
        SEE_PROVIDERS,
    ),
    **{
        profile: Kind(
            parse_application,
            partial(application.checks_of, profile),
            applications.certify,
            row_of_plan,
            SEE_APPLICATIONS,
            passive_plan.foretold,
            applications.in_drawn_order,
        )
        for profile in application.PROFILES
    },
}


@dataclass(frozen=True)
class Subject:
    """A target that was read, of a kind."""

    kind: Kind
    target: Any
    file: TargetFile

    @property
    def profile(self) -> str:
        """The profile that its file names."""
        return self.file.profile

    @property
    def is_drawn(self) -> bool:
        """Whether people and order are made up anew for each run."""
        return self.profile in application.PROFILES

    def require_divisible(self) -> None:
        """Require that shards may run side by side; UsageError where they would disturb another."""
        if self.is_drawn and not self.target.is_at_mock:
            raise UsageError(
                "--shard: at a provider that is not ours the same people sign in at every shard, "
                "and would sign each other out; leave it out"
            )

    def require_certifiable(self) -> None:
        """Require what a certificate needs beside a run; ConfigurationError says what to add."""
        if missing := [*completeness.lacking(self.target)]:
            raise ConfigurationError(
                f"{self.file.path}: --sign: a certificate needs more of the target file; add: "
                f"{'; '.join(missing)} ({self.kind.see})"
            )

    @property
    def lacks(self) -> tuple[str, ...]:
        """What the file would have to say for a certificate, by the names of tables and keys."""
        return tuple(one.partition(" ")[0] for one in completeness.lacking(self.target))

    @cached_property
    def identity(self) -> dict[str, str]:
        """What exactly the target is; ConfigurationError where a command cannot tell."""
        folder = self.file.path.parent.absolute()
        return completeness.identity_of(self.target, folder, sys.executable, self.kind.see)

    @property
    def checks(self) -> list[Check[Any]]:
        """All checks of this kind, in the order of the catalogue."""
        return [*self.kind.all_checks().values()]

    def foretold(self, chosen: list[Check[Any]], typed: int) -> str:
        """Say what these checks will ask of somebody who is not examined; empty for nothing.

        Of a run that goes on, so many passwords were `typed` there before. Raises UsageError where
        no more may be.
        """
        return self.kind.foretold(self.target, chosen, typed)

    def certify(self, chosen: list[Check[Any]], options: Options, show: Shown) -> RunRecord:
        """Run checks and give the judged record."""
        return self.kind.certify(self.target, chosen, options, show)

    @staticmethod
    def row(check: Check[Any]) -> Row:
        """Give a check as a row of a list."""
        return row_of(check)


def read_subject(path: Path) -> Subject:
    """Read a target file of any kind; ConfigurationError says what is wrong with it."""
    file = open_target(path, SEE)
    if file.profile not in KINDS:
        known = ", ".join(KINDS)
        raise ConfigurationError(
            f"{path}: target.profile: {file.profile or 'missing'!r}; say one of {known} ({SEE})"
        )
    kind = KINDS[file.profile]
    return Subject(kind, kind.parse(file), file)


def target_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of target files of all kinds, as published."""
    models = (ApplicationTarget, ProviderTarget)
    refs, schema = models_json_schema(
        [(model, "validation") for model in models], title="A target file of Vodomer"
    )
    any_of = [refs[model, "validation"] for model in models]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "anyOf": any_of}


def every_check() -> Iterable[Check[Any]]:
    """Give the checks of all kinds."""
    yield from provider.all_checks().values()
    yield from application.all_checks().values()


def row_of(check: Check[Any]) -> Row:
    """Give a check as a row of a list: its own words, or those of what it proves.

    `profiles` are those that it belongs to, `kind` is ``fault`` for one that switches a fault of
    the mock on (`fault` says which), else ``module``.
    """
    return {
        "id": check.id,
        "requirements": [check.requirement],
        "profiles": [
            name for name, kind in KINDS.items() if kind.all_checks().get(check.id) is check
        ],
        "kind": "fault" if check.fault else "module",
        "fault": check.fault,
        "text": check.title.model_dump(),
    }

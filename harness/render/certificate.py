"""What does the certificate of an examination say, and why is there sometimes none?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from harness.record.judged_run import RequirementResult, RunRecord, Scenario
from harness.record.verdict import Verdict
from harness.render.words import sentence, words, words_of
from harness.words import Words

EXTERNAL = "external"
"""What the record calls a provider that we did not run."""
NEEDS = "needs-"
"""How the names of reasons begin for what was not examined for want of something."""
KINDS = ("provider", "application", "activation")
"""Kinds of targets that get one: each is somebody's, none is our own reference."""

_ABOUT = (
    *("name", "product", "version", "commit", "provider", "issuer", "start", "client_id"),
    "sha256",
)
"""What tells one target from another, in the order in which a reader asks."""
_PROVIDER = ("profile", "hosts", "sign_ins")
"""What the record tells of the provider's settings beside those of the mock."""
_UNMET = (Verdict.FAIL, Verdict.FLAKY, Verdict.ERROR, Verdict.INCOMPLETE, Verdict.SKIP)


@dataclass(frozen=True)
class Obstacle:
    """Why there is no certificate, and the requirements or checks in which that shows."""

    text: Words
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Silence:
    """What a certificate says nothing of, and why.

    `level` and `ids` are empty where it is no requirement, but something of all checks; `title` is
    then the name of its words: the second look at who was refused, or the kind of provider.
    """

    level: str
    why: Words
    ids: tuple[str, ...]
    title: str = "certificate-second-look"


@dataclass(frozen=True)
class Certificate:
    """The page for a target of somebody's, whether it is a certificate or says why it is none."""

    record: RunRecord
    obstacles: tuple[Obstacle, ...]

    @property
    def granted(self) -> bool:
        """Whether every mandatory requirement that was to be examined is proved."""
        return not self.obstacles

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        return str(self.record.target["kind"])

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What the record tells of the target: name of the fact and its value as text."""
        told = {**self.record.target}
        if told.get("start") and told.get("provider") != EXTERNAL:
            told.pop("issuer", None)  # the mock REKONO's, which is not examined
        return tuple((name, _text(told[name])) for name in _ABOUT if told.get(name))

    @property
    def provider(self) -> tuple[tuple[str, str], ...]:
        """How the provider was set that signed people in: name of the setting and its value."""
        told = self.record.provider
        plain = {name: told[name] for name in _PROVIDER if told.get(name)}
        return tuple((name, _text(one)) for name, one in {**plain, **_settings(told)}.items())

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The options of the command line that change an examination."""
        shown = self.record.options.items()
        return tuple((name, _text(value)) for name, value in shown if value is not False)

    @property
    def inapplicable(self) -> tuple[Scenario, ...]:
        """The checks that do not concern the target; each message says why."""
        return tuple(one for one in self.record.scenarios if one.verdict is Verdict.NOT_APPLICABLE)

    @property
    def unexamined(self) -> tuple[str, ...]:
        """The mandatory requirements of which the certificate says nothing."""
        return tuple(requirement.id for requirement in _musts(self.record, Verdict.NOT_TESTED))

    @property
    def silent(self) -> tuple[Silence, ...]:
        """What was not examined, mandatory first, each reason once with all that it concerns.

        Of a run that has examined nothing there is nothing to be said.
        """
        if self.record.examined_nothing:
            return ()
        found: dict[tuple[str, str], list[str]] = {}
        for id, one in self.record.requirements.items():
            if one.verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_TESTED):
                found.setdefault((one.level, self._why(one)), []).append(id)
        external = self.record.target.get("provider") == EXTERNAL
        provider = (words()["certificate-external"],) if external else ()
        second = () if self.record.opens != () else (words()["certificate-no-second-look"],)
        names = ("certificate-unexamined-why", *(one for one in words() if one.startswith(NEEDS)))
        texts = {words()[one].en: words()[one] for one in names}
        ordered = sorted(found.items(), key=lambda row: row[0][0] != "MUST")
        return (
            *(Silence("", why, (), "certificate-provider") for why in provider),
            *(Silence("", why, ()) for why in second),
            *(
                Silence(level, texts.get(why, Words(sl=why, en=why)), tuple(ids))
                for (level, why), ids in ordered
            ),
        )

    def _why(self, one: RequirementResult) -> str:
        """Say why a requirement was not examined, as its checks do where it has any."""
        if one.verdict is Verdict.NOT_TESTED:
            return words()["certificate-unexamined-why"].en
        checks = (check for check in self.inapplicable if one.id in check.requirements)
        said = dict.fromkeys(check.message for check in checks if check.message)
        return "; ".join(said)


def certificate(record: RunRecord) -> Certificate | None:
    """Make the certificate page of a run; None where scenarios were walked through."""
    if record.target.get("kind") not in KINDS or record.is_of_own_scenarios:
        return None
    found = tuple(_obstacles(record))
    if not found and record.exit_code:
        found = (Obstacle(sentence(record)),)
    return Certificate(record, found)


def _obstacles(record: RunRecord) -> Iterator[Obstacle]:
    for problem in record.problems:
        yield Obstacle(problem.text)
    if record.examined_nothing:
        return
    if record.gate:
        yield Obstacle(words()["certificate-gate"])
    if record.filtered:
        yield Obstacle(words_of(record)["filtered"])
    if not record.target.get("sha256"):
        yield Obstacle(words()["certificate-no-digest"])
    for verdict in _UNMET:
        if ids := tuple(requirement.id for requirement in _of_verdict(record, verdict)):
            yield Obstacle(words()[f"certificate-unmet-{verdict}"], ids)
    if record.repeated:
        yield Obstacle(words()["certificate-repeated"], record.repeated)
    if not any(_musts(record, Verdict.PASS)):
        yield Obstacle(words()["certificate-nothing"])


def _of_verdict(record: RunRecord, verdict: Verdict) -> Iterator[RequirementResult]:
    return (
        requirement
        for requirement in record.requirements.values()
        if requirement.verdict is verdict
    )


def _musts(record: RunRecord, verdict: Verdict) -> Iterator[RequirementResult]:
    return (
        requirement for requirement in _of_verdict(record, verdict) if requirement.level == "MUST"
    )


def _settings(provider: Mapping[str, Any]) -> Mapping[str, Any]:
    told = provider.get("settings")
    return told if isinstance(told, Mapping) else {}


def _text(value: object) -> str:
    listed = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
    return ", ".join(map(str, listed))

"""How do the checks run against an application?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from harness import catalogue
from harness.agents import Agent
from harness.checks.announcing import recording, reported
from harness.checks.application.aftermath import keep_aftermath
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.application import Application
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.configuration import refuse_misconfigured
from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.health import Stay
from harness.checks.application.legs import BROWSER_TO_ISSUER, ISSUER_TO_APPLICATION
from harness.checks.application.needs_mock import NeedsMock
from harness.checks.application.nothing import Nothing
from harness.checks.application.registry import Check
from harness.checks.application.rig import Rig, Shared
from harness.checks.application.target import ApplicationTarget
from harness.checks.application.told_of_run import told_of_run, told_of_target
from harness.checks.application.visitor import Session, Visitor
from harness.checks.chance import Chance
from harness.checks.runner import LONGEST, CheckRunner, Options, Shown
from harness.engine.aftermath import keeping
from harness.engine.run import conclude
from harness.errors import Disturbed, TargetUnreachable
from harness.processes.control import ControlFailed
from harness.processes.forks import Forks
from harness.processes.isolation import close_memory
from harness.processes.last_words import last_lines
from harness.record.evidence import Recorder, ScenarioRecorder
from harness.record.findings import Findings
from harness.record.judged_run import RunRecord
from harness.record.run_folder import closed_to_others
from harness.record.run_metadata import ISOLATION_LOST, LEARNT, OUTPUT, PROVIDER_ASKED
from harness.record.verdict import Conclusion, Mismatch, Verdict, verdict_of
from harness.redaction.redactor import Redactor
from harness.watching.stopping import STOP

DECOYS = 0.05
"""That share in a certification."""
TRIES = 2
"""Sign-ins by which it is tried to learn what opens."""
ONE_PERSON = 1
"""Lanes at a provider that is not ours: who signs out in one would be signed out in all others."""
APART = 2
"""Lanes for checks that must be alone; in one after another they took longer than all others."""

BESIDE = "Other checks were at the application meanwhile: some of this may be of them."


def certify(
    target: ApplicationTarget,
    checks: Sequence[Check],
    options: Options,
    show: Shown,
    forks: Forks | None = None,
) -> RunRecord:
    """Run the checks and give the judged record.

    `forks` are what provider and application are forked from, where many are examined.

    Raises TargetUnreachable where nobody answers at the application's first page.
    """
    close_memory()
    redactor = redactor_of(target)
    recorder, rows = options.recorder(redactor), catalogue.by_profile(target.target.profile)
    with (
        reported(recorder, options, rows, lambda: told_of_target(target, checks, options)),
        AgentPool.opened(options.agent, target, options.browser) as windows,
    ):
        lanes = windows.lanes(options.lanes if target.is_at_mock else ONE_PERSON)
        another = rig_maker(target, redactor, windows, forks, options)
        with (
            closed_to_others(options.out),
            another() as rig,
            recording(recorder, options, lanes=lanes, **told_of_run(rig, checks, options, windows)),
        ):
            sign_in_first(rig, windows, recorder, options)
            apart = min(APART, lanes // 2) if target.is_movable else 0
            how = (lanes, windows.in_lanes, apart, windows.kept)
            examiner = Examiner(rig, windows, another if apart else None)
            runner = CheckRunner(recorder, examiner.examine, show, options.course(checks), *how)
            with keeping_output(rig, recorder), examiner:
                runner.run(in_drawn_order(checks, options.chance))
    with STOP.deferred():
        return conclude(options.out, rows, recorder.heads)


def sign_in_first(rig: Rig, windows: AgentPool, recorder: Recorder, options: Options) -> None:
    """Tell what opens to who is signed in, and refuse to go on where nobody can get in.

    Raises ConfigurationError where that is the configuration's doing, and TargetUnreachable where
    a leg of the way of a deployed application is broken.
    """
    count_sign_ins(rig, recorder, options)
    if not options.anyway:
        BROWSER_TO_ISSUER.require(rig, windows.open)
    recorder.emit(LEARNT, opens=learn_doors(rig, windows.open))
    if not options.anyway:
        refuse_misconfigured(rig)
        if not rig.doors.unknown:
            ISSUER_TO_APPLICATION.require(rig, windows.open)


def count_sign_ins(rig: Rig, recorder: Recorder, options: Options) -> None:
    """Record each sign-in at another's provider before it is tried, and go on counting them."""
    provider = rig.provider
    if isinstance(provider, ExternalProvider):
        if options.resumes:
            provider.go_on_from(options.resumes.asked)
        provider.tell = lambda: recorder.emit(PROVIDER_ASKED, **provider.asked)


@contextmanager
def keeping_output(rig: Rig, recorder: Recorder) -> Iterator[None]:
    """Keep all that the application has written, and how often another's provider was asked."""
    try:
        yield
    finally:
        if isinstance(rig.provider, ExternalProvider):
            recorder.emit(PROVIDER_ASKED, **rig.provider.asked)
        journal = rig.shared.journal
        if rig.can_restart:
            journal.add(rig.said)
            kept = recorder.store(journal.text.encode("utf-8", "replace"), "text/plain")
            recorder.emit(OUTPUT, file=kept.path, sha256=kept.sha256, media_type="text/plain")


def redactor_of(target: ApplicationTarget) -> Redactor:
    """Give what keeps the secrets of the target file out of the record."""
    redactor = Redactor()
    for secret in target.secrets:
        redactor.register(secret)
    return redactor


def rig_maker(
    target: ApplicationTarget,
    redactor: Redactor,
    windows: AgentPool,
    forks: Forks | None,
    options: Options,
) -> Callable[[], AbstractContextManager[Rig]]:
    """Give what makes surroundings that can stand side by side, and know of what one has learnt."""
    shared = Shared()
    hidden = (options.out, *options.hidden)
    return lambda: Rig.opened(
        assign_ports(target), redactor, windows.offload, shared, forks, options.chance, hidden
    )


def in_drawn_order(checks: Sequence[Check], chance: Chance) -> list[Check]:
    """Give the checks in an order that nobody knows; those that must come last still do."""
    return sorted(chance.shuffled(checks, "checks"), key=lambda one: one.last)


@dataclass
class Examiner:
    """The application as all checks of a run share it.

    What must be alone gets another one, with another REKONO, where the target can be started twice.
    """

    rig: Rig
    windows: AgentPool
    another: Callable[[], AbstractContextManager[Rig]] | None = None
    """Gives surroundings to be opened for what must be alone."""
    decoys: float = DECOYS
    """Before how many checks somebody signs in with nothing wrong."""
    opened: ExitStack = field(default_factory=ExitStack)
    _unused: list[Rig] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.opened.close()

    def examine(self, check: Check, recorder: ScenarioRecorder) -> None:
        """Look at the application with one check."""
        with self._rig_for(check) as rig:
            self._examine(check, rig, recorder)

    def _examine(self, check: Check, rig: Rig, recorder: ScenarioRecorder) -> None:
        application = Application(rig, Findings(recorder), self.windows.open)
        call_off = self.windows.after(LONGEST, application.give_up)
        if rig.health.has_ended:  # by what nobody saw; not by this check
            rig.offload(lambda: rig.health.revive(rig.health.revivals))
        try:
            with rig.health.visited() as stay, keeping(partial(keep_aftermath, application)):
                self._look(check, application, stay)
        except ControlFailed:
            rig.peers.require_well()
            raise
        finally:
            call_off()
            application.learn_secrets()
            application.close()
            if rig.peers.apart.is_lost:  # something was started meanwhile
                recorder.recorder.emit(ISOLATION_LOST, isolation=rig.peers.apart.told())

    def _look(self, check: Check, application: Application, stay: Stay) -> None:
        """Look with a check; what came of an application that ended meanwhile is no verdict."""
        try:
            application.require_fault(check.fault)
            if self._wants_decoy(check, application):
                application.decoy()
            check.examine(application)
            application.findings.conclude()
            application.require_decoys()
        except NeedsMock:
            raise
        except (Conclusion, TargetUnreachable) as problem:
            application.rig.peers.require_well()
            refuse_to_judge_what_was_gone(application, problem, stay)
            if verdict_of(problem) is Verdict.FAIL:
                keep_output(application, application.rig.said, stay)
            raise
        refuse_to_judge_what_was_gone(application, None, stay)

    def _wants_decoy(self, check: Check, application: Application) -> bool:
        """Draw whether somebody with nothing wrong comes before a check.

        Nobody does where a person would have to be asked, or where no sign-in works just now.
        """
        rig = application.rig
        asks = application.target.asks_somebody or not rig.is_at_mock
        idle = rig.application.needs_recovery or (rig.health.in_vain and not rig.health.let_in)
        if check.last or check.waits or idle or asks:
            return False
        return application.drawn("decoy").random() < self.decoys

    @contextmanager
    def _rig_for(self, check: Check) -> Iterator[Rig]:
        if not check.alone or self.another is None:
            yield self.rig
            return
        mine = self._unused.pop() if self._unused else self._another(self.another)
        try:
            yield mine
        finally:
            self._unused.append(mine)

    def _another(self, another: Callable[[], AbstractContextManager[Rig]]) -> Rig:
        rig = self.opened.enter_context(another())
        learn_doors(rig, self.windows.open)
        return rig


def learn_doors(rig: Rig, open_agent: Callable[[], Agent]) -> list[str]:
    """Learn by a sign-in of its own what opens to who is signed in, before anything is judged.

    Where somebody would have to be asked for it, only if the target file says what opens.
    """
    if rig.target.asks_somebody and not rig.target.signed_in.opens:
        return []
    for number in range(TRIES):
        visitor = Visitor(open_agent(), rig.enrol(f"doors/{number}"), rig, Nothing())
        try:
            visitor.sign_in()
            look = visitor.look("signed in")
            if look.session is Session.SIGNED_IN:
                visitor.learn_doors()
                rig.doors.unknown = ""
                break
            rig.doors.unknown = str(look)
        except (Conclusion, TargetUnreachable) as problem:
            rig.doors.unknown = str(problem)
        finally:
            visitor.close()
    return rig.doors.told


def refuse_to_judge_what_was_gone(
    application: Application, problem: Exception | None, stay: Stay
) -> None:
    """Tell what no page came of: the target's doing, and a failure where it lives on.

    An application that ended or hung takes all checks of that moment with it. `problem` is what
    this one came to, None for nothing. Raises Mismatch where the application only did not answer
    what it was asked.
    """
    health, silent = application.rig.health, any(map(is_silence, causes(problem)))
    if application.is_over:
        raise TargetUnreachable(f"ended after {LONGEST:.0f} s: {problem}") from problem
    if silent or health.revivals != stay.revivals or health.has_ended:
        gone = application.rig.offload(lambda: health.revive(stay.revivals))
        if gone:
            blame(application, problem, stay)
    if problem is not None and is_silence(problem):
        raise Mismatch("a page", str(problem), "what the application answered") from problem


def blame(application: Application, problem: Exception | None, stay: Stay) -> None:
    """Say whose doing it was that the application ended or hung: of who was alone with it.

    Raises Mismatch then; Disturbed where there were others, and TargetUnreachable where nobody
    can start it for one more try.
    """
    health = application.rig.health
    if not application.rig.can_restart:
        raise TargetUnreachable(
            f"the application had ended or hung, and the target file does not say how it is "
            f"started ([process]): {problem}"
        ) from problem
    keep_output(application, health.last_output, stay)
    if stay.alone:
        goes_on, actual = "the application goes on", health.last_state
        application.findings.require("the application's process", False, goes_on, actual)
    raise Disturbed(f"the application ended while several checks were at it: {health.last_state}")


def keep_output(application: Application, said: str, stay: Stay) -> None:
    """Keep the end of what the application has written, for whoever must find the cause there."""
    if said:
        beside = "" if stay.alone else f"{BESIDE}\n\n"
        application.recorder.log("what the application wrote last", beside + last_lines(said))


def is_silence(problem: BaseException) -> bool:
    """Tell whether somebody gave no answer."""
    return isinstance(problem, TargetUnreachable)


def causes(problem: BaseException | None) -> Iterator[BaseException]:
    """Give an exception, what it came from, and so on."""
    while problem is not None:
        yield problem
        problem = problem.__cause__

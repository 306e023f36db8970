"""What is an application tested with? The mock REKONO, people, and a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from harness.agents import Cookie, Offload, run_inline
from harness.agents.http import host_of
from harness.checks.application.doors import Doors
from harness.checks.application.external_pages import ExternalPages
from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.health import Health
from harness.checks.application.identity_provider import IdentityProvider, Pages
from harness.checks.application.journal import Journal
from harness.checks.application.levels import LOWEST, level_of
from harness.checks.application.managed_application import ManagedApplication
from harness.checks.application.peers import Peers
from harness.checks.application.provider_settings import MOCK
from harness.checks.application.regulars import Regulars
from harness.checks.application.rekono_pages import RekonoPages
from harness.checks.application.target import ApplicationTarget, AuthMethod
from harness.checks.application.target_commands import TargetCommands
from harness.checks.chance import Chance, new_seed
from harness.errors import TargetUnreachable
from harness.person import Person, like_anybodys, make
from harness.processes.control import Rekono
from harness.processes.forks import Forks, born_with
from harness.processes.inbox import Inbox
from harness.record.verdict import NotApplicable, PreconditionMissing
from harness.redaction.redactor import Redactor
from harness.render.words import words

SHORTEST_SECRET = 8
"""Characters below which a cookie's value is a word, such as a language, and opens nothing."""
SECOND_FACTOR = "sms_otp"
NEEDS_PROCESS = "needs-process"
"""The name of the reason in `harness/render/templates/words.toml`."""
END_SESSION = "end_session_endpoint"


@dataclass(frozen=True)
class Shared:
    """What the rigs of one run know together."""

    kept: set[str] = field(default_factory=set)
    """The endpoints whose answers the application has been seen to keep."""
    journal: Journal = field(default_factory=Journal)
    """What the application has written."""


@dataclass
class Rig:
    """Provider, registration and, where the target file says how, the application's process."""

    redactor: Redactor
    peers: Peers
    rekono: Rekono
    application: ManagedApplication
    health: Health
    offload: Offload = run_inline
    forks: Forks | None = None
    """What its parts are forked from, where they can be; None: all are started from scratch."""
    shared: Shared = field(default_factory=Shared)
    chance: Chance = field(default_factory=Chance)
    """What people are drawn from."""
    regulars: Regulars = field(default_factory=Regulars)
    """People of this REKONO who come again and again."""
    _doors: list[Doors] = field(default_factory=list)
    _newest: int = 0

    @classmethod
    @contextmanager
    def opened(
        cls,
        target: ApplicationTarget,
        redactor: Redactor,
        offload: Offload = run_inline,
        shared: Shared | None = None,
        forks: Forks | None = None,
        chance: Chance | None = None,
        hidden: Sequence[Path] = (),
    ) -> Iterator[Self]:
        """Start REKONO and the application, see that it answers, and stop both in the end.

        What one of the rigs of a run learns all know. The application must see nothing of what is
        `hidden`, such as the record.
        """
        forks, shared = forks or born_with(), shared or Shared()
        with ExitStack() as at_end:
            peers = Peers.started(target, redactor, forks, at_end, hidden)
            rekono = peers.control(offload)
            peers.metadata  # noqa: B018 - before anything goes wrong
            application = ManagedApplication.of(target, peers, redactor, forks, shared.journal)
            at_end.callback(application.stop)
            health = Health(application)
            drawn = chance or Chance(new_seed())
            rig = cls(redactor, peers, rekono, application, health, offload, forks, shared, drawn)
            rig._begin()
            yield rig

    def _begin(self) -> None:
        """Register the application, start it, and see that it answers."""
        if self.is_at_mock:
            self.rekono.post("clients", self._registration())
        try:
            self.restart()
        except TargetUnreachable as problem:
            if not self.peers.isolation.is_apart:
                raise
            self.peers.apart.give_up("it did not start", str(problem))
            self.restart()
        self.health.refuse_unreachable()
        self._try_commands()

    def _try_commands(self) -> None:
        """Run the commands of the target file once: what fails as another user may not as us."""
        codes, audit, commands = self.target.codes, self.target.audit, self._commands
        if codes and not commands.are_ours(codes):
            nobody = self._made_up("commands")
            self._try("codes.command did not run", lambda: self.issue(nobody))
        if audit and not commands.are_ours(audit):
            self._try("audit.command did not run", self.audit_trail)

    def _try(self, what: str, command: Callable[[], object]) -> None:
        """Let all run as we do where that helps a command; the record says so."""
        apart, kept = self.peers.apart, self.peers.isolation
        if not kept.is_apart:
            return
        try:
            command()
            return
        except PreconditionMissing as problem:
            apart.give_up(what, str(problem))
        try:
            command()
        except PreconditionMissing:
            apart.restore(kept)
        else:
            self.restart()  # it shares files with its commands

    @contextmanager
    def with_application(self, target: ApplicationTarget) -> Iterator[Self]:
        """Give the same REKONO with another application, which runs meanwhile."""
        start = self.target.target.start
        how = (self.peers, self.redactor, self.forks, self.shared.journal, start)
        other = ManagedApplication.of(target, *how)
        rig = replace(self, application=other, health=Health(other), _doors=[])
        try:
            rig._begin()
            yield rig
        finally:
            self.offload(other.stop)

    def for_threads(self) -> Self:
        """Give the same rig to threads of one's own, which hold up nobody else."""
        return replace(self, offload=run_inline, rekono=self.peers.control(run_inline))

    @property
    def target(self) -> ApplicationTarget:
        """The target file."""
        return self.application.target

    @property
    def doors(self) -> Doors:
        """What opens to who is signed in, as far as it was learnt."""
        if not self._doors:
            entrance = self.provider.entrance
            self._doors.append(Doors(self.target, entrance, self.offload))
        return self._doors[0]

    @property
    def provider(self) -> IdentityProvider:
        """Who signs people in."""
        return self.peers.provider

    @property
    def is_at_mock(self) -> bool:
        """Whether that is the mock REKONO, which sees, and does wrong on purpose."""
        return self.provider.kind == MOCK

    @property
    def pages(self) -> Pages:
        """How a person uses the provider's pages."""
        if isinstance(self.provider, ExternalProvider):
            return ExternalPages(self.provider, self.redactor, self.offload)
        return RekonoPages(self.rekono, self.redactor)

    @property
    def issuer(self) -> str:
        """The provider's issuer."""
        return self.peers.issuer

    @property
    def inbox(self) -> Inbox:
        """The mail server that an activation service is told of."""
        return self.peers.inbox

    @property
    def metadata(self) -> dict[str, Any]:
        """The provider's discovery document, when nothing goes wrong."""
        return self.peers.metadata

    @property
    def client_secret(self) -> str:
        """The client's secret, as REKONO and the application know it now."""
        return self.application.client_secret

    def _registration(self) -> dict[str, Any]:
        about = self.target.target
        told = {
            "client_id": about.client_id,
            "client_secret": self.client_secret,
            "name": about.name,
            "redirect_uris": [*about.redirect_uris],
            "post_logout_redirect_uris": [*about.post_logout_redirect_uris],
            "backchannel_logout_uri": about.backchannel_logout_uri,
            "frontchannel_logout_uri": about.frontchannel_logout_uri,
            "level_form": self.target.provider.level_form,
            "token_endpoint_auth_method": AuthMethod.NONE if about.is_public else None,
        }
        return {name: value for name, value in told.items() if value is not None}

    def newest_request(self) -> int:
        """Give the number of the newest request that has reached REKONO; none is read twice."""
        later = self.rekono.requests(since=str(self._newest))
        self._newest = max((self._newest, *(entry["id"] for entry in later)))
        return self._newest

    @contextmanager
    def registered_with(self, **changes: Any) -> Iterator[None]:
        """Let the application be registered otherwise at REKONO for a while."""
        self.rekono.post("clients", {**self._registration(), **changes})
        try:
            yield
        finally:
            self.rekono.post("clients", self._registration())

    @contextmanager
    def with_secret(self, secret: str) -> Iterator[None]:
        """Let the application, started anew, and REKONO share another secret for a while."""
        self.redactor.register(secret)
        usual, self.application.client_secret = self.client_secret, secret
        try:
            with self.registered_with():
                self.restart()
                yield
        finally:
            self.application.client_secret = usual
            self.rekono.post("clients", self._registration())
            self.restart()

    @property
    def sign_out_page(self) -> str:
        """Where people sign out at REKONO, whoever sent them."""
        if (page := self.metadata.get(END_SESSION)) is None:
            raise NotApplicable(f"the provider has no page to sign out at ({END_SESSION})")
        return str(page)

    @property
    def can_restart(self) -> bool:
        """Whether the application is ours to start."""
        return self.target.process is not None

    def require_process(self) -> None:
        """Require that the application is ours to start and to read. Raises NotApplicable."""
        if not self.can_restart:
            raise NotApplicable(words()[NEEDS_PROCESS].en)

    @property
    def said(self) -> str:
        """What the application has written to its output since it was started by us."""
        return self.application.said

    @property
    def unread(self) -> int:
        """How many bytes of it were too many to be kept."""
        return self.application.unread

    def restart(self) -> None:
        """Start the application, anew where it runs; nothing where it is not ours to start."""
        self.offload(self.application.restart)

    def issue(self, person: Person, state: str = "unused") -> str:
        """Have an activation code issued to a person, in a state (unused, expired, revoked).

        Raises PreconditionMissing where the target file's command does not do it.
        """
        if self.target.codes is None:
            raise NotApplicable("the target file does not say where codes come from ([codes])")
        whom = {"state": state, "email": person.email, "name": person.name}
        said = self._commands.printed("codes", self.target.codes, whom).split()
        if not said:
            raise PreconditionMissing("codes.command printed nothing; it must print a code")
        self.redactor.register(said[-1])
        return said[-1]

    def audit_trail(self) -> str:
        """Read an activation service's audit trail, as the target file's command prints it.

        Raises PreconditionMissing where that command fails.
        """
        if self.target.audit is None:
            raise NotApplicable("the target file does not say how to read the trail ([audit])")
        return self._commands.printed("audit", self.target.audit, {})

    @property
    def _commands(self) -> TargetCommands:
        return TargetCommands(self.application, self.peers.apart, self.offload)

    def conceal(self, cookie: Cookie) -> None:
        """Keep the value of a cookie out of all that is written, where it may open something."""
        if len(cookie.value) >= SHORTEST_SECRET:
            self.redactor.register(cookie.value)

    @property
    def provider_host(self) -> str:
        """Host and port of the provider, as browsers write them."""
        return host_of(self.provider.entrance)

    def enrol(self, seed: str, number: int = 0, **facts: Any) -> Person:
        """Make a person with an account; where the application asks for a level, one of that level.

        `facts` are more of the account than what the person is made up of. At a provider that is
        not ours it is the person `number` of the target file, from 0 on.
        """
        if (holder := self.provider.holder(number, **facts)) is not None:
            return holder
        known = {name: facts.pop(name) for name in ("email",) if name in facts}
        person, acr = self._made_up(seed).knowing(**known), self.target.target.acr
        ways = [SECOND_FACTOR] if acr else []
        facts = {"proofing": level_of(acr) or LOWEST, **facts}
        enrolled = self.rekono.enrol(person, *ways, **facts)
        for secret in enrolled.secrets:
            self.redactor.register(secret)
        return enrolled

    def _made_up(self, seed: str) -> Person:
        drawn = self.chance.of("person", seed)
        return like_anybodys(make(str(drawn.getrandbits(64))), drawn)

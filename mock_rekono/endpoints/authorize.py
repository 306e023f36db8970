"""What does an authorization request ask for, and who answers it (OpenID Connect Core 3.1.2)?

Read `TIMETABLE` from top to bottom: each step looks at one thing. A step raises RequestRejected
(told to the person) until application and redirect URI are certain, then ProtocolError (told to
the application); one that returns a response ends the request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from authlib.oauth2.rfc7636.challenge import CODE_CHALLENGE_PATTERN
from flask import Blueprint, Response, g, request

from mock_rekono import clock
from mock_rekono.authorization_requests import address, begin_waiting
from mock_rekono.authorization_response import answer_code, answer_error, see_other
from mock_rekono.browser import has_cookies
from mock_rekono.claims_parameter import check_claims, subject_asked
from mock_rekono.endpoints.discovery import SCOPES
from mock_rekono.errors import ProtocolError, RequestRejected
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import Client, Session
from mock_rekono.sessions import current_session, end_session
from mock_rekono.settings import CONTEXT
from mock_rekono.step_up import more_is_needed

blueprint = Blueprint("authorize", __name__)

PROMPTS = {"none", "login", "create", "consent", "select_account"}
NOT_SUPPORTED = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


@dataclass
class Asked:
    """An authorization request on its way through the timetable."""

    parameters: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    client: Client | None = None
    redirect_is_certain: bool = False
    signed_in: tuple[Session, Person] | None = None

    def get(self, name: str) -> str:
        """Return a parameter, empty when it was not sent."""
        return self.parameters.get(name, "")

    @property
    def prompts(self) -> set[str]:
        """The words of `prompt`."""
        return set(self.get("prompt").split())


@blueprint.route(f"{CONTEXT}/authorize", methods=["GET", "POST"])
def authorize() -> Response:
    """Walk through the timetable."""
    asked = Asked()
    try:
        for step in TIMETABLE:
            answer = step(asked)
            if answer is not None:
                return answer
    except ProtocolError as error:
        if not asked.redirect_is_certain:
            raise RequestRejected from None
        return answer_error(asked.parameters, error.code, error.description)
    raise AssertionError("the last step always answers")


def come_again_with_cookies(asked: Asked) -> Response | None:  # noqa: ARG001
    """Repeat by GET, which brings cookies, a form that was posted from another site without."""
    if request.method != "POST" or has_cookies() or request.content_length is None:
        return None
    if request.content_length > 4000:
        return None
    pairs = list(request.form.items(multi=True))
    return see_other(provider().address(f"/authorize?{urlencode(pairs)}"))


def read_parameters(asked: Asked) -> None:
    """Take each parameter once; of a reasonable length."""
    sent = request.form if request.method == "POST" else request.args
    asked.parameters = {name: values[0] for name, values in sent.lists()}
    asked.repeated = [name for name, values in sent.lists() if len(values) > 1]
    g.client_id = asked.get("client_id")[:200] or None


def find_application(asked: Asked) -> None:
    """Refuse an application that is not registered."""
    wanted = asked.get("client_id")
    asked.client = provider().store.clients.find(wanted) if wanted else None
    if asked.client is None or "client_id" in asked.repeated:
        raise RequestRejected("error.unknown_client")


def check_redirect_uri(asked: Asked) -> None:
    """Require one of the application's redirect URIs, character by character."""
    known = asked.client is not None and asked.client.check_redirect_uri(asked.get("redirect_uri"))
    if not known or "redirect_uri" in asked.repeated:
        raise RequestRejected("error.redirect_uri")
    asked.redirect_is_certain = True
    g.client = asked.client


def check_repetition_and_length(asked: Asked) -> None:
    """No parameter twice (RFC 6749, 3.1), none without measure."""
    longest = provider().settings.longest_parameter
    if any(len(value) > longest for value in asked.parameters.values()):
        asked.parameters["state"] = asked.get("state")[:longest]
        raise ProtocolError("invalid_request", "a parameter is too long")
    if asked.repeated and provider().settings.repeated_parameters == "refuse":
        raise ProtocolError("invalid_request", "a parameter is repeated")


def check_supported(asked: Asked) -> None:
    """Say so when something is asked that this provider cannot do."""
    for name, code in NOT_SUPPORTED.items():
        if asked.get(name):
            raise ProtocolError(code)
    if not asked.get("response_type"):
        raise ProtocolError("invalid_request", "response_type is missing")
    if asked.get("response_type") != "code":
        raise ProtocolError("unsupported_response_type")
    settings, mode = provider().settings, asked.get("response_mode")
    unknown = mode and mode not in settings.response_modes.split()
    if unknown and settings.unknown_response_mode == "refuse":
        raise ProtocolError("invalid_request", "response_mode is not supported")


def check_scope(asked: Asked) -> None:
    """Keep the scopes that there are; `openid` decides whether there will be an ID token."""
    settings = provider().settings
    wanted = asked.get("scope").split()
    unknown = [one for one in wanted if one not in (*SCOPES, settings.tax_number_scope)]
    if not wanted or (unknown and settings.unknown_scope == "refuse"):
        raise ProtocolError("invalid_scope")
    asked.parameters["scope"] = " ".join(dict.fromkeys(o for o in wanted if o not in unknown))


def check_pkce(asked: Asked) -> None:
    """Require a well-formed code challenge (RFC 7636, 4.3), and one at all where it is required."""
    challenge, method = asked.get("code_challenge"), asked.get("code_challenge_method")
    if not challenge and (method or _needs_challenge(asked)):
        raise ProtocolError("invalid_request", "code challenge required")
    if challenge and (method or "plain") not in provider().settings.pkce_methods.split():
        raise ProtocolError("invalid_request", "transform algorithm not supported")
    if challenge and not CODE_CHALLENGE_PATTERN.fullmatch(challenge):
        raise ProtocolError("invalid_request", "code_challenge is malformed")


def _needs_challenge(asked: Asked) -> bool:
    settings, public = provider().settings, asked.client is not None and asked.client.is_public
    return settings.pkce_required or (public and settings.pkce_required_of_public)


def check_prompt_and_max_age(asked: Asked) -> None:
    """`prompt` has known words, `none` stands alone; `max_age` is a number of seconds."""
    if asked.prompts - PROMPTS or ("none" in asked.prompts and len(asked.prompts) > 1):
        raise ProtocolError("invalid_request", "prompt is not understood")
    seconds = asked.get("max_age")
    if seconds and not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        raise ProtocolError("invalid_request", "max_age is not a number")


def check_claims_parameter(asked: Asked) -> None:
    """`claims` must be readable (Core 5.5)."""
    check_claims(asked.parameters, provider().settings)


def recall_session(asked: Asked) -> None:
    """See who is signed in, and whether that is recent enough."""
    found = current_session() if provider().settings.sso else None
    seconds = asked.get("max_age")
    if found and seconds and clock.now() - found[0].issued_at >= int(seconds):
        if "none" not in asked.prompts and provider().settings.max_age_ends_session:
            end_session()
        found = None
    asked.signed_in = found


def check_hint(asked: Asked) -> None:
    """Refuse another person's session than the one that a hint or a claim names."""
    wanted = subject_asked(asked.parameters, provider().settings)
    if asked.signed_in and wanted is not None and asked.signed_in[1].sub != wanted:
        asked.signed_in = None
    hint = asked.get("id_token_hint")
    if not hint or provider().settings.id_token_hint_at_authorize == "ignore":  # noqa: S105
        return
    claims = provider().keys.read(hint)
    if claims is None:
        raise ProtocolError("invalid_request", "id_token_hint is not ours")
    if asked.signed_in and asked.signed_in[1].sub != claims.get("sub"):
        asked.signed_in = None


def answer_without_pages(asked: Asked) -> None:
    """`prompt=none` must not show a page."""
    if "none" in asked.prompts and asked.signed_in is None:
        raise ProtocolError("login_required")
    if "none" in asked.prompts and _is_too_weak(asked):
        raise ProtocolError("interaction_required")


def go_on_with_session(asked: Asked) -> Response | None:
    """Who is signed in need not sign in again, unless that is asked for."""
    if asked.signed_in is None or asked.prompts & {"login", "create", "select_account"}:
        return None
    session, person = asked.signed_in
    g.person = person.email
    if _is_too_weak(asked):
        return _step_up(asked, session, person)
    return answer_code(asked.parameters, session, person)


def _is_too_weak(asked: Asked) -> bool:
    if asked.signed_in is None or asked.client is None:
        return False
    session, person = asked.signed_in
    return more_is_needed(person, session.mechanisms, asked.parameters, asked.client)


def _step_up(asked: Asked, session: Session, person: Person) -> Response:
    """Let the person of a session add a stronger mechanism; the password stays proven."""
    pending = provider().store.records.change(
        begin_waiting(asked.parameters), person=person.sub, mechanisms=session.mechanisms
    )
    g.pending_id = pending.id
    return see_other(provider().base + address("chooselogin/options.htm", pending))


def ask_the_person(asked: Asked) -> Response:
    """Let the request wait, and open the page for signing in or for registering."""
    pending = begin_waiting(asked.parameters)
    g.pending_id = pending.id
    register = "create" in asked.prompts and provider().settings.register_in_sign_in
    page = "register/start.htm" if register else "chooselogin/rekono.htm"
    return see_other(provider().base + address(page, pending))


TIMETABLE: tuple[Callable[[Asked], Response | None], ...] = (
    come_again_with_cookies,
    read_parameters,
    find_application,
    check_redirect_uri,
    check_repetition_and_length,
    check_supported,
    check_scope,
    check_pkce,
    check_prompt_and_max_age,
    check_claims_parameter,
    recall_session,
    check_hint,
    answer_without_pages,
    go_on_with_session,
    ask_the_person,
)

"""What must bodies and queries look like that the control API takes?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from mock_rekono import form_input, tax_number
from mock_rekono.errors import Invalid
from mock_rekono.faults import fault_of, find_fault
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.people import CERTIFICATE_STATES

Body = TypeVar("Body", bound=BaseModel)


def _storable(text: str) -> str:
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise ValueError("has characters that cannot be kept")
    return text


def _known_fault(named: str) -> str:
    if named and find_fault(named) is None:
        raise ValueError(f"there is no fault {named!r}")
    return named


def _for_a_person(named: str) -> str:
    if fault_of(named).exclusive:
        raise ValueError(f"{named} belongs to everybody, not to one alone")
    return named


def _web_address(text: str) -> str:
    parts = urlsplit(text)  # ValueError where it cannot be one
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment):
        raise ValueError("is not an http or https address without a fragment")
    parts.port  # noqa: B018 - ValueError where it is none
    if not text.isascii() or any(one.isspace() for one in text):
        raise ValueError("has characters that an address cannot have")
    return text


def _written_time(sent: object) -> object:
    if not isinstance(sent, str):
        return sent
    try:  # pydantic would take "1700000000" for a time, too
        return datetime.fromisoformat(sent)
    except ValueError:
        raise ValueError("is not a time such as 2026-12-01T12:00:00Z") from None


Line = Annotated[str, Field(max_length=1024), AfterValidator(_storable)]
WebAddress = Annotated[Line, AfterValidator(_web_address)]
Email = Annotated[Line, AfterValidator(form_input.email)]
Phone = Annotated[Line, AfterValidator(form_input.phone)]
TaxNumber = Annotated[Line, AfterValidator(tax_number.normalise)]
FaultName = Annotated[Line, AfterValidator(_known_fault)]
PersonsFault = Annotated[FaultName, AfterValidator(_for_a_person)]
Time = Annotated[AwareDatetime, BeforeValidator(_written_time)]
Seconds = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddressBody(_Body):
    """An address."""

    street: Line = ""
    postal_code: Line = ""
    city: Line = ""
    country: Line = "SI"


class PersonChange(_Body):
    """Facts of an account; those that are not there stay as they are."""

    email: Email | None = None
    password: Line | None = None
    given_name: Line = ""
    family_name: Line = ""
    birthdate: date | None = None
    tax_number: TaxNumber | None = None
    phone: Phone | None = None
    address: AddressBody | None = None
    mechanisms: list[Line] | None = None
    proofing: Literal[0, 10, 20, 30] | None = None
    onepass_secret: Annotated[Line, Field(pattern="^[A-Z2-7]*$")] = ""
    onepass_pin: Annotated[Line, Field(pattern="^[0-9]*$")] | None = None
    puk: Line | None = None
    locked: bool = False
    fault: PersonsFault | None = None
    language: Literal["sl", "en"] = "sl"

    @field_validator("mechanisms")
    @classmethod
    def _known_mechanisms(cls, named: list[str] | None) -> list[str] | None:
        for one in named or ():
            if one not in all_mechanisms():
                raise ValueError(f"there is no mechanism {one!r}")
        return named


class NewPerson(PersonChange):
    """Facts of a new account."""

    email: Email


class AgeBody(_Body):
    """Which record is made how much older."""

    kind: Literal[
        "email_code",
        "sms_code",
        "push_request",
        "session",
        "authorization_code",
        "registration",
        "key_turn",
    ]
    to: Line
    seconds: Seconds


class OnepassBody(_Body):
    """Whose OnePass app is used, with which PIN, for what."""

    person: Line
    pin: Line = ""
    act: Literal["open", "approve", "refuse", "reinstall"] = "open"


class CertificateBody(_Body):
    """Whose certificate is issued, in which state."""

    person: Line
    state: Line = "valid"

    @field_validator("state")
    @classmethod
    def _known_state(cls, named: str) -> str:
        if named not in CERTIFICATE_STATES:
            raise ValueError(f"one of {', '.join(CERTIFICATE_STATES)}")
        return named


class RegistryBody(_Body):
    """A person in the official register."""

    given_name: Line
    family_name: Line
    birthdate: date
    tax_number: TaxNumber


class ClientBody(_Body):
    """An application."""

    client_id: Annotated[Line, Field(min_length=1)]
    client_secret: Line = ""
    redirect_uris: Annotated[list[Line], Field(min_length=1, max_length=50)]
    post_logout_redirect_uris: Annotated[list[Line], Field(max_length=50)] = []
    name: Line = ""
    grant_types: list[Literal["authorization_code", "refresh_token"]] = [
        "authorization_code",
        "refresh_token",
    ]
    id_token_signed_response_alg: Literal["", "RS256", "PS256", "ES256", "EdDSA"] = ""
    require_auth_time: bool = False
    backchannel_logout_uri: WebAddress = ""
    frontchannel_logout_uri: WebAddress = ""
    level_form: Literal["", "none", "number", "name", "eidas-uri"] = ""
    token_endpoint_auth_method: Literal["", "client_secret_basic", "client_secret_post", "none"] = (
        ""
    )

    @model_validator(mode="after")
    def _secret_or_public(self) -> Self:
        public = self.token_endpoint_auth_method == "none"  # noqa: S105 - a method's name
        if public == bool(self.client_secret):
            raise ValueError("a client has a client_secret, or token_endpoint_auth_method none")
        return self


class RotationBody(_Body):
    """Whose turn it is: the keys of an algorithm, by default those of the provider's own."""

    algorithm: Literal["", "RS256", "PS256", "ES256", "EdDSA"] = ""


class FaultBody(_Body):
    """Whom a fault happens to: a person, a client, the next sign-in only; or else everybody."""

    person: Line | None = None
    client: Line | None = None
    next: bool = False
    fault: FaultName | None


class ClockBody(_Body):
    """How the clock is put: to a time (null: the actual one), or so many seconds on or back."""

    set: Time | None = None
    advance: Seconds = 0.0

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("give one of set and advance")
        return self


class OutboxQuery(_Body):
    """Whose messages: by address or phone number, by channel; empty is everybody's, every one."""

    to: Line = ""
    channel: Literal["", "email", "sms"] = ""


class LogQuery(_Body):
    """Which requests: after the one with an id, of an application, of a person."""

    since: Annotated[int, Field(ge=0, lt=2**63)] = 0
    client_id: Line = ""
    person: Line = ""


def read_json(kind: type[Body], sent: bytes) -> Body:
    """Return a body that is in order, its types exactly those of JSON.

    Raises ValueError where it is no JSON object, Invalid naming the first field that is wrong.
    """
    try:
        return kind.model_validate_json(sent, strict=True)
    except ValidationError as problem:
        if problem.errors(include_input=False)[0]["type"] in ("json_invalid", "model_type"):
            raise ValueError(str(problem)) from None
        raise _invalid(problem) from None


def read_query(kind: type[Body], sent: dict[str, str]) -> Body:
    """Return a query that is in order. Raises Invalid naming the first field that is wrong."""
    try:
        return kind.model_validate_strings(sent, strict=True)
    except ValidationError as problem:
        raise _invalid(problem) from None


def _invalid(problem: ValidationError) -> Invalid:
    first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    return Invalid(f"{where}: {reason}".encode("ascii", "replace").decode(), where)

"""What do the tokens and userinfo say of a person?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_rekono import clock
from mock_rekono.claims_parameter import requested
from mock_rekono.faults import NO_FAULT, Fault, Signing
from mock_rekono.levels import level_claims
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import Client
from mock_rekono.settings import Settings

if TYPE_CHECKING:
    from mock_rekono.keys import Keys

Claims = dict[str, Any]
PERSONAL_SCOPES = "profile email phone address"


@dataclass(frozen=True)
class Grant:
    """What an authorization came to: who, by which mechanisms, when, what was asked, what fails."""

    person: Person
    client: Client
    scope: str
    mechanisms: list[str]
    auth_time: float
    parameters: dict[str, str]
    sid: str
    fault: Fault = NO_FAULT
    refreshed: bool = False


def digest(token: str) -> str:
    """Return what a token is kept under: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def claims_by_scope(person: Person, scope: str, settings: Settings) -> Claims:
    """Return the personal data that a scope opens (OpenID Connect Core 5.4); `sub` always."""
    scopes = scope.split()
    claims: Claims = {"sub": person.sub}
    if "profile" in scopes:
        claims |= _profile(person)
    if "email" in scopes:
        claims |= {"email": person.email, "email_verified": True}
    if "phone" in scopes and person.phone:
        claims |= {"phone_number": person.phone, "phone_number_verified": True}
    if "address" in scopes and person.address:
        claims["address"] = _address(person)
    if settings.tax_number_scope in scopes and person.tax_number:
        claims[settings.tax_number_claim] = person.tax_number
    return claims


def claims_by_name(person: Person, names: Iterable[str], settings: Settings) -> Claims:
    """Return the personal data asked for one by one (Core 5.5); what is not known is left out."""
    known = claims_by_scope(person, f"{PERSONAL_SCOPES} {settings.tax_number_scope}", settings)
    return {name: known[name] for name in names if name in known}


def _profile(person: Person) -> Claims:
    known = {
        "name": person.name,
        "preferred_username": person.email,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birthdate": person.birthdate,
        "locale": person.language,
    }
    return {name: value for name, value in known.items() if value}


def _address(person: Person) -> Claims:
    assert person.address is not None  # noqa: S101 - asked for by the only caller
    home = person.address
    known = {
        "street_address": home.street,
        "postal_code": home.postal_code,
        "locality": home.city,
        "country": home.country,
        "formatted": f"{home.street}\n{home.postal_code} {home.city}\n{home.country}".strip(),
    }
    return {name: value for name, value in known.items() if value}


def id_token(provider: Provider, grant: Grant, access_token: str) -> str:
    """Return an ID token (OpenID Connect Core 2), with the grant's fault at work on it."""
    keys, fault = keys_for(provider, grant.client), grant.fault
    claims = _id_token_claims(provider, keys, grant)
    if provider.settings.at_hash:
        claims["at_hash"] = _half_hash(access_token, keys.algorithm)
    change = fault.refreshed_id_token_claims if grant.refreshed else fault.id_token_claims
    signing = Signing(keys, provider, grant.client.client_id)
    header, key = fault.id_token_header({}, signing), fault.id_token_key(signing)
    finish = fault.refreshed_id_token if grant.refreshed else fault.id_token
    return finish(keys.sign(change(claims), header, key), signing)


def keys_for(provider: Provider, client: Client) -> Keys:
    """Return the keys, signing by the algorithm that a client is registered with."""
    return provider.keys.by(client.id_token_signed_response_alg or provider.settings.algorithm)


def _id_token_claims(provider: Provider, keys: Keys, grant: Grant) -> Claims:
    settings, now = provider.settings, int(clock.now())
    asked = grant.parameters
    claims: Claims = {
        "iss": provider.issuer,
        "sub": grant.person.sub,
        "aud": grant.client.client_id,
        "iat": now,
        "exp": now + settings.id_token_seconds,
        "jti": clock.identifier(),
    }
    if asked.get("nonce"):
        claims["nonce"] = asked["nonce"]
    if settings.auth_time_always or grant.client.require_auth_time or asked.get("max_age"):
        claims["auth_time"] = int(grant.auth_time)
    if settings.payload_kid:
        claims["kid"] = keys.kid
    if settings.azp:
        claims["azp"] = grant.client.client_id
    if settings.sid or grant.client.wants_sid:
        claims["sid"] = grant.sid
    if settings.personal_data_in_id_token:
        claims |= claims_by_scope(grant.person, grant.scope, settings)
    claims |= claims_by_name(grant.person, requested(asked, "id_token", settings), settings)
    return claims | level_claims(grant.person, grant.mechanisms, grant.client, asked, settings)


def _half_hash(token: str, algorithm: str) -> str:
    """Return the left half of a token's hash in base64url (OpenID Connect Core 3.1.3.6).

    The hash is the signature's: of Ed25519 that is SHA-512 (RFC 8032, 5.1).
    """
    import base64

    whole = hashlib.new("sha512" if algorithm == "EdDSA" else "sha256", token.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=").decode()


def access_token(provider: Provider, grant: Grant) -> str:
    """Return an access token: a JWT as MITREid's; its `sub` may be the login name."""
    settings, now = provider.settings, int(clock.now())
    person = grant.person
    claims = {
        "iss": provider.issuer,
        "sub": person.email if settings.access_token_subject == "email" else person.sub,  # noqa: S105
        "azp": grant.client.client_id,
        "iat": now,
        "exp": now + settings.access_token_seconds,
        "jti": clock.identifier(),
    }
    return provider.keys.sign(claims, {}, provider.keys.current)

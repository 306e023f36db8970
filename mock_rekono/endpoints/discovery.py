"""What does the provider say of itself (OpenID Connect Discovery 1.0, 3)?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from mock_rekono.fault_choice import fault_for_everybody
from mock_rekono.profiles import all_profiles
from mock_rekono.provider import Provider, provider
from mock_rekono.settings import CONTEXT

blueprint = Blueprint("discovery", __name__)
SCOPES = ("openid", "profile", "email", "address", "phone", "offline_access")
CLAIMS = (
    *("sub", "name", "preferred_username", "given_name", "family_name", "locale", "birthdate"),
    *("email", "email_verified", "phone_number", "phone_number_verified", "address"),
)
LOGOUT = (
    *("frontchannel_logout_supported", "frontchannel_logout_session_supported"),
    *("backchannel_logout_supported", "backchannel_logout_session_supported"),
)


@blueprint.get(f"{CONTEXT}/.well-known/openid-configuration")
def discovery() -> Response:
    """Answer with the discovery document."""
    fault = fault_for_everybody()
    fault.before("discovery", provider())
    return jsonify(fault.discovery(document(provider())))


def document(known: Provider) -> dict[str, Any]:
    """Return the discovery document: what is common, then what the profile adds."""
    settings = known.settings
    common = {
        "issuer": known.issuer,
        "authorization_endpoint": known.address("/authorize"),
        "token_endpoint": known.address("/token"),
        "userinfo_endpoint": known.address("/userinfo"),
        "jwks_uri": known.address(settings.jwk_path),
        "end_session_endpoint": known.address(settings.end_session_path),
        "introspection_endpoint": known.address("/introspect"),
        "revocation_endpoint": known.address("/revoke"),
        "scopes_supported": [*SCOPES, settings.tax_number_scope],
        "response_types_supported": ["code"],
        "response_modes_supported": settings.response_modes.split(),
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": list(settings.algorithms),
        "token_endpoint_auth_methods_supported": settings.token_auth_methods.split(),
        "claim_types_supported": ["normal"],
        "claims_supported": [*CLAIMS, settings.tax_number_claim],
        "code_challenge_methods_supported": settings.pkce_methods.split(),
        "ui_locales_supported": ["sl", "en"],
        "claims_parameter_supported": settings.claims_parameter,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }
    if settings.logout_channels:
        common |= dict.fromkeys(LOGOUT, True)
    return {**common, **all_profiles()[known.start.profile].discovery(known)}

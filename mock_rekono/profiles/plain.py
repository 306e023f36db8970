"""How does a provider behave that keeps to the letter of OpenID Connect and OAuth 2?"""

from __future__ import annotations

from typing import Any, ClassVar

from mock_rekono.levels import URIS
from mock_rekono.profiles import Profile
from mock_rekono.provider import Provider
from mock_rekono.text import Text


class Plain(Profile):
    """Strict: RFC 7636 and 9700 errors, `auth_time`, `at_hash`, `acr` and `iss` as specified."""

    id = "plain"
    title = Text("Strogi OpenID Connect", "Strict OpenID Connect")
    changes: ClassVar[dict[str, Any]] = {
        "wrong_verifier": "invalid_grant",
        "verifier_without_challenge": "refuse",
        "payload_kid": False,
        "auth_time_always": True,
        "at_hash": True,
        "access_token_subject": "sub",
        "two_client_secrets": "refuse",
        "pkce_required_of_public": True,
        "response_modes": "query form_post",
        "unknown_response_mode": "refuse",
        "error_descriptions": True,
        "iss_parameter": True,
        "refresh_rotates": True,
        "level_form": "eidas-uri",
        "amr": True,
        "level_told": "asked",
        "acr_values_policy": "step_up",
        "level_error": "unmet_authentication_requirements",
        "claims_parameter": True,
        "other_algorithms": "PS256 ES256 EdDSA",
        "next_key_published": True,
        "nonce_after_refresh": False,
        "sid": True,
        "introspection_user_id": False,
        "max_age_ends_session": False,
        "logout_channels": True,
        "confirm_sign_out": False,
        "redirect_when_stayed": False,
    }

    def discovery(self, known: Provider) -> dict[str, Any]:
        """Add what newer specifications name."""
        return {
            "acr_values_supported": list(URIS.values()),
            "prompt_values_supported": ["none", "login", "create"],
            "authorization_response_iss_parameter_supported": known.settings.iss_parameter,
        }

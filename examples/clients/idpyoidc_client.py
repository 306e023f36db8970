"""Sign in with idpyoidc (PyPI)."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

from conversation import Conversation, Settings, Verdict, converse
from cryptojwt import KeyJar
from idpyoidc.client.defaults import DEFAULT_CLIENT_CONFIGS, DEFAULT_OIDC_SERVICES
from idpyoidc.client.exception import OidcServiceError
from idpyoidc.client.rp_handler import RPHandler

LOGOUT = {"end_session": {"class": "idpyoidc.client.oidc.end_session.EndSession"}}


def sign_in(settings: Settings, talk: Conversation) -> Verdict:
    """Go through a sign-in by the steps that idpyoidc's own RPHandler.finalize takes."""
    handler = RPHandler(
        base_url=settings["redirect_uri"],
        client_configs={settings["issuer"]: configuration(settings)},
        services=DEFAULT_OIDC_SERVICES | LOGOUT,
        keyjar=KeyJar(),
    )
    talk.at("discovery")
    client = handler.client_setup(settings["issuer"])
    client.get_context().clock_skew = settings["clock_tolerance"]

    talk.at("authorization")
    request = client.init_authorization(req_args={"max_age": settings["max_age"]})
    sent = parse_qs(urlsplit(talk.ask(request)).query, keep_blank_values=True)
    answer = {name: values[0] for name, values in sent.items()}

    talk.at("tokens")
    authorization = client.finalize_auth(answer)
    if "error" in authorization:
        raise OidcServiceError(authorization["error"])
    state = authorization["state"]
    tokens = client.get_access_and_id_token(authorization, state)

    talk.at("userinfo")
    userinfo = client.get_user_info(state, tokens["access_token"])

    talk.at("refresh")
    refreshed = client.refresh_access_token(state)
    again = client.get_user_info(state, refreshed["access_token"])

    talk.at("logout")
    logout = client.logout(state, settings["post_logout_redirect_uri"])
    return {
        "sub": (tokens["id_token"] or userinfo)["sub"],
        "userinfo": userinfo,
        "refreshed": again,
        "logout_request": logout["url"],
    }


def configuration(settings: Settings) -> dict[str, object]:
    """Return what idpyoidc has to know of the provider and of us."""
    return {
        "issuer": settings["issuer"],
        "client_id": settings["client_id"],
        "client_secret": settings["client_secret"],
        "redirect_uris": [settings["redirect_uri"]],
        "client_type": "oidc",
        "preference": {
            "response_types": ["code"],
            "scopes_supported": settings["scope"].split(),
            "id_token_signed_response_alg": settings["algorithm"],
            "post_logout_redirect_uris": [settings["post_logout_redirect_uri"]],
        },
        "client_authn_methods": ["client_secret_basic"],  # else only the code is redeemed by it
        "add_ons": DEFAULT_CLIENT_CONFIGS[""]["add_ons"],
    }


if __name__ == "__main__":
    logging.disable()  # it logs whole tokens
    converse(sign_in)

"""Sign in with Authlib (PyPI), by its integration with Flask."""

from __future__ import annotations

import secrets

from authlib.integrations.flask_client import OAuth
from conversation import Conversation, Settings, Verdict, converse
from flask import Flask, session


def sign_in(settings: Settings, talk: Conversation) -> Verdict:
    """Go through a sign-in as a Flask application would."""
    app = Flask(__name__)
    app.secret_key = secrets.token_hex()
    rekono = OAuth(app).register(
        "rekono",
        client_id=settings["client_id"],
        client_secret=settings["client_secret"],
        server_metadata_url=f"{settings['issuer'].rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": settings["scope"], "code_challenge_method": "S256"},
    )
    talk.at("discovery")
    rekono.load_server_metadata()

    talk.at("authorization")
    with app.test_request_context():
        sent = rekono.authorize_redirect(settings["redirect_uri"], max_age=settings["max_age"])
        kept = dict(session)
    answer = talk.ask(sent.location)

    talk.at("tokens")
    with app.test_request_context(answer):
        session.update(kept)
        tokens = rekono.authorize_access_token(leeway=settings["clock_tolerance"])

    talk.at("userinfo")
    userinfo = rekono.userinfo(token=tokens)

    talk.at("refresh")
    refreshed = rekono.fetch_access_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )
    rekono.parse_id_token(refreshed, nonce=None, leeway=settings["clock_tolerance"])
    again = rekono.userinfo(token=refreshed)

    talk.at("logout")
    logout = rekono.create_logout_url(
        settings["post_logout_redirect_uri"], id_token_hint=tokens.get("id_token")
    )
    return {
        "sub": tokens.get("userinfo", userinfo)["sub"],
        "userinfo": userinfo,
        "refreshed": again,
        "logout_request": logout["url"],
    }


if __name__ == "__main__":
    converse(sign_in)

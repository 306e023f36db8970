"""An application under test: it shows who is signed in."""

from __future__ import annotations

from typing import Any

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for


def create_app(issuer: str, client_id: str, client_secret: str) -> Flask:
    """Return the application for a provider."""
    app = Flask(__name__)
    app.secret_key = "made anew at each start in a real one"
    rekono = OAuth(app).register(
        "rekono",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer}.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile"},
    )

    @app.get("/")
    def home() -> str:
        return session.get("name", "Prijavite se.")

    @app.get("/login")
    def login() -> Any:
        return rekono.authorize_redirect(url_for("callback", _external=True))

    @app.get("/callback")
    def callback() -> Any:
        session["name"] = rekono.userinfo(token=rekono.authorize_access_token())["name"]
        return redirect("/")

    return app

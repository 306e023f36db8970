"""How does Flask sign a person in with Authlib? As the documentation of both says."""

import os
import secrets
from urllib.parse import urlsplit

import waitress
from authlib.integrations.flask_client import OAuth, OAuthError
from flask import Flask, Response, redirect, render_template, session, url_for

app = Flask(__name__)
app.secret_key = secrets.token_urlsafe(48)
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
START = urlsplit(os.environ["VODOMER_START"])
app.config["TRUSTED_HOSTS"] = [START.hostname]
app.config["SESSION_COOKIE_SECURE"] = START.scheme == "https"
IN_FRONT = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto"}}
"""Who ends TLS for it, where its address is https."""

oauth = OAuth(app)
oauth.register(
    "rekono",
    client_id=os.environ["VODOMER_CLIENT_ID"],
    client_secret=os.environ["VODOMER_CLIENT_SECRET"],
    server_metadata_url=f"{os.environ['VODOMER_ISSUER']}.well-known/openid-configuration",
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)

HEADERS = {  # which Flask leaves to the application
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@app.after_request
def headers(response: Response) -> Response:
    """Set the headers that Flask's page on security names."""
    response.headers.update(HEADERS)
    return response


@app.get("/")
def home() -> str:
    """Show who is signed in, or the way to sign in."""
    return render_template("home.html", person=session.get("person"))


@app.get("/sign-in")
def sign_in() -> Response:
    """Send the person to the provider."""
    return oauth.rekono.authorize_redirect(url_for("callback", _external=True))


@app.get("/callback")
def callback() -> Response:
    """Take the person over from the provider."""
    token = oauth.rekono.authorize_access_token()
    session["person"] = {**token["userinfo"], **oauth.rekono.userinfo(token=token)}
    session["id_token"] = token["id_token"]
    return redirect(url_for("home"))


@app.post("/sign-out")
def sign_out() -> Response:
    """End the session here, then the provider's; a form of another site comes without a session."""
    id_token = session.get("id_token")
    if id_token is None:
        return redirect(url_for("home"))
    session.clear()
    return oauth.rekono.logout_redirect(url_for("home", _external=True), id_token)


@app.errorhandler(OAuthError)
def refused(_: OAuthError) -> tuple[str, int]:
    """Say that the sign-in failed."""
    return render_template("refused.html"), 400


@app.errorhandler(500)
def failed(_: Exception) -> tuple[str, int]:
    """Say so too when something else is wrong."""
    return render_template("refused.html"), 500


if __name__ == "__main__":
    proxy = IN_FRONT if START.scheme == "https" else {}
    waitress.serve(app, host="127.0.0.1", port=START.port, threads=8, **proxy)

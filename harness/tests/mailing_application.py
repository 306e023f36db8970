"""The sample application with an order form that sends a code and a link by e-mail.

    python -m harness.tests.mailing_application [none]HOST:PORT [OPTION...]

With `none` before it, it forgets to send anything.
"""

from __future__ import annotations

import secrets
import smtplib
import sys
from email.message import EmailMessage
from typing import Any

from flask import Blueprint, Flask, render_template_string, request

from harness.reference import starting
from harness.reference.application.__main__ import main

PAGE = "<!doctype html><html lang=sl><title>Naročilo</title><h1>Naročilo</h1>"
FORM = """<form method=post><input type=hidden name=csrf_token value="{{ csrf_token() }}">
<label>{{ label }} <input name=said></label><button>{{ button }}</button></form>"""
orders = Blueprint("orders", __name__)
codes: set[str] = set()


def send(server: str, to: str, address: str) -> None:
    """Send the code, and where it is to be typed."""
    code = f"KODA-{secrets.token_hex(4)}-7"
    codes.add(code)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "narocila@app.si", to, "Vaše naročilo"
    letter.set_content(f"Vaša koda: {code}.\nPotrdite na {address}potrditev?za={code}.\n")
    host, _, port = server.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=5) as connection:
        connection.send_message(letter)


@orders.route("/narocilo", methods=["GET", "POST"])
def order() -> str:
    """Take an order."""
    if request.method == "POST":
        if not sys.argv[1].startswith("none"):
            send(sys.argv[1], request.form["said"], request.host_url)
        return f"{PAGE}<p>Poglejte v pošto.</p>"
    return render_template_string(PAGE + FORM, label="E-naslov", button="Naroči")


@orders.route("/potrditev", methods=["GET", "POST"])
def confirm() -> str:
    """Confirm one by its code."""
    if request.method == "POST":
        good = request.form["said"] in codes
        return f"{PAGE}<p>{'Hvala za naročilo' if good else 'Koda ni prava'}</p>"
    return render_template_string(PAGE + FORM, label="Koda", button="Potrdi")


class Shop(starting.Start):
    """Starts the application with orders."""

    def application(self, *how: Any) -> Flask:
        app = super().application(*how)
        app.register_blueprint(orders)
        return app


if __name__ == "__main__":
    starting.Start = Shop  # type: ignore[misc]
    sys.exit(main(sys.argv[2:]))

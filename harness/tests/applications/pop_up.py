"""An application that signs people in in a window of its own, which closes by itself."""

from __future__ import annotations

from html import escape
from typing import Any

from harness.tests.applications.relying_party import SESSIONS, SIGNED_IN, RelyingParty, begin, serve

SIGNED_OUT = """<button onclick="open('/sign-in', 'prijava', 'width=400')">Prijava</button>
<script>onmessage = (event) => { if (event.origin === origin) location.reload(); };</script>"""
DONE = "<script>opener.postMessage('signed in', origin); close();</script>"


class PopUp(RelyingParty):
    """Opens a window for REKONO."""

    def home(self) -> None:
        """Show the first page."""
        person = SESSIONS.get(self.cookie("session"))
        if person is None:
            return self.page(SIGNED_OUT)
        return self.page(
            SIGNED_IN.format(name=escape(f"{person['given_name']} {person['family_name']}"))
        )

    def admit(self, person: dict[str, Any]) -> None:
        """Let a person in, tell the window behind, and close."""
        self.answer(200, DONE, {"Content-Type": "text/html"}, ("session", begin(person)))


if __name__ == "__main__":
    serve(PopUp)

"""An application whose controls stand in a frame."""

from __future__ import annotations

from harness.tests.applications.relying_party import SESSIONS, SIGNED_IN, RelyingParty, serve

IN_FRAME = '<base target="_top">'


class Framed(RelyingParty):
    """A first page with a frame, in which the usual first page is."""

    def home(self) -> None:
        """Show the frame only."""
        self.page('<iframe id="inside" src="/inside"></iframe>')

    def elsewhere(self) -> None:
        """Show what is in the frame."""
        person = SESSIONS.get(self.cookie("session"))
        name = f"{person['given_name']} {person['family_name']}" if person else ""
        link = '<a href="/sign-in">Prijava</a>'
        self.page(IN_FRAME + (SIGNED_IN.format(name=name) if person else link))


if __name__ == "__main__":
    serve(Framed)

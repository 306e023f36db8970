"""An application with a page behind the sign-in, and links to others that prove nothing."""

from __future__ import annotations

from harness.tests.applications.relying_party import SESSIONS, SIGNED_IN, RelyingParty, serve

LINKS = """<a href="/data">Podatki</a><a href="/help">Pomoč</a><a href="/sign-out">Zapri</a>
<a href="https://elsewhere.example/data">Drugje</a>"""
SIGNED_OUT = '<a href="/sign-in">Prijava</a> <a href="/help">Pomoč</a>'


class WithPages(RelyingParty):
    """Shows data to who is signed in, and leads everybody else to the first page."""

    def home(self) -> None:
        """Show the first page."""
        person = SESSIONS.get(self.cookie("session"))
        if person is None:
            return self.page(SIGNED_OUT)
        return self.page(
            SIGNED_IN.format(name=f"{person['given_name']} {person['family_name']}") + LINKS
        )

    def elsewhere(self) -> None:
        """Show help to everybody, data to who is signed in."""
        if self.path == "/help":
            return self.page("Pomoč")
        if self.path == "/data" and self.cookie("session") in SESSIONS:
            return self.page("Odvzemna mesta")
        return self.go("/") if self.path == "/data" else super().elsewhere()


if __name__ == "__main__":
    serve(WithPages)

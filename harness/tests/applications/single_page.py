"""An application of one page: a script fetches who is signed in, and signs in and out."""

from __future__ import annotations

import json
import secrets

from harness.tests.applications.relying_party import (
    SESSIONS,
    RelyingParty,
    begin,
    exchanged,
    serve,
)

SHELL = """<div id=app>Nalagam …</div><script>
const app = document.getElementById("app");
const ask = async (path, body) =>
  (await fetch(path, {method: body ? "POST" : "GET", body})).json();
async function show() {
  const {name} = await ask("/session");
  app.innerHTML = name ? "<p id=person></p><button id=out>Odjava</button>"
                       : "<button id=in>Prijava</button>";
  if (name) {
    document.getElementById("person").textContent = name;
    document.getElementById("out").onclick = () => ask("/out", "x").then(show);
  } else {
    document.getElementById("in").onclick = async () => {
      history.pushState({}, "", "/#odhod");
      const {location: where} = await ask("/begin");
      setTimeout(() => { location = where; }, 200);
    };
  }
}
async function main() {
  if (location.pathname === "/callback") {
    const {error} = await ask("/exchange", location.search.slice(1));
    history.replaceState({}, "", "/");
    if (error) { app.textContent = "Prijava ni uspela."; return; }
  }
  await show();
}
main();
</script>"""


class SinglePage(RelyingParty):
    """Serves the one page, and what its script asks for."""

    def home(self) -> None:
        """Send the page, and answer its script's questions."""
        self.page(SHELL)

    def callback(self) -> None:
        """Send the same page: its script does the rest."""
        self.page(SHELL)

    def elsewhere(self) -> None:
        """Who is signed in, or where sign-in begins."""
        if self.path == "/session":
            person = SESSIONS.get(self.cookie("session"))
            self.told({"name": f"{person['given_name']} {person['family_name']}" if person else ""})
        else:
            state = secrets.token_urlsafe()
            self.told({"location": self.authorization(state)}, ("state", state))

    def do_POST(self) -> None:  # noqa: N802
        """Exchange a code, or sign out."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if self.path == "/out":
            SESSIONS.pop(self.cookie("session"), None)
            return self.told({})
        answer = dict(pair.split("=", 1) for pair in body.split("&"))
        if "code" not in answer or answer.get("state") != self.cookie("state"):
            return self.told({"error": "refused"})
        return self.told({}, ("session", begin(exchanged(answer["code"]))))

    def told(self, data: dict[str, str], cookie: tuple[str, str] | None = None) -> None:
        """Answer the script."""
        self.answer(200, json.dumps(data), {"Content-Type": "application/json"}, cookie)


if __name__ == "__main__":
    serve(SinglePage)

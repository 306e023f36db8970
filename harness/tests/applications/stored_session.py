"""An application of one page that keeps who is signed in where scripts can, and goes where told."""

from __future__ import annotations

from harness.tests.applications.relying_party import exchanged, serve
from harness.tests.applications.single_page import SinglePage

SHELL = """<div id=app>Nalagam …</div><script>
const app = document.getElementById("app"), asked = new URLSearchParams(location.search);
const ask = async (path, body) =>
  (await fetch(path, {method: body ? "POST" : "GET", body})).json();
function show() {
  const name = localStorage.getItem("name");
  app.innerHTML = name ? "<p id=person></p><button id=out>Odjava</button>"
                       : "<button id=in>Prijava</button>";
  if (name) {
    document.getElementById("person").textContent = name;
    document.getElementById("out").onclick = () => { localStorage.clear(); show(); };
  } else {
    document.getElementById("in").onclick = async () => {
      localStorage.setItem("next", asked.get("next") || "");
      location = (await ask("/begin")).location;
    };
  }
}
async function main() {
  if (location.pathname === "/callback") {
    const {name} = await ask("/exchange", location.search.slice(1));
    history.replaceState({}, "", "/");
    if (!name) { app.textContent = "Prijava ni uspela."; return; }
    localStorage.setItem("name", name);
    const next = localStorage.getItem("next");
    if (next) { location = next; return; }
  }
  show();
}
main();
</script>"""


class StoredSession(SinglePage):
    """Its server keeps nothing."""

    def home(self) -> None:
        """Send the page."""
        self.page(SHELL)

    def callback(self) -> None:
        """Send the same page: its script does the rest."""
        self.page(SHELL)

    def do_POST(self) -> None:  # noqa: N802
        """Exchange a code, and tell whose it is."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        answer = dict(pair.split("=", 1) for pair in body.split("&"))
        if "code" not in answer or answer.get("state") != self.cookie("state"):
            return self.told({"error": "refused"})
        person = exchanged(answer["code"])
        return self.told({"name": f"{person['given_name']} {person['family_name']}"})


if __name__ == "__main__":
    serve(StoredSession)

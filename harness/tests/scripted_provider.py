"""A provider whose sign-in page is made by a script, as those of one page are.

The mock REKONO stands behind a proxy that takes the form out of its page and gives it to a script,
which asks the server once more before it shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

from harness.processes.ports import free_port
from harness.tests.external_rekono import External, external
from harness.tests.site import served

FORM = re.compile(rb"<form.*?</form>", re.DOTALL)
HOP_BY_HOP = ("connection", "content-length", "content-security-policy", "transfer-encoding")
ASKED = "/of-the-script"
"""What scripts ask the server before they go on."""
SHAPES = {
    "shown after a while": "",
    "name first, then the password": """
        const password = form.querySelector("[type=password]").closest(".field");
        const user = form.querySelector("[name=username]").closest(".field");
        const submit = form.querySelector("[value=sign_in]");
        const next = Object.assign(document.createElement("button"), { type: "button" });
        next.textContent = "Naprej";
        password.hidden = submit.hidden = true;
        form.append(next);
        next.onclick = async () => {
          next.disabled = true;
          await asked();
          user.hidden = next.hidden = true;
          password.hidden = submit.hidden = false;
        };
    """,
    "a button that is enabled by what is typed": """
        const submit = form.querySelector("[value=sign_in]");
        submit.disabled = true;
        form.querySelector("[type=password]").oninput = async () => {
          await asked();
          submit.disabled = false;
        };
    """,
    "a button that appears by what is typed": """
        const submit = form.querySelector("[value=sign_in]");
        submit.remove();
        form.querySelector("[type=password]").oninput = async () => {
          await asked();
          form.append(submit);
        };
    """,
    "sent after another request, with nothing to be seen meanwhile": """
        form.onsubmit = async (event) => {
          if (form.hidden) return;
          event.preventDefault();
          form.hidden = true;
          await asked();
          form.requestSubmit(event.submitter);
        };
    """,
}
"""What a script does with the form that it has shown."""
PAGE = """<style>[hidden] { display: none !important }</style><div id="root">…</div><script>
const asked = () => fetch("%s");
asked().then(() => {
  const root = document.getElementById("root");
  root.innerHTML = %s;
  const form = root.querySelector("form");
  %s
});
</script>"""


class Proxy(BaseHTTPRequestHandler):
    """Stands before the mock at `port` and changes its page."""

    protocol_version = "HTTP/1.1"
    port: ClassVar[int]
    does: ClassVar[str]

    def do_GET(self) -> None:
        if self.path == ASKED:
            self._answer(200, [], b"yes")
            return
        connection = HTTPConnection("127.0.0.1", self.port)
        length = int(self.headers.get("Content-Length") or 0)
        body, headers = self.rfile.read(length), dict(self.headers)
        headers["Accept-Encoding"] = "identity"
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if b'type="password"' in content:
            content = scripted(content, self.does)
        kept = [one for one in answer.getheaders() if one[0].lower() not in HOP_BY_HOP]
        self._answer(answer.status, kept, content)
        connection.close()

    def do_POST(self) -> None:
        self.do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in [*headers, ("Content-Length", str(len(content)))]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        pass


def scripted(page: bytes, does: str) -> bytes:
    """Let a script make the form with the password."""
    (form,) = [one for one in FORM.findall(page) if b'type="password"' in one]
    text = json.dumps(form.decode()).replace("</", "<\\/")
    return page.replace(form, (PAGE % (ASKED, text, does)).encode())


@contextmanager
def scripted_provider(folder: Path, shape: str) -> Iterator[External]:
    """Run a provider with pages of this shape, and two people with accounts there."""
    port = free_port()
    proxy = type("Proxy", (Proxy,), {"port": port, "does": SHAPES[shape]})
    with (
        served(proxy) as address,
        external(folder, port=port, public=address.replace("localhost", "127.0.0.1")) as one,
    ):
        yield one

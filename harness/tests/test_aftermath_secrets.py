"""Does anything secret that a window has seen rest in what is kept once a scenario has failed?

A page plants each secret in every form, and everywhere a page can: addresses, headers, cookies,
forms, bodies, console and errors. Real browser, real HTTP, the record on disk.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from playwright.sync_api import Browser

from harness.agents.browser import BrowserAgent, Screen
from harness.agents.complaints import HEARD, LINES, TOLD
from harness.agents.traffic import MOST
from harness.engine.aftermath import keep_windows
from harness.record.evidence import Recorder
from harness.record.judged_run import read_events
from harness.redaction.redactor import Redactor
from harness.tests.har_schema import entries_of
from harness.tests.site import served

pytestmark = pytest.mark.browser

KNOWN = {
    "password": 'Geslo & "voda" 7/%41+x',
    "TOTP secret": "JBSWY3DPEHPK3PXPJBSWY3DP",
    "client secret": "Xy_7-kQ2vB9zLm4-TtR8wPn6cD1fG3hJ",
    "activation code": "7KQM-XR3D-9WHT-PB2F",
    "one-time password": "493817",
}
"""What the run has registered, because it made it up."""
FOUND = {
    "session": "s3ja-0123456789abcdef-piskotek",
    "code": "avtorizacijska-koda-od-ponudnika",
    "bearer": "neprosojen-zeton-za-dostop-0123456789",
    "token": ".".join(
        base64.urlsafe_b64encode(part.encode()).decode().rstrip("=")
        for part in (
            '{"alg":"RS256"}',
            '{"sub":"15983ab8","email":"ana@example.test"}',
            "podpis" * 9,
        )
    ),
}
"""What only the window has seen: nobody has registered it."""
UNKNOWN = ("natipkano-pri-nikomer-znano", "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW")
"""What nobody can know to be secret: something typed, and what looks drawn by chance."""
COATS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "form-encoded": quote_plus,
    "JSON": lambda secret: json.dumps(secret)[1:-1],
    "HTML": html.escape,
    "base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "base64 for URLs": lambda secret: base64.urlsafe_b64encode(f"a:{secret}".encode()).decode(),
    "gzip": lambda secret: base64.b64encode(gzip.compress(secret.encode(), mtime=0)).decode(),
}
WORN = [
    (f"{kind}, {coat}", worn(secret))
    for kind, secret in {**KNOWN, **FOUND}.items()
    for coat, worn in COATS.items()
]
WORN += [(f"part of the token {part}", part) for part in FOUND["token"].split(".")]
PLANTED = [*WORN, *((one, one) for one in UNKNOWN)]
PAGE = """<!doctype html><title>Stran</title><script>
  const planted = %s, typed = "%s", drawn = "%s";
  console.log("unknown to all: " + drawn);
  planted.forEach((one) => console.log("seen", one, "here"));
  console.error(document.cookie);
  for (const one of planted) { setTimeout(() => { throw new Error("it was " + one) }); }
  const send = (path, more) => fetch(path, more).catch(() => null);
  Promise.all([
    send("/data#access_token=" + planted[0], {headers: {"Authorization": "Bearer %s"}}),
    send("/json", {method: "POST", body: JSON.stringify({words: planted})}),
    send("/form?znesek=" + typed, {method: "POST", body: new URLSearchParams({ime: typed})}),
    send("/named", {headers: {"X-Session": planted[0].replace(/[^ -~]/g, "")}}),
    ...planted.slice(0, 40).map(encodeURIComponent).map((one) => send(`/path/${one}?q=${one}`)),
  ]).then(() => { document.title = "all sent" });
</script>"""

FLOOD = f"""<!doctype html><title>Stran</title><script>
  for (let n = 0; n < {2 * HEARD}; n++) console.log("x" + n);
  const sent = Array.from({{length: {MOST}}}, (_, n) => fetch("/data?n=" + n));
  Promise.all(sent).then(() => {{ document.title = "all sent" }});
</script>"""


class Site(BaseHTTPRequestHandler):
    """Leads through a callback to a page that tells all it knows."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a redirect, a page, or nothing."""
        if self.path == "/":
            query = urlencode({"code": FOUND["code"], "id_token": FOUND["token"]})
            self.answer(303, Location=f"/in?{query}&pin={quote(KNOWN['password'], safe='')}")
        elif self.path.startswith("/in"):
            worn = json.dumps([one for _, one in WORN]).replace("</", "<\\/")
            self.answer(200, PAGE % (worn, *UNKNOWN, FOUND["bearer"]))
        elif self.path.startswith("/flood"):
            self.answer(200, FLOOD)
        else:
            self.answer(200, **{"X-Secret": FOUND["bearer"]})

    do_POST = do_GET  # noqa: N815 - the name that http.server calls

    def answer(self, status: int, page: str = "", **headers: str) -> None:
        """Send an answer that sets a cookie."""
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Set-Cookie", f"seja={FOUND['session']}; Path=/; SameSite=Lax")
        self.send_header("Content-Length", str(len(page.encode())))
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def kept(browser: Browser, folder: Path, path: str = "") -> dict[str, str]:
    """Look at a page of the site and keep what is kept of a failure; gives its texts by kind."""
    redactor = Redactor()
    for secret in KNOWN.values():
        redactor.register(secret)
    recorder = Recorder(folder, redactor)
    with served(Site) as address:
        agent = BrowserAgent.opened(browser, Screen())
        agent.open(address + path)
        agent.page.wait_for_function("document.title == 'all sent'")
        keep_windows(recorder.scenario("failed"), [agent, agent.tab()])
        agent.close()
    recorder.close()
    events = [one for one in read_events(folder / "events.ndjson") if one["type"] == "evidence"]
    assert [one["kind"] for one in events].count("har") == 1, "tabs share what has passed"
    return {one["kind"]: text_of(folder, one) for one in events}


def text_of(folder: Path, event: dict[str, object]) -> str:
    file, data = event.get("file"), event.get("data")
    return (folder / str(file)).read_text() if file else str(data["text"])  # type: ignore[index]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def texts(browser: Browser, folder: Path) -> dict[str, str]:
    return kept(browser, folder)


def test_no_secret_in_any_form_is_in_any_file(texts: dict[str, str], folder: Path) -> None:
    assert set(texts) == {"har", "console"}
    entries = entries_of(texts["har"])
    assert len(entries) >= 45, "all that the page sent is told of"
    assert texts["console"].count("seen *** here") > len(WORN) // 2
    assert "page error" in texts["console"]
    for file in (one for one in folder.rglob("*") if one.is_file()):
        text = file.read_text()
        assert [name for name, worn in PLANTED if worn in text] == [], file


def test_a_har_tells_what_helps(texts: dict[str, str]) -> None:
    entries = entries_of(texts["har"])
    led, page = entries[:2]
    assert led["response"]["status"] == 303
    assert "/in?code=***&id_token=***&pin=***" in led["response"]["redirectURL"]
    assert led["response"]["cookies"] == []
    assert {"name": "id_token", "value": "***"} in page["request"]["queryString"]
    form = next(
        one["request"] for one in entries if one["request"]["url"].count("/form?znesek=***")
    )
    assert {pair["value"] for pair in form["postData"]["params"]} == {"***"}
    named = next(one["request"] for one in entries if one["request"]["url"].endswith("/named"))
    assert {"name": "x-session", "value": "***"} in named["headers"]
    sides = [one[side] for one in entries for side in ("request", "response")]
    told = {header["name"] for side in sides for header in side["headers"]}
    assert not told & {"cookie", "set-cookie", "authorization"}


def test_a_flood_is_bounded_and_says_so(browser: Browser, tmp_path: Path) -> None:
    texts = kept(browser, tmp_path, "flood")
    assert f"{MOST} of {MOST + 1} requests" in texts["har"]
    assert len(entries_of(texts["har"])) == MOST
    console = texts["console"].splitlines()
    assert len(console) == LINES + 2
    assert console[0] == f"[{HEARD - LINES} lines before are left out]"
    assert console[-1] == f"[nobody listened after {HEARD} lines]"


def test_what_is_long_is_cut_and_says_so(browser: Browser) -> None:
    page = "data:text/html,<script>console.log('y'.repeat(3000000)); document.title='done'</script>"
    agent = BrowserAgent.opened(browser, Screen())
    agent.page.goto(page)
    told = agent.complaints(Redactor().mask_line)
    agent.close()
    assert len(told) < TOLD + 100
    assert told.endswith("… [a line of 3000005 characters]")

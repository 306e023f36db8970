"""Does the plain agent use pages as a browser would?"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from flask import Flask, Response, redirect, request

from harness.agents.http import HttpAgent, origin_of
from harness.agents.loopback import own_address
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch

PAGE = """<!doctype html><html lang="sl"><title>Naslov</title><h1>Vpis  <b>kode</b></h1>
<p role="alert">Napaka.</p><p hidden>skrito</p><script>nevidno</script>
<form method="post" action="/vpis"><label for="k">Aktivacijska koda</label>
<input id="k" name="koda" value="prej"><input type="hidden" name="csrf" value="žeton">
<label>Opomba <textarea name="opomba">staro</textarea></label>
<input type="checkbox" name="izbrano" value="da"><input disabled name="ne" value="1">
<button name="gumb" value="1">Potrdi</button><button formaction="/drugam">Drugam</button></form>
<a href="/povezava?a=1">Naprej</a>"""


def application() -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def page() -> str:
        return PAGE

    @app.post("/vpis")
    def sent() -> tuple[str, int, dict[str, str]]:
        app.config["form"] = dict(request.form)
        app.config["headers"] = dict(request.headers)
        return "", 303, {"Location": "/konec", "Set-Cookie": "seja=skrivnost; HttpOnly; Path=/"}

    @app.get("/od-kod")
    def where_from() -> Response:
        return Response(request.remote_addr, mimetype="text/plain")

    @app.get("/konec")
    def end() -> str:
        return f"<h1>Konec</h1><p>{request.cookies.get('seja', 'brez')}</p>"

    @app.get("/krog")
    def circle() -> Response:
        answer = redirect("/krog")
        assert isinstance(answer, Response)
        return answer

    @app.get("/napaka")
    def wrong() -> tuple[str, int]:
        return "<h1>Ni strani</h1>", 404

    add_cookie_pages(app)
    return app


def add_cookie_pages(app: Flask) -> None:
    @app.get("/sladko")
    def sweet() -> Response:
        answer = Response("<a href='/'>Naprej</a>")
        for name, same_site in (("strogi", "Strict"), ("ohlapni", "Lax"), ("vsi", None)):
            answer.set_cookie(name, "1", samesite=same_site)
        return answer

    @app.route("/prejeto", methods=["GET", "POST"])
    def received() -> str:
        return f"<p>{' '.join(sorted(request.cookies))}</p>"


class SixthServer(WSGIServer):
    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        """Bind, and ask no one for its name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]
        self.setup_environ()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[tuple[str, Flask]]:
    app = application()
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", app
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def agent(site: tuple[str, Flask]) -> Iterator[HttpAgent]:
    person = HttpAgent()
    person.open(site[0])
    yield person
    person.close()


def test_it_reads_what_a_person_sees(agent: HttpAgent) -> None:
    seen = agent.seen()
    assert (seen.heading, seen.language, seen.title) == ("Vpis kode", "sl", "Naslov")
    assert seen.alerts == ("Napaka.",)
    assert "skrito" not in seen.text
    assert "nevidno" not in seen.text


def test_it_sends_the_form_around_the_button(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    agent.fill("Aktivacijska koda", "ABC")
    agent.press("Potrdi")
    form = site[1].config["form"]
    assert form == {"koda": "ABC", "csrf": "žeton", "opomba": "staro", "gumb": "1"}
    headers = site[1].config["headers"]
    assert headers["Origin"] + "/" == headers["Referer"] == site[0]


def test_it_keeps_cookies_and_follows_redirects(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    agent.press("Potrdi")
    assert agent.seen().text == "Konec skrivnost"
    assert [(c.name, c.http_only) for c in agent.cookies(site[0])] == [("seja", True)]
    agent.forget(site[0])
    agent.reload()
    assert agent.seen().text == "Konec brez"


def test_each_window_comes_from_an_address_of_its_own(site: tuple[str, Flask]) -> None:
    seen = [address_seen(site[0]) for _ in range(2)]
    assert len({*seen, "127.0.0.1"}) == 3


def address_seen(address: str) -> str:
    agent = HttpAgent(address=own_address())
    agent.open(f"{address}od-kod")
    came_from = agent.seen().text
    agent.close()
    assert came_from == agent.address
    return came_from


def test_where_its_own_address_does_not_reach_it_comes_from_any() -> None:
    with make_server("::1", 0, application(), SixthServer, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        agent = HttpAgent(address=own_address())
        agent.open(f"http://[::1]:{server.server_port}/od-kod")
        assert agent.seen().text == "::1"
        agent.close()
        server.shutdown()


def test_tabs_share_cookies(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    agent.press("Potrdi")
    tab = agent.tab()
    tab.open(f"{site[0]}konec")
    assert "skrivnost" in tab.seen().text
    assert len(agent.sent()) == 4


def test_a_second_click_has_the_cookies_from_before_the_first(
    agent: HttpAgent, site: tuple[str, Flask]
) -> None:
    agent.press_twice("Potrdi")
    assert "Cookie" not in site[1].config["headers"]
    assert agent.seen().heading == "Konec"
    assert [cookie.value for cookie in agent.cookies(site[0])] == ["skrivnost"]


def test_a_planted_cookie_is_sent(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    agent.add_cookie(site[0], "seja", "podtaknjena")
    agent.open(f"{site[0]}konec")
    assert "podtaknjena" in agent.seen().text


def test_what_is_missing_is_told_with_what_is_there(agent: HttpAgent) -> None:
    with pytest.raises(Mismatch, match=r"“Odjava”.*Aktivacijska koda.*Potrdi.*Naprej"):
        agent.press("Odjava")
    with pytest.raises(Mismatch, match="a field labelled “Geslo”"):
        agent.fill("Geslo", "x")


def test_it_reads_values_and_offers(agent: HttpAgent) -> None:
    assert agent.value("Aktivacijska koda") == "prej"
    assert agent.offers("Naprej")
    assert agent.offers("Aktivacijska koda")
    assert not agent.offers("Odjava")


def test_an_error_page_is_a_page(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    agent.open(f"{site[0]}napaka")
    assert (agent.seen().status, agent.seen().heading) == (404, "Ni strani")


def test_a_circle_of_redirects_ends(agent: HttpAgent, site: tuple[str, Flask]) -> None:
    with pytest.raises(TargetUnreachable, match="redirects more than"):
        agent.open(f"{site[0]}krog")


def test_nobody_there_is_unreachable() -> None:
    person = HttpAgent()
    with pytest.raises(TargetUnreachable, match="did not answer"):
        person.open("http://127.0.0.1:9/")
    person.close()


FOREIGN, NEIGHBOUR = "http://elsewhere.test/", "http://127.0.0.1:9/"


@pytest.mark.parametrize(
    ("site_of_the_form", "method", "arriving"),
    [
        (FOREIGN, "POST", "vsi"),
        (FOREIGN, "GET", "ohlapni vsi"),
        (NEIGHBOUR, "POST", "ohlapni strogi vsi"),
    ],
)
def test_cookies_go_along_as_their_same_site_says(
    site_of_the_form: str, method: str, arriving: str, site: tuple[str, Flask]
) -> None:
    person = HttpAgent(same_site=True)
    person.open(f"{site[0]}sladko")
    if method == "POST":
        person.post_from(site_of_the_form, f"{site[0]}prejeto", {})
    else:
        person.follow_from(site_of_the_form, f"{site[0]}prejeto")
    assert person.seen().text == arriving
    person.open(f"{site[0]}prejeto")
    assert person.seen().text == "ohlapni strogi vsi"
    person.close()


def test_an_attack_has_all_cookies_unless_told_otherwise(
    agent: HttpAgent, site: tuple[str, Flask]
) -> None:
    agent.open(f"{site[0]}sladko")
    agent.post_from(FOREIGN, f"{site[0]}prejeto", {})
    assert agent.seen().text == "ohlapni strogi vsi"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://App.Example.si:443/a?b", "https://app.example.si"),
        ("http://app.example.si:80", "http://app.example.si"),
        ("http://app.example.si:443/", "http://app.example.si:443"),
        ("https://user@[::1]:8443/", "https://[::1]:8443"),
        ("https://app.example.si:no/", "https://app.example.si:no"),
    ],
)
def test_origins_are_written_as_browsers_do(url: str, origin: str) -> None:
    assert origin_of(url) == origin

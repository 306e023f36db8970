"""Do single requests come as sent, and does the plain agent stop where it is told to?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask import Flask, jsonify, redirect, request
from werkzeug.wrappers import Response

from harness.agents import Cookie
from harness.agents.http import HttpAgent
from harness.agents.raw_http import Wire
from harness.errors import TargetUnreachable


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask(__name__)

    @app.route("/", methods=["GET", "POST", "PUT"])
    def echo() -> Response:
        told = jsonify(
            method=request.method,
            cookie=request.headers.get("Cookie"),
            origin=request.headers.get("Origin"),
            form=request.form.to_dict(),
        )
        told.set_cookie("nov", "piškotek")
        return told

    @app.get("/vstop")
    def enter() -> Response:
        return redirect("/vrnitev?code=abc&state=def", 303)

    @app.get("/vrnitev")
    def callback() -> str:
        app.config["used"] = True
        return "<h1>Vstop</h1>"

    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire([Cookie("seja", "1", "127.0.0.1", "/", True, "Lax")], {"X-Test": "1"})
    yield made
    made.close()


def test_requests_go_with_the_cookies_given_and_no_others(wire: Wire, address: str) -> None:
    first, second = wire.get(address), wire.get(address)
    assert '"cookie":"seja=1"' in first.source.replace(" ", "")
    assert first.source == second.source
    assert "nov=" in first.headers["set-cookie"]


def test_a_form_comes_from_the_same_site(wire: Wire, address: str) -> None:
    said = wire.post(address, [("a", "č")]).source
    assert address.rstrip("/") in said
    assert '"form":{"a":"\\u010d"}' in said.replace(" ", "").replace("č", "\\u010d")


def test_redirects_are_not_followed(wire: Wire, address: str) -> None:
    answer = wire.get(f"{address}vstop")
    assert answer.status == 303
    assert answer.headers["location"].startswith("/vrnitev")


def test_no_answer_is_told(wire: Wire) -> None:
    with pytest.raises(TargetUnreachable):
        wire.get("http://127.0.0.1:9/")


def test_an_agent_stops_before_an_address(address: str) -> None:
    agent = HttpAgent()
    agent.stop_before(f"{address}vrnitev")
    agent.open(f"{address}vstop")
    kept = agent.seen().url
    assert kept == f"{address}vrnitev?code=abc&state=def"
    assert not any("vrnitev" in sent.url for sent in agent.sent())
    agent.stop_before()
    agent.open(kept)
    assert agent.seen().heading == "Vstop"
    agent.close()

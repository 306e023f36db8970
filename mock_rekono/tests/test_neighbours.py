"""Do two mocks on one host keep apart, and do other machines and real names stay out?"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from mock_rekono.errors import Invalid
from mock_rekono.real_names import refuse_real, refuse_real_addresses
from mock_rekono.records import Client
from mock_rekono.settings import Settings, from_environment
from mock_rekono.tests.kit import Server

FORM = "/IdP-RM-Front/forgotten.htm"
HIDDEN = re.compile(r'name="_csrf" value="([^"]+)"')


@pytest.fixture(scope="module")
def mocks() -> Iterator[tuple[Server, Server]]:
    started = (Server(), Server())
    yield started
    for one in started:
        one.stop()


def test_a_neighbour_takes_neither_cookies_nor_form_tokens(mocks: tuple[Server, Server]) -> None:
    first, second = mocks
    with httpx2.Client(trust_env=False, timeout=30) as browser:
        token = HIDDEN.search(browser.get(f"{first.base}{FORM}").text)
        other = HIDDEN.search(browser.get(f"{second.base}{FORM}").text)
        assert token is not None
        assert other is not None
        assert token[1] != other[1]
        assert len({*browser.cookies}) == 2
        assert browser.post(f"{second.base}{FORM}", data={"_csrf": token[1]}).status_code == 403
        assert browser.post(f"{first.base}{FORM}", data={"_csrf": token[1]}).status_code != 403


def test_an_id_that_somebody_made_up_is_not_taken(mocks: tuple[Server, Server]) -> None:
    with httpx2.Client(trust_env=False, timeout=30) as browser:
        browser.get(f"{mocks[0].base}{FORM}")
        (name,) = {*browser.cookies}
        made_up = {name: "A" * 43}
    with httpx2.Client(trust_env=False, timeout=30, cookies=made_up) as browser:
        answer = browser.get(f"{mocks[0].base}{FORM}")
        assert name in answer.headers.get("Set-Cookie", "")


def own_address() -> str:
    """Give an address of this machine that is not loopback; empty where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return ""
        return str(asked.getsockname()[0])


def test_on_all_addresses_it_warns_and_keeps_control_for_this_machine() -> None:
    command = [sys.executable, "-m", "mock_rekono", "--host", "0.0.0.0", "--control-token", "t"]
    mock = subprocess.Popen(
        [*command, "--stop-with-parent"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert mock.stdout is not None
    port = mock.stdout.readline().split(":")[2].split("/")[0]
    headers = {"Authorization": "Bearer t", "Host": f"localhost:{port}"}

    def status(host: str) -> int:
        url = f"http://{host}:{port}/control/v1/clients"
        return httpx2.get(url, headers=headers, trust_env=False, timeout=30).status_code

    at_home, elsewhere = status("127.0.0.1"), own_address()
    outside = status(elsewhere) if elsewhere and not elsewhere.startswith("127.") else 403
    _, said = mock.communicate()
    assert at_home != 403
    assert outside == 403
    assert "warning: --host 0.0.0.0" in said


@pytest.mark.parametrize(
    "address",
    ["https://idp.rekono.si", "rekono.si", "HTTPS://WWW.MPV.SI:8443/x", "http://a@mpv.si./"],
)
def test_the_real_ones_are_refused(address: str) -> None:
    with pytest.raises(Invalid, match="real one"):
        from_environment(Settings(), {"MOCK_REKONO_PUBLIC_URL": address})


@pytest.mark.parametrize(
    "address",
    [
        "https://idp.rekono.si/callback",
        "HTTPS:/Register.MPV.si/callback",
        "https:\\\\rekono.si\\callback",
        "https://rekono\u3002si/callback",
        "https://ＭＰＶ.si/callback",
        "https://mpv%2Esi./callback",
        "//mpv.si/callback",
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        "redirect_uris",
        "post_logout_redirect_uris",
        "backchannel_logout_uri",
        "frontchannel_logout_uri",
    ],
)
def test_no_application_is_registered_at_the_real_ones(address: str, where: str) -> None:
    several = where.endswith("s")
    addresses: dict[str, Any] = {where: (address,) if several else address}
    client = Client(**{"client_id": "a", "client_secret": "b", "redirect_uris": (), **addresses})
    with pytest.raises(Invalid, match=f"{where}: .* real one") as told:
        refuse_real_addresses(client)
    assert told.value.field == where


def test_neither_control_api_nor_command_line_registers_one_there(
    mocks: tuple[Server, Server],
) -> None:
    body = {"client_id": "a", "client_secret": "b", "redirect_uris": ["https://mpv.si/callback"]}
    answer = mocks[0].control.post("clients", json=body)
    assert answer.status_code == 422
    assert "mpv.si is the real one" in answer.text
    assert "a" not in {one["client_id"] for one in mocks[0].control.get("clients").json()}
    command = [sys.executable, "-m", "mock_rekono", "--client", "a:b:https://x.rekono.si/callback"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "mock_rekono: redirect_uris: x.rekono.si is the real one" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "address",
    ["", "::1", "0.0.0.0", "localhost", "http://rekono.si.test/", "app:/mpv.si", "app://cb/mpv.si"],
)
def test_others_are_not(address: str) -> None:
    refuse_real(address, "--host")

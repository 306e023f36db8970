"""Does the inbox take real mail, keep it apart by address, and stop?"""

from __future__ import annotations

import asyncio
import os
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from harness.processes.inbox import Inbox, Mail
from harness.processes.peer_user import GONE, user_of


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    opened = Inbox()
    yield opened
    opened.close()


def send(inbox: Inbox, to: str, text: str) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Dobrodošli", "mpv@example.test", to
    message.set_content(text)
    host, port = inbox.address.split(":")
    with smtplib.SMTP(host, int(port), timeout=5) as client:
        client.send_message(message)


def test_links_are_found_in_both_parts() -> None:
    message = EmailMessage()
    message.set_content("Odprite https://mpv.example/zacetek. Hvala!")
    message.add_alternative('<a href="https://mpv.example/?a=1&amp;b=2">tukaj</a>', subtype="html")
    links = ["https://mpv.example/zacetek", "https://mpv.example/?a=1&b=2"]
    assert Mail((), message.as_bytes()).links == links


def test_it_keeps_what_was_sent(inbox: Inbox) -> None:
    send(inbox, "Ana@example.test", "Šifra: ČŽ")
    (mail,) = inbox.to("ana@EXAMPLE.test")
    assert (mail.subject, mail.text.strip()) == ("Dobrodošli", "Šifra: ČŽ")
    assert inbox.to("bojan@example.test") == []


def test_it_waits_for_the_wanted_one(inbox: Inbox) -> None:
    send(inbox, "ana@example.test", "prvo")
    later = threading.Thread(target=send, args=(inbox, "ana@example.test", "drugo"))
    later.start()
    mail = inbox.wait("ana@example.test", lambda mail: "drugo" in mail.text)
    later.join()
    assert mail is not None
    assert "drugo" in mail.text


def test_it_says_when_nothing_came(inbox: Inbox) -> None:
    assert inbox.wait("nihče@example.test", timeout=0.01) is None


def test_it_closes_while_a_client_is_connected() -> None:
    inbox = Inbox()
    host, port = inbox.address.split(":")
    client = smtplib.SMTP(host, int(port), timeout=5)
    inbox.close()
    client.close()


def test_it_opens_in_a_thread_that_has_a_loop_of_its_own() -> None:
    async def opened() -> Inbox:
        return Inbox()

    inbox = asyncio.run(opened())
    send(inbox, "ana@example.test", "prvo")
    assert len(inbox.all()) == 1
    inbox.close()


SENDS = """
import encodings.ascii, encodings.idna, os, smtplib, sys
os.setresuid(*[int(sys.argv[2])] * 3)
host, port = sys.argv[1].split(":")
with smtplib.SMTP(host, int(port), timeout=20) as client:
    client.sendmail("x@example.test", ["ana@example.test"], "Subject: Koda\\n\\nKoda")
"""


@pytest.mark.parametrize("connects_to", ["127.0.0.1", "::ffff:127.0.0.1"])
def test_it_knows_who_is_there_and_nobody_who_has_gone(connects_to: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = server.getsockname()
        client = socket.create_connection((connects_to, ours[1]))
        accepted, peer = server.accept()
        with accepted:
            assert user_of(peer, ours) == os.getuid()
            client.close()
            assert accepted.recv(1) == b""
            assert user_of(peer, ours) == GONE


def test_nobody_can_tell_of_other_machines() -> None:
    assert user_of(("192.0.2.1", 9), ("127.0.0.1", 25)) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="another user needs root")
@pytest.mark.parametrize(("user", "code"), [(61_184, 0), (61_185, 1)])
def test_of_other_users_only_the_application_may_write(user: int, code: int) -> None:
    inbox = Inbox(users={os.getuid(), 61_184})
    command = [sys.executable, "-c", SENDS, inbox.address, str(user)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    kept = inbox.all()
    inbox.close()
    assert done.returncode == code, done.stderr
    assert len(kept) == 1 - code
    assert code == 0 or "only what is examined" in done.stderr

"""Does `vodomer ca new` make what servers and clients agree on, and nothing more?"""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from cryptography import x509

from harness.checks.application.provider_certificate import rehearse
from harness.commands.ca import new
from harness.commands.trusting import ROWS
from harness.errors import ConfigurationError, UsageError
from harness.private_authority import VALID, Files, found

NAMES = ["rekono.test.example.si", "*.apps.example.si", "127.0.0.2", "::1"]
FITTING = ["rekono.test.example.si", "one.apps.example.si", "127.0.0.2", "::1"]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return found(tmp_path / "tls", NAMES)


def agree(files: Files, host: str) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(files.certificate, files.key)
    client = ssl.create_default_context(cafile=str(files.ca))
    client.verify_flags |= ssl.VERIFY_X509_STRICT  # Python 3.13 and others look so closely
    rehearse(server, client, host)


def test_its_names_are_believed(files: Files) -> None:
    for host in FITTING:
        agree(files, host)


@pytest.mark.parametrize("host", ["test.example.si", "127.0.0.3", "a.b.apps.example.si"])
def test_no_others_are(files: Files, host: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="ismatch"):
        agree(files, host)


def test_keys_are_for_their_owner_and_the_end_is_within_a_year(files: Files) -> None:
    assert [file.stat().st_mode & 0o777 for file in (files.ca_key, files.key)] == [0o600, 0o600]
    for file in (files.ca, files.certificate):
        made = x509.load_pem_x509_certificate(file.read_bytes())
        assert made.not_valid_after_utc - made.not_valid_before_utc <= VALID


def test_nothing_is_overwritten(files: Files) -> None:
    kept = {file: file.read_bytes() for file in files.ca.parent.iterdir()}
    files.ca.unlink()
    with pytest.raises(ConfigurationError, match="there already"):
        found(files.ca.parent, NAMES)
    assert {file: file.read_bytes() for file in files.ca.parent.iterdir()} == {
        file: content for file, content in kept.items() if file != files.ca
    }


@pytest.mark.parametrize("name", ["idp.rekono.si", "*.mpv.si", "a b", "", "x/y", "1.2.3.4:5"])
def test_neither_real_nor_impossible_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        new(tmp_path / "tls", ["localhost", name])
    assert not [*tmp_path.iterdir()]


def test_it_says_who_comes_to_trust_it_and_how(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new(tmp_path, ["localhost"])
    said = capsys.readouterr().out
    for who, what, _ in ROWS:
        assert f"\n{who} (" in said
        for one in what:
            assert one.format(ca=tmp_path / "ca.pem") in said

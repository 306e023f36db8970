"""Can every provider check fail? Each has a provider that misbehaves in just what it looks at."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harness.checks.provider import all_checks
from harness.checks.provider.certification import certify
from harness.checks.provider.provider import Provider
from harness.checks.provider.sign_in import sign_in
from harness.checks.provider.target import ProviderTarget
from harness.checks.runner import Options
from harness.record.judged_run import RunRecord
from harness.tests.certificates import Files, issue
from harness.tests.good_provider import CODE_SECONDS, REDIRECT_URI, SECRETS, SIGNED_OUT_URI
from harness.tests.known_bad_provider import serving
from harness.tests.misbehaviours import all_ways

BAD = sorted(set(all_ways()) - {"good"})
AT_ONCE = 0.1
REKONO = "vodomer-rekono-interface"
"""Concerns REKONO only; that the mock passes it, the examples see."""
TURN = """
import ssl, sys, urllib.request
urllib.request.urlopen(sys.argv[1], context=ssl.create_default_context(cafile=sys.argv[2]))
"""
ONLY_A_WARNING = {
    "name_forgotten",
    "picture_forgotten",
    "email_forgotten",
    "phone_number_forgotten",
    "address_forgotten",
    "acr_nobody_asked_for",
    "acr_forgotten",
    "lifetime_unsaid",
    "id_token_tells_of_the_person",
    "key_of_unknown_kind",
    "claims_ignored",
    "userinfo_not_by_form",
}
"""Ways that miss a recommendation only (the Foundation's suite warns, too)."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def base(files: Files) -> Iterator[str]:
    with serving(files) as address:
        yield address


def target(issuer: str, files: Files, *, rekono: bool = False) -> ProviderTarget:
    uris = {"redirect_uris": [REDIRECT_URI], "post_logout_redirect_uris": [SIGNED_OUT_URI]}
    clients = {name: {"id": name, "secret": secret, **uris} for name, secret in SECRETS.items()}
    about = {"name": "known", "profile": "provider", "issuer": issuer, "ca": files.ca}
    about |= {"code_seconds": CODE_SECONDS, "rekono": rekono}
    turn = [sys.executable, "-c", TURN, f"{issuer}/turn", str(files.ca)]
    whole = {"target": about, "clients": clients, "keys": {"turn": turn}}
    return ProviderTarget.model_validate({**whole, "sign_in": {"steps": [{"press": "Sign in"}]}})


def examine(issuer: str, files: Files, out: Path, *names: str) -> RunRecord:
    checks = [one for one in all_checks().values() if not names or one.id in names]
    options = Options(out=out, filtered=bool(names))
    known = target(issuer, files, rekono=REKONO in names)
    return certify(known, checks, options, lambda *_: None, reuse_after=AT_ONCE)


def test_a_conforming_provider_passes_every_check(base: str, files: Files, tmp_path: Path) -> None:
    record = examine(f"{base}/good", files, tmp_path)
    expected = {**dict.fromkeys(all_checks(), "pass"), REKONO: "not_applicable"}
    assert {one.id: one.verdict for one in record.scenarios} == expected
    assert record.exit_code == 0


@pytest.mark.parametrize("way", BAD)
def test_a_misbehaviour_is_seen(way: str, base: str, files: Files, tmp_path: Path) -> None:
    breaks = all_ways()[way].breaks
    record = examine(f"{base}/{way}", files, tmp_path, breaks)
    (seen,) = record.scenarios
    assert seen.verdict == ("warn" if way in ONLY_A_WARNING else "fail"), seen.message
    assert seen.expected != seen.actual
    assert record.exit_code == (0 if way in ONLY_A_WARNING else 3)


def test_no_check_is_without_a_provider_that_fails_it() -> None:
    assert {kind.breaks for name, kind in all_ways().items() if name != "good"} == set(all_checks())


def test_a_key_that_was_published_meanwhile_is_found(
    base: str, files: Files, tmp_path: Path
) -> None:
    """Keys may turn while checks run side by side; what was fetched before is then too old."""

    def signs_in_with_old_keys(provider: Provider) -> None:
        provider.keys.clear()
        sign_in(provider)

    known = all_checks()["oidcc-server"]
    check = replace(known, examine=signs_in_with_old_keys)
    options = Options(out=tmp_path, filtered=True)
    record = certify(target(f"{base}/good", files), [check], options, lambda *_: None)
    assert [str(one.verdict) for one in record.scenarios] == ["pass"]

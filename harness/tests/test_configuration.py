"""Is what is written otherwise on the two sides named, and refused before anything is examined?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harness.checks.application import checks_of
from harness.checks.application.configuration import cause_of
from harness.checks.application.sample_application import reference_target
from harness.checks.application.target import ApplicationTarget, AuthMethod
from harness.checks.application.target_draft import save
from harness.checks.runner import Options
from harness.errors import ConfigurationError
from harness.tests.command import vodomer
from harness.tests.forked import certify

Change = Callable[[ApplicationTarget], ApplicationTarget]
OTHER_SECRET = "another-secret-than-rekono-knows"


def started(*words: str) -> Change:
    """Let the sample application be started with something else in its environment."""

    def change(target: ApplicationTarget) -> ApplicationTarget:
        assert target.process
        process = target.process.model_copy(update={"start": (*words, *target.process.start)})
        return target.model_copy(update={"process": process})

    return change


def registered(**facts: object) -> Change:
    """Let it be registered otherwise than it is configured."""

    def change(target: ApplicationTarget) -> ApplicationTarget:
        return target.model_copy(update={"target": target.target.model_copy(update=facts)})

    return change


def issued_by(issuer: str) -> Change:
    """Let it be configured with another issuer."""

    def change(target: ApplicationTarget) -> ApplicationTarget:
        assert target.process
        command = " ".join(target.process.start)
        start = ("sh", "-c", f"exec {command} --issuer {issuer}")
        process = target.process.model_copy(update={"start": start})
        return target.model_copy(update={"process": process})

    return change


WRONG: dict[str, tuple[Change, str]] = {
    "the secret": (
        started("env", f"VODOMER_CLIENT_SECRET={OTHER_SECRET}"),
        "by client_secret_basic, and REKONO knows another secret (401); write the same",
    ),
    "the client id": (
        lambda target: started("env", "VODOMER_CLIENT_ID=register")(
            registered(client_id="registre")(target)
        ),
        "asks as the client “register”, and REKONO knows “registre”",
    ),
    "the redirect URI": (
        registered(redirect_uris=("http://localhost:0/nazaj",)),
        "/callback, and registered is http://localhost:",
    ),
    "a second slash": (issued_by("${VODOMER_ISSUER}/"), "its issuer must be exactly http://127"),
    "a path that there is not": (
        issued_by("${VODOMER_ISSUER}realms/mpv/"),
        "/openid-connect-server-webapp/realms/mpv/.well-known/openid-configuration, which there is",
    ),
    "an issuer that nobody is": (issued_by("http://127.0.0.1:9/x/"), "nothing at all reached"),
    "a secret of a public client": (
        lambda target: started("env", f"VODOMER_CLIENT_SECRET={OTHER_SECRET}")(
            registered(token_endpoint_auth_method=AuthMethod.NONE)(target)
        ),
        "by client_secret_basic, and is registered as a public client",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_configured_otherwise_is_named_and_nothing_is_examined(
    what: str, tmp_path: Path
) -> None:
    change, words = WRONG[what]
    with pytest.raises(ConfigurationError) as refused:
        certify(change(reference_target()), [*checks_of("application").values()], told(tmp_path))
    assert words in str(refused.value)
    assert "--anyway" in str(refused.value)
    assert OTHER_SECRET not in str(refused.value)


def told(folder: Path) -> Options:
    return Options(out=folder / "run")


def test_who_wants_it_anyway_gets_a_run_that_fails(tmp_path: Path) -> None:
    target = WRONG["the secret"][0](reference_target())
    checks = [checks_of("application")["honest-sign-in"]]
    record = certify(target, checks, replace(told(tmp_path), anyway=True))
    assert record.exit_code == 3


@pytest.mark.parametrize("what", ["the secret", "a second slash"])
def test_the_check_of_the_file_says_the_same_and_the_command_ends_with_6(
    what: str, tmp_path: Path
) -> None:
    change, words = WRONG[what]
    file = tmp_path / "target.toml"
    save(change(reference_target()), file)
    done = vodomer("target", "check", str(file), "--agent", "http", "--json")
    misfits = [one for one in json.loads(done.stdout.splitlines()[-1])["lines"] if not one["fits"]]
    assert len(misfits) == 1
    assert words.split(";")[0] in f"{misfits[0]['instead']} {misfits[0]['remedy']}"
    refused = vodomer("certify", str(file), "--out", str(tmp_path / "run"), "--plain")
    assert (done.returncode, refused.returncode) == (6, 6)
    assert "Traceback" not in refused.stderr


def request(endpoint: str, **facts: object) -> dict[str, object]:
    """Write down a request as REKONO does."""
    usual = {"method": "GET", "path": f"/{endpoint}", "query": {}, "form": {}, "status": 302}
    about = {"endpoint": endpoint, "location": None, "authorization": ""}
    return {**usual, **about, **facts}


ASKED = {
    "client_id": "register",
    "redirect_uri": "http://localhost:0/callback",
    "response_type": "code",
}
BACK = "http://localhost:0/callback?code=***"


def test_an_answer_that_waits_for_a_form_and_one_without_cookies_are_told() -> None:
    target, issuer = reference_target(), "http://127.0.0.1:1/"
    by_form = request("authorize", query={**ASKED, "response_mode": "form_post"}, location=BACK)
    assert "form_post" in str(cause_of(target, issuer, [by_form]))
    elsewhere = registered(start="http://127.0.0.1:0/")(target)
    came = request("authorize", query=ASKED, location=BACK)
    assert "their cookies are not sent" in str(cause_of(elsewhere, issuer, [came]))
    assert cause_of(target, issuer, [came]) is None


def test_an_error_of_rekono_is_told_and_what_went_well_is_no_cause() -> None:
    target, issuer = reference_target(), "http://127.0.0.1:1/"
    refused = request("authorize", query=ASKED, location=f"{BACK}&error=invalid_scope")
    assert "invalid_scope" in str(cause_of(target, issuer, [refused]))
    redeemed = request("token", method="POST", form={"grant_type": "x"}, status=400)
    assert "code_verifier" in str(cause_of(target, issuer, [redeemed]))
    probed = request("unknown", path="/.well-known/oauth-authorization-server", status=404)
    discovery = request("discovery", status=200)
    known = [discovery, probed, discovery, request("authorize", query=ASKED)]
    assert cause_of(target, issuer, known) is None

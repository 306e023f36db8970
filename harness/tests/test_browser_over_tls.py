"""Does a whole run in the browser hold where people are: host names, https, a private authority?

By one or two requirements of each area, which are those where a browser does over https something
else than over http or than a plain HTTP client: it leaves out or keeps cookies (`Secure`, SameSite,
other sites, several tabs), checks the authority of each frame and redirect, blocks mixed content,
obeys HSTS and headers. What only tokens and answers decide is the same, whoever looks, and is left
to the run over plain HTTP (`test_certify_over_tls.py`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.private_authority import found
from harness.record.judged_run import RUN_JSON
from harness.tests.command import vodomer
from harness.tests.deployed import APPLICATION, REKONO, TARGET

AREAS = {
    # the way in, a code of somebody else, endpoints over http, web storage, several tabs
    "RP": ("RP-01", "RP-27", "RP-33", "RP-36", "RP-42"),
    # both channels, links and forms of other sites
    "OUT": ("OUT-01", "OUT-04", "OUT-06", "OUT-07"),
    # REKONO's own session, and two people's
    "SSO": ("SSO-01", "SSO-06"),
    # cookies, frames, headers, HSTS
    "WEB": ("WEB-01", "WEB-03", "WEB-10", "WEB-11"),
    # without a mouse
    "UX": ("UX-03",),
    # another REKONO, and so new connections
    "RES": ("RES-03",),
}
"""Requirements, by area; the checks of all take about two minutes on two cores."""
ONLY_OVER_TLS = ("session-cookie-secure", "hsts")
BACK = 'backchannel_logout_uri = "https://app.test.example.si:0/backchannel-logout"\n'
FRONT = 'frontchannel_logout_uri = "https://app.test.example.si:0/frontchannel-logout"\n'


@pytest.mark.slow
@pytest.mark.browser
def test_each_area_holds_in_the_browser_over_tls(tmp_path: Path) -> None:
    found(tmp_path, [REKONO, APPLICATION])
    assert BACK in TARGET
    file = tmp_path / "target.toml"
    file.write_text(TARGET.replace(BACK, BACK + FRONT), "utf-8")
    only = [word for names in AREAS.values() for name in names for word in ("--only", name)]
    words = ("--agent", "browser", "--plain", "--out", str(tmp_path / "run"), *only)
    ended = vodomer("certify", str(file), *words, within=900)
    assert ended.returncode == 0, ended.stderr
    record: dict[str, Any] = json.loads((tmp_path / "run" / RUN_JSON).read_text("utf-8"))
    wanted = {name for names in AREAS.values() for name in names}
    verdicts = {name: record["requirements"][name]["verdict"] for name in wanted}
    assert verdicts == dict.fromkeys(wanted, "pass")
    checks = {one["id"]: one["verdict"] for one in record["scenarios"]}
    assert {checks[name] for name in ONLY_OVER_TLS} == {"pass"}
    assert record["target"]["address"]["scheme"] == "https"
    assert record["provider"]["address"] == {
        "scheme": "https",
        "network": "unknown",
        "tls": "own",
    }

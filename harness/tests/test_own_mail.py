"""Do a tester's steps meet the e-mails that an application sends?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harness.record.judged_run import read_run_json
from harness.tests.own_suites import TARGET, run, suite, verdicts

STARTED = '"-m", "harness.reference.application"'
ORDER = """
    When the person opens the address "/narocilo"
    And the person fills in "E-naslov" with their e-mail address
    And the person presses "Naroči"
"""
MAIL = f"""
  Scenario: Ordered
{ORDER}
    Then the application has sent the person an e-mail
    And the e-mail to the person says "Vaše naročilo"
    When the person follows the link in the e-mail
    And the person fills in "Koda" with what follows "Vaša koda:" in the e-mail
    And the person presses "Potrdi"
    Then the person sees "Hvala za naročilo"

  Scenario: Twice
{ORDER}
    Then the application has sent the person an e-mail
{ORDER}
    Then the application has sent the person an e-mail

  Scenario: Once only
{ORDER}
    Then the application has sent the person an e-mail
    And the e-mail to the person says "Račun"
"""


def target(folder: Path, *words: str) -> Path:
    """Write a target file of the application that sends e-mails."""
    said = ", ".join(f'"{word}"' for word in ("-m", "harness.tests.mailing_application", *words))
    file = folder / "target.toml"
    file.write_text(TARGET.read_text("utf-8").replace(STARTED, said), "utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize(
    ("server", "says"),
    [
        ("{smtp}", {"ordered": "pass", "twice": "pass", "once-only": "fail"}),
        ("none", dict.fromkeys(("ordered", "twice", "once-only"), "not_applicable")),
    ],
)
def test_what_the_application_sends_is_read(
    server: str, says: dict[str, str], tmp_path: Path
) -> None:
    suite(tmp_path, MAIL)
    done = run(tmp_path, "--agent", "http", target=target(tmp_path, server))
    assert verdicts(tmp_path) == {f"first/{name}": verdict for name, verdict in says.items()}
    assert done.returncode != 0
    if server == "none":
        assert "put {smtp} into process.start" in (tmp_path / "run" / "junit.xml").read_text()


@pytest.mark.slow
def test_an_e_mail_that_does_not_come_fails(tmp_path: Path) -> None:
    suite(tmp_path, MAIL)
    silent = target(tmp_path, "none{smtp}")
    run(tmp_path, "--agent", "http", target=silent)
    assert set(verdicts(tmp_path).values()) == {"fail"}
    said = read_run_json(tmp_path / "run" / "run.json").scenarios[0]
    assert (said.expected, said.actual) == ("an e-mail", "none came")


@pytest.mark.slow
def test_no_code_of_an_e_mail_is_told(tmp_path: Path) -> None:
    suite(tmp_path, MAIL)
    run(tmp_path, "--agent", "http", target=target(tmp_path, "{smtp}"))
    files = [one for one in (tmp_path / "run").rglob("*") if one.is_file()]
    said = "".join(one.read_text("utf-8", "replace") for one in files)
    assert "Vaša koda: ***" in said
    assert not re.search(r"KODA-\w", said)

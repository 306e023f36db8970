"""Can it be found out afterwards who did what?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from harness.checks.application.activation_user import NEVER_ISSUED, bare, with_code
from harness.checks.application.application import Application
from harness.checks.application.audit_trail import Entry, about, entries, kinds
from harness.checks.application.modules.activation_guessing import guess_in_vain
from harness.checks.application.registry import check
from harness.person import Person

RECENT = timedelta(minutes=10)


@check(
    "activation-recorded",
    "ACT-30",
    sl="Aktivacija in zavrnitev sta zapisani: kdo, kdaj, katera koda in zakaj.",
    en="Activation and refusal are recorded: who, when, which code and why.",
)
def recorded(application: Application) -> None:
    """Be refused once, then activated, and read the records."""
    newcomer, code = with_code(application)
    newcomer.sign_in()
    newcomer.confirm_instead(NEVER_ISSUED)
    newcomer.require_refused("control: a code that was never issued")
    newcomer.confirm_instead(code)
    newcomer.require_active("control: a good code")
    printed = _require_recorded(application, newcomer.person, "refused", "activated")
    given_away = any(one in bare(printed) for one in (bare(code), bare(NEVER_ISSUED)))
    application.findings.require("the code itself", not given_away, "nowhere", "in the trail")


@check(
    "activation-lock-recorded",
    "ACT-30",
    sl="Zapora je zapisana: kdo, kdaj, katera koda in zakaj.",
    en="A lock is recorded: who, when, which code and why.",
    alone=True,
    last=True,
)
def lock_recorded(application: Application) -> None:
    """Guess until stopped, and read the records."""
    person = application.person()
    guess_in_vain(application, person)
    _require_recorded(application, person, "locked")


def _require_recorded(application: Application, person: Person, *whats: str) -> str:
    """Require whole entries of a person; gives the trail as it is printed."""
    printed = application.rig.audit_trail()
    whole = entries(printed)
    for what in whats:
        found = about(whole, what, person.sub)
        title = f"entries that say “{what}” of the person"
        application.findings.require(title, bool(found), "at least one", kinds(whole))
        _require_whole(application, what, found[-1])
    return printed


def _require_whole(application: Application, what: str, entry: Entry) -> None:
    require = application.findings.require
    at = str(entry.get("at"))
    require(f"{what}: when", _is_recent(at), "a moment of this run (RFC 3339)", at)
    which = str(entry.get("code_hash") or "")
    require(f"{what}: which code", bool(which), "its hash", which or "nothing")
    if what != "activated":
        why = str(entry.get("why") or "")
        require(f"{what}: why", bool(why), "a reason", why or "nothing")


def _is_recent(at: str) -> bool:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return moment.tzinfo is not None and abs(datetime.now(UTC) - moment) < RECENT

"""Does the code stay between the person and the service, and is it worth being a secret?"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit

from harness.agents.connections import USUAL_PORTS
from harness.agents.http import host_of
from harness.checks.application.activation_user import (
    REKONO_SUPPORT,
    SUPPORT,
    ActivationUser,
    activate,
    bare,
    require_inactive,
    with_code,
)
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import wire_of
from harness.checks.application.registry import check
from harness.pages.activation import CONFIRM
from harness.person import made_up_domain
from harness.record.verdict import Mismatch, NotApplicable, PreconditionMissing
from harness.web.entropy import drawn_bits
from harness.web.mail_scanner import open_links
from harness.web.near_codes import with_a_slip

LOOK_ALIKES = ("0O", "1IL")
ISSUED = 12
ENOUGH_BITS = 60
LAST_PORT = 65_535


@check(
    "activation-code-nowhere",
    "ACT-19",
    sl="Kode ni v nobenem naslovu, glavi Referer ali zahtevi za REKONO.",
    en="The code appears in no address, no Referer and no request to REKONO.",
)
def nowhere(application: Application) -> None:
    """All that has left the person's window until they are active."""
    newcomer, code = with_code(application)
    newcomer.activate(code, "control: the code is good")
    forms = {code, bare(code), quote(code), quote_plus(code)}
    letters = application.rig.inbox.to(newcomer.person.email)
    links = [link for letter in letters for link in letter.links]
    telling = [link for link in links if any(form in link for form in forms)]
    application.findings.expect("addresses in the e-mail that hold the code", 0, len(telling))
    found = []
    for sent in newcomer.agent.sent():
        told = [sent.url, sent.headers.get("Referer", ""), sent.headers.get("referer", "")]
        told += [sent.body] if host_of(sent.url) == application.rig.provider_host else []
        found += [sent.method for one in told if any(form in one for form in forms)]
    application.findings.expect("requests that give the code away", [], found)


@check(
    "activation-code-not-logged",
    "ACT-19",
    sl="Kode ni v dnevniku, ki ga storitev izpisuje.",
    en="The code is not in the log that the service writes to its output.",
)
def not_logged(application: Application) -> None:
    """Only what it writes where it was started can be seen, not files of its own."""
    application.rig.require_process()
    newcomer, code = with_code(application)
    newcomer.sign_in()
    slip = with_a_slip(code)
    newcomer.confirm_instead(slip)
    newcomer.require_refused("the code with a slip at its end")
    newcomer.confirm_instead(code)
    newcomer.require_active("control: the code is good")
    lines = application.rig.said.splitlines()
    if unread := application.rig.unread:
        raise PreconditionMissing(f"it has written {unread} bytes more than can be looked at")
    if not lines:
        raise NotApplicable("the application has written nothing to its output")
    typed = (bare(code), bare(slip))
    telling = [
        number for number, line in enumerate(lines, 1) if any(one in bare(line) for one in typed)
    ]
    application.findings.expect("lines of its output that hold the code, or nearly", [], telling)


@check(
    "activation-code-strength",
    "ACT-29",
    sl="Kod ni mogoče uganiti: vsaj 60 bitov, brez podobnih znakov.",
    en="Codes cannot be guessed: at least 60 bits, no look-alike characters.",
)
def strength(application: Application) -> None:
    """Several codes are issued; what differs by chance in them bounds what they can hold."""
    person = application.person()
    codes = [bare(application.rig.issue(person)) for _ in range(ISSUED)]
    application.findings.expect("different codes", ISSUED, len({*codes}))
    signs, bits = {*"".join(codes)}, drawn_bits(codes)
    title = f"bits of a code that do not count up, by the {len(signs)} characters seen"
    application.findings.require(title, bits >= ENOUGH_BITS, f"at least {ENOUGH_BITS}", int(bits))
    doubled = [group for group in LOOK_ALIKES if len(signs & {*group}) > 1]
    application.findings.expect("look-alike characters together", [], doubled)


@check(
    "activation-without-session",
    "ACT-20",
    sl="Potrditev brez prijave je zavrnjena.",
    en="Confirming without a signed-in session is refused.",
)
def without_session(application: Application) -> None:
    """Send the form from a window that has lost its cookies, and the code alone from elsewhere."""
    (newcomer, code), (model, theirs) = with_code(application), with_code(application)
    model.activate(theirs, "control: the same form, in a session")
    newcomer.sign_in(code)
    newcomer.agent.forget(application.target.target.start)
    newcomer.confirm(code)
    seen = newcomer.agent.seen()
    refused = not newcomer.sees_applications and seen.status < 500
    application.findings.require("without a session", refused, "a refusal", str(seen))
    address, fields = _confirmation(model, theirs)
    alone = {name: code for name, value in fields.items() if value == theirs}
    ActivationUser(application, newcomer.person).agent.post_from(address, address, alone)
    require_inactive(application, newcomer.person)
    ActivationUser(application, newcomer.person).activate(code, "the same code, by its owner")


@check(
    "activation-forged",
    "ACT-21",
    sl="Potrditve ne more sprožiti tuja stran, tudi ne sosednja iste domene.",
    en="No foreign page can trigger the confirmation, nor one of the same site.",
)
def forged(application: Application) -> None:
    """Send, by a form on a foreign page, all but what only the service's own page knows."""
    model, theirs = with_code(application)
    model.activate(theirs, "control: the same form, by the service's own page")
    address, fields = _confirmation(model, theirs)
    for site in (f"https://{made_up_domain(application.drawn())}/", _neighbour(address)):
        newcomer, code = with_code(application)
        newcomer.sign_in(code)
        changed = {name: code if value == theirs else value for name, value in fields.items()}
        newcomer.agent.post_from(site, address, changed)
        require_inactive(application, newcomer.person)
        newcomer.agent.follow_from(site, f"{address}?{urlencode(changed)}")
        require_inactive(application, newcomer.person)


def _neighbour(address: str) -> str:
    """Give another origin of the same site: SameSite cookies go along from there (RFC 6265bis)."""
    parts = urlsplit(address)
    port = (parts.port or USUAL_PORTS[parts.scheme]) % LAST_PORT + 1
    return f"{parts.scheme}://{parts.hostname}:{port}/"


def _confirmation(model: ActivationUser, code: str) -> tuple[str, dict[str, str]]:
    """Give where the confirmation of a code was sent to, and its fields."""
    for sent in reversed(model.agent.sent()):
        fields = dict(parse_qsl(sent.body, keep_blank_values=True))
        holding = [name for name, value in fields.items() if bare(value) == bare(code)]
        if sent.method == "POST" and holding:
            return sent.url, fields | dict.fromkeys(holding, code)
    raise Mismatch(f"a form behind “{CONFIRM}” that sends the code", "none was sent")


@check(
    "activation-mail",
    "ACT-01",
    sl="Pozdravno sporočilo nosi kodo, naslov začetne strani in oba naslova za pomoč.",
    en="The welcome e-mail carries the code, the start page's address and both support addresses.",
)
def mail(application: Application) -> None:
    """Read the mail that comes with a new code, at the mail server the service was told of."""
    person = application.person()
    code, rig = application.rig.issue(person), application.rig
    letter = rig.offload(lambda: rig.inbox.wait(person.email))
    application.findings.require("the mail", letter is not None, "an e-mail", "none came")
    text = letter.text if letter else ""
    start = application.target.target.start.rstrip("/")
    wanted = {"the code": code, "the start page": start, "support": SUPPORT}
    for what, words in {**wanted, "support of REKONO": REKONO_SUPPORT}.items():
        application.findings.require(f"{what} in the mail", words in text, what, "not there")


@check(
    "activation-links-looked-at",
    "ACT-06",
    sl="Kdor samo odpre povezave iz pozdravne pošte, kode ne porabi.",
    en="Who only opens the links of the welcome e-mail uses no code up.",
)
def links_looked_at(application: Application) -> None:
    """Scanners open them before people read: GET and HEAD change nothing (RFC 9110, 9.2.1)."""
    activate(application, application.person(), "control: a code whose e-mail nobody has looked at")
    newcomer, code = with_code(application)
    rig, start = application.rig, application.target.target.start
    letter = rig.offload(lambda: rig.inbox.wait(newcomer.person.email))
    with wire_of(application, newcomer.visitor, as_nobody=True) as wire:
        if not open_links(wire, letter.links if letter else (), start):
            raise NotApplicable("no e-mail with a link to the service came")
    newcomer.activate(code, "the code, after a scanner has opened the links of its e-mail")

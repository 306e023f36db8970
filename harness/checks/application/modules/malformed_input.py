"""What becomes of rubbish at the callback and in the forms?"""

from __future__ import annotations

from collections.abc import Sequence

from harness.agents.connections import Answer
from harness.agents.http import REDIRECTING, origin_of
from harness.agents.leading import led_to
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.between import BY_FORM
from harness.checks.application.page_fetch import callback, wire_of
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import on_the_way
from harness.errors import TargetUnreachable
from harness.record.verdict import Mismatch, NotApplicable
from harness.web.malformed_input import CALLBACKS, Form, forms_of, send_rubbish

MOST_FORMS = 12
"""Forms of one page that are tried; how many are left out is told."""


@check(
    "rubbish-at-callback",
    "WEB-08",
    sl="Neveljaven vnos pri povratnem klicu dobi stran 4xx in nikoli 5xx.",
    en="Malformed input at the callback gets a 4xx page and never 5xx.",
)
def at_callback(application: Application) -> None:
    """From a window in which a sign-in is under way, so that more than its absence is tried.

    Whoever is led on to a fresh sign-in or to the first page meets no breakdown, but is not told.
    """
    visitor = application.visitor(application.person())
    on_the_way(application, visitor)
    posts = visitor.authorization_requests()[-1].get("response_mode") == BY_FORM
    with wire_of(application, visitor) as wire:
        for query in CALLBACKS:
            answer = _sent(wire, application, query, posts=posts)
            _judge(application, _title(query), answer)


def _sent(wire: Wire, application: Application, query: str, *, posts: bool) -> Answer:
    try:
        if posts:
            body = query.encode() or b"x="
            answer = wire.send("POST", application.target.target.redirect_uris[0], body)
        else:
            answer = wire.get(callback(application, query))
        onwards = led_to(answer.url, answer.headers.get("location", ""))
        if answer.status in REDIRECTING and origin_of(onwards) == origin_of(answer.url):
            return wire.arrive(onwards)
    except TargetUnreachable as problem:
        raise Mismatch("an answer", str(problem), _title(query)) from problem
    return answer


def _title(query: str) -> str:
    """Name what was sent by its parameters, and by how much they hold: values would be masked."""
    pairs = (one.partition("=") for one in query.split("&") if one)
    told = ", ".join(f"{name[:20]} ({len(value)})" for name, _, value in pairs)
    return f"answer to a callback with {told or 'nothing'} (characters)"


def _judge(application: Application, title: str, answer: Answer) -> None:
    """Require that no server error comes; an answer that says nothing is no breakdown."""
    application.findings.require(title, answer.status < 500, "never 5xx", answer.status)
    if application.target.target.single_page:
        return  # its server sends one page for all: the script finds out what is wrong
    told = 400 <= answer.status < 500
    application.findings.recommend(title, told, "a page with 4xx", answer.status)


@check(
    "rubbish-in-forms",
    "WEB-08",
    sl="Neveljaven vnos v obrazcih nikoli ne dobi strani 5xx.",
    en="Malformed input in forms never gets a 5xx page.",
)
def in_forms(application: Application) -> None:
    """In the forms of the first page, as it is to somebody signed in and to nobody."""
    visitor = application.control(application.person())
    start, tried = application.target.target.start, 0
    for as_nobody in (False, True):
        with wire_of(application, visitor, as_nobody=as_nobody) as wire:
            forms = sorted(set(forms_of(wire.arrive(start))), key=_fewest_last)
            for form in forms[:MOST_FORMS]:
                _judge_form(application, wire, form)
        tried += len(forms)
        if left := forms[MOST_FORMS:]:
            application.recorder.note("forms left out", str(len(left)))
    if not tried:
        raise NotApplicable("the first page has no form that is sent to the application")


def _fewest_last(form: Form) -> tuple[int, str]:
    """Signing out, which has no fields that matter, ends what the others need."""
    return (-sum(field.typed for field in form.fields), form.url)


def _judge_form(application: Application, wire: Wire, form: Form) -> None:
    title = f"answers of {form.method} {form.url.partition('?')[0]}"
    try:
        statuses: Sequence[int] = [answer.status for answer in send_rubbish(wire, form)]
    except TargetUnreachable as problem:
        raise Mismatch("an answer", str(problem), title) from problem
    worst = max(statuses)
    application.findings.require(title, worst < 500, "never 5xx", f"{sorted(set(statuses))}")

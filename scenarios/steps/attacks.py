"""What do attackers try, and what do they get?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode

from pytest_bdd import given, then, when

from harness.engine.actor import Actor
from harness.engine.world import World, describe
from harness.pages.activation import CONFIRM
from harness.web.near_codes import with_a_slip
from scenarios.steps.codes import NEVER_ISSUED
from scenarios.steps.rekono import enter_activation
from scenarios.steps.words import sentence

ENOUGH = "Preveč poskusov."
PATIENCE = 60
"""Guesses after which a service that still listens has no limit."""
ROUNDS = 40
FOREIGN = "http://127.0.0.1:9/"
"""A site of somebody else: another host than the service's, served inside the browser only."""


@when(sentence("{name:Who} guesses codes until the service has had enough"))
def guess(world: World, name: str) -> None:
    actor = world.actor(name)
    for guesses in range(1, PATIENCE + 1):
        actor.activation.type_code(NEVER_ISSUED)
        actor.agent.press(CONFIRM)
        if ENOUGH in actor.agent.seen().text:
            world.recorder.note("throttled", f"after {guesses} guesses")
            return


@when(sentence("{name:Who} guesses codes with many accounts from one address"))
def guess_with_many(world: World, name: str) -> None:
    attacker = world.actor(name)
    guess_by_fours(world, (world.accomplice(attacker, number) for number in range(PATIENCE // 4)))


@when(sentence("{name:Who} guesses codes with one account from many addresses"))
def guess_from_many(world: World, name: str) -> None:
    attacker = world.actor(name)
    guess_by_fours(world, (world.elsewhere(attacker, number) for number in range(PATIENCE // 4)))


def guess_by_fours(world: World, guessers: Iterator[Actor]) -> None:
    """Have one after the other sign in and guess four codes, until the service has had enough."""
    for guesser in guessers:
        enter_activation(world, guesser)
        for _ in range(4):
            guesser.activation.type_code(NEVER_ISSUED)
            guesser.agent.press(CONFIRM)
        world.notes["last"] = guesser.agent.seen()
        if ENOUGH in world.notes["last"].text:
            return


@then(sentence("the service has had enough of {name:Who}"))
def had_enough(world: World, name: str) -> None:
    seen = world.notes["last"]
    world.require(f"{name} is throttled", ENOUGH in seen.text, ENOUGH, describe(seen))


@when(sentence("{name:Who} tries a real and a made-up code at the start page, many times in turn"))
def probe(world: World, name: str) -> None:
    attacker = world.actor(name)
    attacker.use(world.environment.plain_agent(attacker.person))
    codes = {"real": world.me.code, "made up": NEVER_ISSUED}
    answers: dict[str, list[tuple[int, str, int]]] = {kind: [] for kind in codes}
    times: dict[str, list[float]] = {kind: [] for kind in codes}
    for _ in range(ROUNDS):
        for kind, code in codes.items():
            attacker.activation.open()
            attacker.activation.type_code(code)
            started = time.perf_counter()
            attacker.activation.sign_in()
            times[kind].append(time.perf_counter() - started)
            seen = attacker.agent.seen()
            answers[kind].append((seen.status, seen.heading, len(seen.text)))
    world.notes |= {"answers": answers, "times": times}


@then("the answers have the same status, address and length")
def same_answers(world: World) -> None:
    answers = world.notes["answers"]
    world.expect(
        "answers to a real code", sorted(set(answers["made up"])), sorted(set(answers["real"]))
    )


@then("the answers take equally long")
def same_times(world: World) -> None:
    real, made_up = world.notes["times"]["real"], world.notes["times"]["made up"]
    odds = overlap(real, made_up)
    world.recorder.note(
        "medians", f"{statistics.median(real):.4f} s, {statistics.median(made_up):.4f} s"
    )
    world.require(
        "a real code is not told by time",
        0.15 < odds < 0.85,
        "odds near 0.5 (0.15 to 0.85)",
        f"{odds:.2f}",
    )


def overlap(first: list[float], second: list[float]) -> float:
    """Give the odds that a draw from the first exceeds one from the second (Mann-Whitney U / mn).

    With 40 draws each, conforming equal answers leave 0.15 to 0.85 about once in ten million runs.
    """
    pairs = [(one > two) + (one == two) / 2 for one in first for two in second]
    return sum(pairs) / len(pairs)


@when(sentence("{name:Who} sends the code of {owner:Who} to the confirmation without a session"))
def confirm_without_session(world: World, name: str, owner: str) -> None:
    attacker = world.actor(name)
    fields, address = {"code": world.actor(owner).code}, world.service.activation
    attacker.agent.post_from(address, f"{address}confirm", fields)


@then(sentence("the request of {name:Who} is refused"))
def request_refused(world: World, name: str) -> None:
    seen = world.actor(name).agent.seen()
    refused = 400 <= seen.status < 500 or "prijavite" in seen.text
    world.require("refused", refused, "a refusal (4xx) or the demand to sign in", describe(seen))


@when(sentence("a foreign site makes the browser of {name:Who} send the code"))
def forge(world: World, name: str) -> None:
    actor = world.actor(name)
    tab = actor.agent.tab()
    tab.post_from(FOREIGN, f"{world.service.activation}confirm", {"code": actor.code})
    world.notes["forged"] = tab.seen()


@when(sentence("a foreign site leads the browser of {name:Who} to an address with the code"))
def forge_link(world: World, name: str) -> None:
    actor = world.actor(name)
    address = f"{world.service.activation}confirm?{urlencode({'code': actor.code})}"
    actor.agent.tab().follow_from(FOREIGN, address)


@then("the forged request is refused")
def forged_refused(world: World) -> None:
    seen = world.notes["forged"]
    refused = 400 <= seen.status < 500 or "prijavite" in seen.text
    world.require("refused", refused, "a refusal (4xx) or the demand to sign in", describe(seen))


@when(sentence("{name:Who} and {other:Who} confirm the code at the same instant"))
def race(world: World, name: str, other: str) -> None:
    code, barrier = world.actor(name).code, Barrier(2)

    def confirm(actor: Actor) -> None:
        barrier.wait(30)
        actor.agent.press(CONFIRM)

    racers = [world.actor(name), world.actor(other)]
    for racer in racers:
        racer.use(world.environment.plain_agent(racer.person, blocking=True))
        enter_activation(world, racer)
        racer.activation.type_code(code)
    with ThreadPoolExecutor(2) as threads:
        world.until(lambda: list(threads.map(confirm, racers)))


@then("exactly one of them is activated")
def one_activated(world: World) -> None:
    active = [world.service.desk.active(actor.person.sub) for actor in world.actors]
    said = [describe(actor.agent.seen()) for actor in world.actors]
    world.require("activated people", active.count(True) == 1, "exactly one", f"{active}: {said}")


@then(sentence("no address and no header that the browser of {name:Who} sent holds the code"))
def not_sent_openly(world: World, name: str) -> None:
    actor = world.actor(name)
    sent = actor.agent.sent()
    leaks = [
        f"{request.method} {request.url}" for request in sent if leaks_openly(actor.code, request)
    ]
    world.require("requests looked at", len(sent) > 5, "more than 5", str(len(sent)))
    world.expect("addresses and headers with the code", [], leaks)


def leaks_openly(code: str, request: object) -> bool:
    """Tell whether an address or a header holds the code in some form; a form's body may."""
    url, headers = request.url, request.headers  # type: ignore[attr-defined]
    shown = f"{url} {' '.join(headers.values())}".replace("-", "").upper()
    return code.replace("-", "") in shown


@then("no request to REKONO holds the code")
def not_sent_to_rekono(world: World) -> None:
    requests = world.environment.rekono.requests(person=world.me.person.email)
    bare = world.me.code.replace("-", "")
    world.require("requests REKONO noted", len(requests) > 5, "more than 5", str(len(requests)))
    leaks = [r["path"] for r in requests if bare in str(r).replace("-", "").upper()]
    to_rekono = [
        s for s in world.me.agent.sent() if s.url.startswith(world.environment.issuer[:20])
    ]
    leaks += [s.url for s in to_rekono if bare in f"{s.url}{s.body}".replace("-", "").upper()]
    world.expect("requests to REKONO with the code", [], leaks)


@then("the log of the service does not hold the code")
def not_logged(world: World) -> None:
    words = world.service.server.words()
    world.require(
        "the log was read", len(words) > 100, "more than 100 characters", f"{len(words)} characters"
    )
    written = words.replace("-", "").upper()
    found = [one.replace("-", "") in written for one in (world.me.code, with_a_slip(world.me.code))]
    world.expect("the code in the log, or one with a slip", [False, False], found)


@given(sentence('REKONO has the fault "{fault}" for {name:Who}'))
def fault_on(world: World, fault: str, name: str) -> None:
    world.environment.rekono.break_for(world.actor(name).person.email, fault)


@when(sentence("REKONO is in order again for {name:Who}"))
def fault_off(world: World, name: str) -> None:
    world.environment.rekono.break_for(world.actor(name).person.email, None)

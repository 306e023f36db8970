"""Which codes do people type, and what becomes of them?"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import then, when

from harness.engine.world import World, describe
from harness.pages.activation import CODE
from harness.web.entropy import drawn_bits
from harness.web.near_codes import with_a_slip
from scenarios.steps.words import sentence

NEVER_ISSUED = "2345-6789-ABCD-EFGH"
LOOK_ALIKES = ("0O", "1IL")
"""Characters that people take for each other: a code may use one of each group."""
RUBBISH = {
    "nothing": "",
    "blanks": "   ",
    "letters of another script": "Жшђ4-Ω",
    "ten thousand characters": "A" * 10_000,
    "a piece of markup": "<script>alert(1)</script>",
    "a piece of markup with quotes": '"><b id="vodomer-mark">Vodomer</b>',
    "a piece of SQL": "' OR '1'='1",
    "too few characters": "AB",
    "control characters": "AB\x07CD\x1bEF",
}
WAYS: dict[str, Callable[[str], str]] = {
    "without hyphens": lambda code: code.replace("-", ""),
    "with blanks for hyphens": lambda code: code.replace("-", " "),
    "in small letters": str.lower,
    "with no-break spaces": lambda code: code.replace("-", "\u00a0"),
    "in full-width characters": lambda code: "".join(map(full_width, code)),
    "with blanks at both ends": lambda code: f"  {code} ",
}


def full_width(character: str) -> str:
    """Give the full-width form of an ASCII character (U+FF01 to U+FF5E)."""
    return chr(ord(character) + 0xFEE0)


@when(sentence("an activation code is sent to {name:Who}"))
def code_is_sent(world: World, name: str) -> None:
    world.issue_code(world.actor(name))


@when(sentence("{name:Who} types the old code"))
def type_old(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.type_code(actor.issued[0][1])


@when(sentence("{name:Who} types a code that was never issued"))
def type_unknown(world: World, name: str) -> None:
    world.actor(name).activation.type_code(NEVER_ISSUED)


@when(sentence("{name:Who} types the code from the e-mail with its last sign changed"))
def type_with_a_slip(world: World, name: str) -> None:
    actor = world.actor(name)
    actor.activation.type_code(with_a_slip(actor.code))


@when(sentence("{name:Who} types the code that was sent to {owner:Who}"))
def type_code_of(world: World, name: str, owner: str) -> None:
    world.actor(name).activation.type_code(world.actor(owner).code)


@when(sentence("{name:Who} types {rubbish:Words} as the code"))
def type_rubbish(world: World, name: str, rubbish: str) -> None:
    world.actor(name).activation.type_code(RUBBISH[rubbish])


@when(sentence("{name:Who} pastes the code {way:Words}"))
def type_as_pasted(world: World, name: str, way: str) -> None:
    actor = world.actor(name)
    actor.activation.type_code(WAYS[way](actor.code))


@when("the administrator issues a hundred codes")
def issue_hundred(world: World) -> None:
    for _ in range(100):
        world.issue_code(world.me)


@then("all codes differ")
def all_differ(world: World) -> None:
    world.expect("different codes of a hundred", 100, len({code for _, code in world.me.issued}))


@then("the codes have at least 60 bits and no look-alike characters")
def strong_enough(world: World) -> None:
    bare = [code.replace("-", "") for _, code in world.me.issued]
    seen, bits = set("".join(bare)), drawn_bits(bare)
    world.require("bits of a code", bits >= 60, "at least 60", f"{bits:.1f}")
    doubled = [group for group in LOOK_ALIKES if len(seen & set(group)) > 1]
    world.expect("look-alike characters in use together", [], doubled)


@then(sentence('the field "Aktivacijska koda" is empty for {name:Who}'))
def field_is_empty(world: World, name: str) -> None:
    world.expect(f"the code in “{CODE}”", "", world.actor(name).activation.code())


@then(sentence('the error at the field "Aktivacijska koda" tells {name:Who} "{error}"'))
def error_at_field(world: World, name: str, error: str) -> None:
    seen = world.actor(name).agent.seen()
    said = " ".join(seen.alerts)
    world.require("the error is announced", error in said, f"an alert “{error}”", describe(seen))


@then(sentence("the answer was a client error, not a server error, for {name:Who}"))
def client_error(world: World, name: str) -> None:
    seen = world.actor(name).agent.seen()
    world.require("status of the answer", 400 <= seen.status < 500, "400 to 499", str(seen.status))


@then(sentence('the field "{label}" holds "{text}" for {name:Who}'))
def field_holds(world: World, label: str, text: str, name: str) -> None:
    world.expect(f"what stands in “{label}”", text, world.actor(name).agent.value(label))

"""E-mails: what the application sends to people, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_bdd import then, when

from harness.acceptance.world import World
from harness.agents.http import host_of
from harness.processes.inbox import Mail
from harness.record.verdict import NotApplicable
from scenarios.steps.words import sentence

LINK = re.compile(r"https?://[^\s<>\"']+")
TRAILING = ".,;:!?)"
"""What follows a link in a sentence, and is no part of it."""
MAY_OPEN = re.compile(r"(?=[\w-]*\d)[\w-]{4,}")
"""What may be a code or a token: no report shows it."""


@dataclass
class Post:
    """The e-mails of one person that steps have met."""

    met: list[Mail] = field(default_factory=list)

    def is_new(self, mail: Mail) -> bool:
        """Tell whether no step has met it; another one may say the same."""
        return all(mail is not one for one in self.met)

    @property
    def newest(self) -> Mail:
        """The one that was met last."""
        return self.met[-1]


@then(sentence("the application has sent {name:Who} an e-mail"))
def has_sent_mail(world: World, name: str) -> None:
    """Wait for an e-mail of the application that no earlier step has met; the next steps read it.

    Example: Then the application has sent the person an e-mail
    """
    post, address, rig = _post(world, name), world.person(name).email, world.application.rig
    rig.offload(lambda: rig.inbox.wait(address, post.is_new))
    come = [*filter(post.is_new, rig.inbox.to(address))]
    world.require(f"an e-mail to {name}", bool(come), "an e-mail", "none came")
    post.met.append(come[0])
    world.recorder.mail(f"e-mail to {name}", _shown(post.newest))


@then(sentence('the e-mail to {name:Who} says "{text}"'))
def mail_says(world: World, name: str, text: str) -> None:
    """Require a text in the subject or in the text of the e-mail.

    Example: Then the e-mail to the person says "Vaše naročilo"
    """
    mail = _newest(world, name)
    says = text in f"{mail.subject}\n{mail.text}"
    title = f"the e-mail says “{text}”"
    world.require(title, says, f"“{text}” in the e-mail", _shown(mail)[:400])


@when(sentence("{name:Who} follows the link in the e-mail"))
def follows_link(world: World, name: str) -> None:
    """Open the only address of the application that the e-mail names.

    Example: When the person follows the link in the e-mail
    """
    mail, here = _newest(world, name), host_of(world.address())
    found = [one for one in dict.fromkeys(_links(mail)) if host_of(one) == here]
    one_link = len(found) == 1
    named = f"{len(found)} links to {here}"
    world.require("links in the e-mail", one_link, f"one link to {here}", named)
    _conceal(world, found[0])
    world.visitor(name).follow(found[0])


@when(sentence('{name:Who} fills in "{label}" with what follows "{words}" in the e-mail'))
def fills_in_from_mail(world: World, name: str, label: str, words: str) -> None:
    """Type the word that comes after these words in the e-mail, such as a code.

    Example: When the person fills in "Koda" with what follows "Vaša koda:" in the e-mail
    """
    before, there, after = _newest(world, name).text.partition(words)
    del before
    word = (after.split() or [""])[0].rstrip(TRAILING)
    world.require(f"“{words}” in the e-mail", bool(there and word), f"“{words}” and a word", "none")
    _conceal(world, word)
    world.visitor(name).agent.fill(label, word)


def _post(world: World, name: str) -> Post:
    if not world.application.target.sends_mail:
        raise NotApplicable(
            "the target file tells the application no mail server; put {smtp} into process.start"
        )
    post: Post = world.notes.setdefault(f"e-mails to {name}", Post())
    return post


def _newest(world: World, name: str) -> Mail:
    """Give the e-mail that was met last; wait for the first one."""
    post = _post(world, name)
    if not post.met:
        has_sent_mail(world, name)
    return post.newest


def _links(mail: Mail) -> Iterator[str]:
    for found in LINK.finditer(mail.text):
        yield found.group().rstrip(TRAILING)


def _conceal(world: World, secret: str) -> None:
    """Keep what may open something out of the record, as it is written and by its parts."""
    for part in (secret, *MAY_OPEN.findall(secret)):
        if MAY_OPEN.search(part):
            world.application.rig.redactor.register(part)


def _shown(mail: Mail) -> str:
    """Write an e-mail without what may open something."""
    return f"{mail.subject}\n\n{MAY_OPEN.sub('***', mail.text)}"

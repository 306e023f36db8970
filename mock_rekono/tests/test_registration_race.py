"""Several do the same at the same moment: does exactly one have what only one can have?

Once in one process, whose store no other can open, and once in two that share a store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial

import pytest

from mock_rekono.tests.kit import PASSWORD, Server
from mock_rekono.tests.newcomer import Newcomer, new_tax_number, wrong_field
from mock_rekono.tests.replicas import together
from mock_rekono.tests.stores import POSTGRESQL, opened

pytestmark = pytest.mark.store

ROUNDS = {2: 3, 8: 1}
"""How often so many race: enough that a store without its unique columns is seen to fail."""
ALONE, SEVERAL = "alone", "several"
DATA, PUK = "Registracija: osebni podatki", "Registracija: koda PUK"
EMAIL_TAKEN = "Račun je že ustvarjen"
TAX_NUMBER_TAKEN = "Ta davčna številka je že povezana z računom REKONO."


@pytest.fixture(scope="module", params=[SEVERAL] if POSTGRESQL else [ALONE, SEVERAL])
def servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Give the providers of one store: one where no other can open it, else two."""
    alone, folder = nullcontext(""), tmp_path_factory.mktemp("race")
    with alone if request.param == ALONE else opened(folder) as url:
        started = [Server("--store", url), Server("--store", url)] if url else [Server()]
        yield started
        assert {one.stop() for one in started} == {0}


@pytest.fixture(params=ROUNDS)
def rivals(servers: list[Server], request: pytest.FixtureRequest) -> Iterator[list[list[Newcomer]]]:
    """Give for each round those who race."""
    many: int = request.param
    rounds = [
        [Newcomer(servers[one % len(servers)]) for one in range(many)] for _ in range(ROUNDS[many])
    ]
    yield rounds
    for one in (one for racing in rounds for one in racing):
        one.browser.client.close()


def test_one_has_the_email_address(rivals: list[list[Newcomer]]) -> None:
    for racing in rivals:
        for one in racing:
            one.email = racing[0].email
        pages = [one.at_terms() for one in racing]
        answers = together(
            [partial(one.press, page, "agree") for one, page in zip(racing, pages, strict=True)]
        )
        headings = [page.heading for page in answers]
        assert sorted(headings) == sorted([DATA] + [EMAIL_TAKEN] * (len(racing) - 1))
        assert {page.answer.status_code for page in answers} == {200, 409}
        winner = racing[headings.index(DATA)]
        account = winner.account()
        assert account is not None
        assert account["phone"] == winner.phone, "half of one and half of another"
        assert winner.press(answers[headings.index(DATA)], **winner.data).heading == PUK


def test_one_has_the_tax_number(rivals: list[list[Newcomer]]) -> None:
    for racing in rivals:
        for one in racing:
            one.tax_number = racing[0].tax_number
        pages = [one.at_data() for one in racing]
        answers = together(
            [partial(one.press, page, **one.data) for one, page in zip(racing, pages, strict=True)]
        )
        winners = [one for one, page in zip(racing, answers, strict=True) if page.heading == PUK]
        assert len(winners) == 1, [page.heading for page in answers]
        for one, page in zip(racing, answers, strict=True):
            if one is not winners[0]:
                assert (page.alert, page.answer.status_code) == (TAX_NUMBER_TAKEN, 400)
                assert wrong_field(page) == "tax_number"
                _has_nothing_of_it(one)
                one.tax_number = new_tax_number()
                assert one.press(page, **one.data).heading == PUK


def _has_nothing_of_it(one: Newcomer) -> None:
    account = one.account()
    assert account is not None
    kept = {name: account[name] for name in ("tax_number", "given_name", "address", "proofing")}
    assert kept == {"tax_number": None, "given_name": "", "address": None, "proofing": 0}


def test_one_is_enrolled(servers: list[Server]) -> None:
    """Over the control API, which writes the same rows."""
    for number in range(5):
        body = {"email": f"tekma{number}@primer.test", "password": PASSWORD}
        doors = [servers[one % len(servers)].control for one in range(8)]
        answers = together([partial(at.post, "people", json=body) for at in doors])
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


REPLACED: dict[str, dict[str, object]] = {
    "clients": {"client_id": "x", "client_secret": "x", "redirect_uris": ["http://localhost:9/x"]},
    "registry": {
        **{"given_name": "Žiga", "family_name": "Črnič", "birthdate": "1980-02-29"},
        "tax_number": new_tax_number(),
    },
    "faults": {"client": "second", "fault": "wrong_nonce"},
}


@pytest.mark.parametrize("path", REPLACED)
def test_all_who_put_the_same_in_its_place_may(servers: list[Server], path: str) -> None:
    for _ in range(5):
        doors = [servers[one % len(servers)].control for one in range(8)]
        answers = together([partial(at.post, path, json=REPLACED[path]) for at in doors])
        assert {answer.status_code for answer in answers} <= {200, 201}
        servers[0].control.post("faults", json={"client": "second", "fault": None})
        servers[0].control.delete("clients/x")

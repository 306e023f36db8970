"""Does the catalogue hold each requirement once, in two languages, and refuse a bad one clearly?"""

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from harness import catalogue
from harness.catalogue import Requirement, by_profile, digest, load
from harness.checks.application import all_checks
from harness.errors import ConfigurationError

LEDGER = Path(__file__).with_name("catalogue_ids.txt")
COUNTS = {
    **{"ACT": 33, "REG": 13, "MFA": 13, "SSO": 8, "OUT": 9, "RP": 45},
    **{"WEB": 20, "UX": 6, "SUP": 4, "RES": 4, "OP": 54},
}
FOR_APPLICATIONS = ("activation", "application")
FOR_ALL = ("activation", "application", "provider")
OF_THE_PROVIDER = ("OUT-08", "SSO-03", "SSO-04")
"""What no application can do or leave undone, in areas that bind applications, too."""
PROFILES = {
    **dict.fromkeys(("ACT", "SUP"), ("activation",)),
    **dict.fromkeys(("REG", "MFA", "OP"), ("provider",)),
    **dict.fromkeys(("RP", "WEB", "RES"), FOR_APPLICATIONS),
    **dict.fromkeys(("SSO", "OUT", "UX"), FOR_ALL),
}
PLACEHOLDER = re.compile(r"\b(TODO|TBD|FIXME|XXX|lorem|the|and|must|is|of|with)\b")
OWN_RULE = {"sl": "lastno pravilo Vodomera", "en": "Vodomer's own rule"}

HEADING = '[area]\nprefix = "X"\nplace = 1\ntitle.sl = "Iks"\ntitle.en = "Ex"\n'
ROW = {
    "level": '"MUST"',
    "profiles": '["activation"]',
    "source": '"policy"',
    "text.sl": '"Zahteva."',
    "text.en": '"Requirement."',
    "fix.sl": '"Popravek."',
    "fix.en": '"Remedy."',
    "since": '"0.1"',
}


def area_of(row: Requirement) -> str:
    return row.id.partition("-")[0]


def written(id: str, /, **changes: str | None) -> str:
    """Write a requirement's TOML; a change of None leaves the key out, `__` stands for the dot."""
    keys = {**ROW, **{name.replace("__", "."): value for name, value in changes.items()}}
    lines = [f"{name} = {value}" for name, value in keys.items() if value is not None]
    return "\n".join([f"[{id}]", *lines, ""])


def refusal(folder: Path, *files: str) -> str:
    for number, text in enumerate(files):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_it_holds_exactly_the_ledger() -> None:
    """A retired id keeps its line, with the word `retired`, so that nobody takes it again."""
    lines = [line.split() for line in LEDGER.read_text(encoding="utf-8").splitlines()]
    assert len({id for id, _ in lines}) == len(lines)
    health = [(id, level) for id, level in lines if level != "retired"]
    assert [(row.id, row.level) for row in load().values()] == health


def test_each_area_has_its_number_of_rows() -> None:
    assert Counter(area_of(row) for row in load().values()) == COUNTS
    assert [area.heading.prefix for area in catalogue.areas()] == list(COUNTS)


def test_rows_bind_the_profiles_of_their_area() -> None:
    assert {row.id: row.profiles for row in load().values()} == {
        row.id: ("provider",) if row.id in OF_THE_PROVIDER else PROFILES[area_of(row)]
        for row in load().values()
    }


def test_texts_are_whole_sentences_in_two_languages() -> None:
    for row in load().values():
        for pair in (row.text, row.fix):
            assert pair.sl != pair.en, row.id
            for sentence in (pair.sl, pair.en):
                assert sentence.strip() == sentence, row.id
                assert sentence.endswith("."), row.id
                assert not sentence.endswith(".."), row.id
                assert "  " not in sentence, row.id


def test_no_text_stands_twice() -> None:
    rows = load().values()
    every = [text for row in rows for pair in (row.text, row.fix) for text in (pair.sl, pair.en)]
    assert [text for text, times in Counter(every).items() if times > 1] == []


def test_slovenian_is_slovenian() -> None:
    for row in load().values():
        for text in (row.text.sl, row.fix.sl):
            assert not PLACEHOLDER.search(text), row.id
            assert not set(text) & set("“”"), row.id
    letters = "".join(row.text.sl for row in load().values())
    assert set("čšž") <= set(letters)


def test_our_own_rules_say_so() -> None:
    for row in load().values():
        own = "policy" in row.source
        assert (OWN_RULE["sl"] in row.text.sl) is own, row.id
        assert (OWN_RULE["en"] in row.text.en) is own, row.id


def test_a_profile_holds_its_rows_in_order() -> None:
    rows = by_profile("application")
    assert list(rows) == [id for id, row in load().items() if "application" in row.profiles]
    assert set(rows) < set(by_profile("activation"))
    with pytest.raises(ConfigurationError, match=r"'aplikacija'.*activation, application, prov"):
        by_profile("aplikacija")


def test_a_caller_cannot_change_the_catalogue() -> None:
    load().clear()
    assert load()


def test_the_digest_follows_what_rows_say(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "respaced", "changed")]
    texts = [written("X-1"), written("X-1") + "\n# why\n", written("X-1", level='"SHOULD"')]
    for folder, text in zip(folders, texts, strict=True):
        folder.mkdir()
        (folder / "x.toml").write_text(HEADING + text, encoding="utf-8")
    one, respaced, changed = map(digest, folders)
    assert one == respaced != changed
    assert re.fullmatch(r"[0-9a-f]{64}", digest())


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"level": '"MAY"'}, r"level = 'MAY' .*correct it: .*'MUST' or 'SHOULD'"),
        ({"lvl": '"MUST"'}, r"unknown key lvl; remove it .*level, profiles, source"),
        ({"id": '"X-1"'}, r"unknown key id; .*remove it"),
        ({"profiles": '["aplikacija"]'}, r"profiles\.0 = 'aplikacija' .*'application'"),
        ({"profiles": "[]"}, r"profiles = \[\] .*correct it"),
        ({"text__sl": None}, r"text\.sl is missing; add it"),
        ({"text__de": '"Anforderung."'}, r"unknown key text\.de; remove it"),
        ({"fix__en": '" "'}, r"fix\.en = ' ' .*correct it"),
        ({"since": "0.1"}, r"since = 0\.1 .*correct it: .*string"),
        ({"source": None}, r"source is missing; add it"),
    ],
)
def test_a_bad_row_is_refused(tmp_path: Path, changes: dict[str, str | None], wrong: str) -> None:
    message = refusal(tmp_path, HEADING + written("X-1", **changes))
    assert re.search(rf"0\.toml, \[X-1\]: .*{wrong}", message), message


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    message = refusal(tmp_path, HEADING + written("X-1"), HEADING + written("X-1"))
    assert re.search(r"1\.toml, \[X-1\]: .*already used in .*0\.toml; choose a new one", message)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (HEADING + written("X-1") * 2, r"0\.toml: .*X-1.* twice .*; write it as"),
        (HEADING + written("Y-1"), r"0\.toml, \[Y-1\]: .*X-; move it"),
        (written("X-1"), r"0\.toml: no \[area\] table; add it"),
        ("area = 1\n", r"0\.toml, \[area\]: .*correct it"),
        ("X-1 = 3\n" + HEADING, r"0\.toml, \[X-1\]: the table = 3 .*correct it"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, wrong: str) -> None:
    assert re.search(wrong, refusal(tmp_path, text))


def test_a_folder_without_rows_is_refused(tmp_path: Path) -> None:
    assert "no requirement files" in refusal(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "0.toml").write_bytes(b"\xff\xfe")
    assert "UTF-8" in refusal(tmp_path)


def test_an_own_rule_is_told_apart_from_the_clause_beside_it() -> None:
    """A source that cites both says which checks go beyond the clause; no other row does."""
    for row in load().values():
        both = "policy" in row.source and not row.source.startswith("policy")
        assert bool(row.own_rule) == both, row.id
        for check in row.own_rule:
            assert all_checks()[check].requirement == row.id
            assert row.is_own_rule(check)
    assert load()["RP-39"].is_own_rule("fault-token_of_16_kib")
    assert not load()["RP-12"].is_own_rule("fault-missing_exp")


def test_advice_is_for_checks_of_its_requirement() -> None:
    for row in load().values():
        names = [one.id for one in all_checks().values() if one.requirement == row.id]
        for pattern, words in row.advice.items():
            fitting = [name for name in names if fnmatchcase(name, pattern)]
            assert fitting, (row.id, pattern)
            assert {row.fix_of(name) for name in fitting} == {words}
            assert words != row.fix
    assert load()["RES-02"].fix_of("fault-userinfo_down") == load()["RES-02"].fix

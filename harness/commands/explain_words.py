"""What does `vodomer explain` say around what it explains, in both languages?"""

from __future__ import annotations

from harness.words import words

WORDS = {
    # labels
    "breaks": words("krši", "breaks"),
    "checked_by": words("preverjajo", "checked by"),
    "factor": words("drugi faktor", "second factor"),
    "fix": words("kaj spremeniti", "when it fails"),
    "not_seen": words("se ne vidi", "not seen"),
    "level": words("raven zanesljivosti", "level of assurance"),
    "must": words("aplikacija mora napako", "an application must show"),
    "proved_by": words("dokazujejo", "proved by"),
    "proves": words("dokazuje", "proves"),
    "run": words("zagon", "run it"),
    "caught": words("ujeta napaka", "see it caught"),
    "source": words("vir", "source"),
    "switches_on": words("vklopi", "switches on"),
    "where": words("zapisano v", "written in"),
    # values
    "check": words("preverjanje: {kind}; profil {profiles}", "{kind} check of profile {profiles}"),
    "defect": words("napaka referenčne storitve", "defect of the reference"),
    "everybody": words("; velja za vse", "; everybody meets it"),
    "fault": words("napaka preskusnega REKONO{whose}", "fault of the mock{whose}"),
    "mechanism": words("način prijave preskusnega REKONO", "mechanism of the mock"),
    "no": words("ne", "no"),
    "of_requirement": words("scenariji zahteve", "scenarios of the requirement"),
    "refused": words("zavrniti", "refused"),
    "accepted": words("sprejeti", "accepted"),
    "coped": words("obvladati", "coped"),
    "scenario": words("scenarij", "scenario"),
    "since": words("od različice {since}", "since {since}"),
    "switched_on": words("napako {fault} preskusnega REKONO", "the fault {fault} at the mock"),
    "kind_fault": words("vedenje ob napaki", "fault"),
    "kind_module": words("samostojni preskus", "module"),
    "unproved": words("še nič: {reason}", "nothing yet: {reason}"),
    "yes": words("da", "yes"),
}


def say(key: str, language: str, **facts: object) -> str:
    """Say a text in a language. Raises KeyError for a key that does not exist."""
    return WORDS[key].say(language, **facts)

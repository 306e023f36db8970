"""What do the pages of "Examine" say, in Slovenian and in English?"""

from __future__ import annotations

from harness.words import Words, words

TEXTS: dict[str, Words] = {
    "targets.heading": words("Preverite aplikacijo", "Examine an application"),
    "targets.lead": words(
        "Izberite, kaj želite preveriti. Opisi aplikacij so v mapi {folder}.",
        "Choose what to examine. The target files lie in the folder {folder}.",
    ),
    "targets.none": words(
        "V tej mapi še ni opisa aplikacije. Naredite ga z ukazom »vodomer target new« in stran "
        "znova naložite.",
        "There is no target file in this folder yet. Make one with “vodomer target new” and load "
        "this page again.",
    ),
    "targets.last": words("Zadnji zagon:", "Last run:"),
    "targets.never": words("Še ni bila preverjena.", "Not examined yet."),
    "targets.problem": words("Opisa ni mogoče prebrati.", "The target file cannot be read."),
    "running": words("Preverjanje poteka", "A run is under way"),
    "running.see": words("Spremljajte ga", "Watch it"),
    "kind.application": words("aplikacija", "application"),
    "kind.activation": words("aktivacija", "activation service"),
    "kind.provider": words("ponudnik prijave", "provider"),
    "start.heading": words("Začnite", "Start"),
    "start.agent": words("Kdo obišče aplikacijo?", "Who visits the application?"),
    "start.agent.browser": words(
        "Pravi brskalnik, s slikami strani", "A real browser, with pictures"
    ),
    "start.agent.http": words(
        "Program brez brskalnika, hitreje", "A program without a browser, faster"
    ),
    "start.button": words("Začni preverjanje", "Start the run"),
    "start.signed": words(
        "Če izberete vse, bo zagon podpisan in iz njega nastane potrdilo.",
        "A run of everything is signed and can become a certificate.",
    ),
    "start.unsigned": words(
        "Zagon ne bo podpisan. Za potrdilo zaženite »vodomer serve« z izbiro --sign.",
        "The run will not be signed. For a certificate start “vodomer serve” with --sign.",
    ),
    "start.lacks": words(
        "Za potrdilo v opisu manjka: {lacks}.", "For a certificate the target file lacks: {lacks}."
    ),
    "plan.heading": words("Kaj bo preverjeno", "What will be examined"),
    "plan.total": words("Vseh preverjanj: {total}.", "{total} checks in all."),
    "plan.choose": words(
        "Če želite le del, ga označite; sicer se preveri vse. Iz dela ne nastane potrdilo.",
        "Tick what you want for a part; with nothing ticked, everything is examined. "
        "A part never certifies.",
    ),
    "plan.alien": words("Nazadnje ni veljalo zanjo: {count}", "Did not apply last time: {count}"),
    "plan.unknown": words(
        "Katera preverjanja zanjo ne veljajo, pokaže prvi celotni zagon.",
        "Which checks do not apply to it shows when everything has been examined once.",
    ),
    "history.heading": words("Zagoni", "Runs"),
    "history.none": words("Zagonov še ni.", "No runs yet."),
    "history.when": words("Začetek", "Began"),
    "history.version": words("Različica", "Version"),
    "history.verdict": words("Izid", "Verdict"),
    "history.part": words("(del)", "(a part)"),
    "history.trend": words("Zahteve po različicah", "Requirements by version"),
    "watch.heading": words("Preverjanje: {name}", "Run: {name}"),
    "watch.reload": words("Osveži", "Refresh"),
    "watch.stop": words("Ustavi", "Stop"),
    "watch.stopping": words(
        "Zagon se ustavlja; poročilo o opravljenem se še piše.",
        "The run is stopping; the report of what ran is being written.",
    ),
    "watch.lost": words(
        "Zveza s strežnikom je prekinjena. Stran kaže zadnje znano stanje.",
        "The connection to the server is lost. The page shows what was known last.",
    ),
    "progress.heading": words("Napredek", "Progress"),
    "progress.begins": words("Zagon se pripravlja …", "The run is being prepared …"),
    "progress.done": words("Opravljenih {done} od {total}.", "{done} of {total} done."),
    "progress.so_far": words("Izid doslej: {verdict}.", "Verdict so far: {verdict}."),
    "now.heading": words("Zdaj poteka", "Being done now"),
    "now.nothing": words("Zdaj ne poteka nobeno preverjanje.", "No check is being done right now."),
    "picture.heading": words("Zadnja slika strani", "Last picture of the page"),
    "picture.alt": words("Stran med preverjanjem {check}", "The page during the check {check}"),
    "picture.none": words("Slik še ni.", "No pictures yet."),
    "troubles.heading": words("Kaj ni v redu: {count}", "Not in order: {count}"),
    "troubles.none": words("Doslej ni napak.", "No failures so far."),
    "troubles.more": words("Še {count} jih je v poročilu.", "{count} more are in the report."),
    "trouble.fix": words("Kaj spremeniti", "What to change"),
    "trouble.again": words("Preveri znova", "Run again"),
    "trouble.again_for": words("Preveri znova: {id}", "Run again: {id}"),
    "run.heading": words("Zagon: {name}", "Run: {name}"),
    "run.no_report": words("Zagon se je končal brez poročila.", "The run ended without a report."),
    "run.elsewhere": words(
        "Zagon ni dokončan in na tej strani ne teče.",
        "The run has not finished, and this page does not run it.",
    ),
    "run.said": words("Kaj je izpisal (izhodna koda {code})", "What it printed (exit code {code})"),
    "run.files": words("Kaj lahko naredite", "What you can do"),
    "run.report": words("Odpri poročilo", "Open the report"),
    "run.bundle": words("Prenesi vse datoteke (ZIP)", "Download all files (ZIP)"),
    "run.compare": words("Primerjaj s prejšnjim zagonom", "Compare with the run before"),
    "run.resume": words("Nadaljuj", "Resume"),
    "run.back": words("Nazaj na: {name}", "Back to {name}"),
    "run.signed": words(
        "Zagon je podpisan. Vsak ga preveri z ukazom »vodomer verify« in javnim ključem.",
        "The run is signed. Anyone can verify it with “vodomer verify” and the public key.",
    ),
    "run.by": words("Način", "Agent"),
    "busy.heading": words("Preverjanje že poteka", "A run is already under way"),
    "busy.text": words(
        "{name}: naenkrat poteka le en zagon. Počakajte, da se konča, ali ga ustavite.",
        "{name}: one run at a time. Wait until it ends, or stop it.",
    ),
    "problem.heading": words("Tega ni mogoče narediti", "This cannot be done"),
}

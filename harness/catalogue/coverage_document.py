"""How does the coverage of the OpenID Foundation's modules read as a page?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.catalogue.coverage import Module, modules, unlike_the_suite
from harness.catalogue.tables import COMMAND, table
from harness.words import Language


@dataclass(frozen=True)
class Page:
    """What a page says in its own language, around the requirements."""

    file: str
    title: str
    introduction: tuple[str, ...]
    applications: str
    providers: str
    beyond: str
    columns: tuple[str, ...]
    none: str
    planned: str
    fault: str
    tally: str


PAGES: dict[Language, Page] = {
    "en": Page(
        file="coverage.md",
        title="Coverage of the OpenID Foundation's modules",
        introduction=(
            "This page is generated from `harness/catalogue/oidf/*.toml` and the catalogue by "
            f"`{COMMAND}`; change those, not the page. [Slovensko](pokritost.md). The same for "
            "programs: `vodomer list coverage --json`.",
            "The reference is the conformance suite of the OpenID Foundation (5.2.4). It judges an "
            "application by the traffic: if no UserInfo request comes within five seconds after "
            "a bad ID token, the module passes, whether or not somebody is signed in. Here the "
            "verdict comes from the application's own session, as the browser shows it. A result "
            "of Vodomer is not a certification by the Foundation.",
        ),
        applications="Applications (relying parties)",
        providers="Providers",
        beyond="Beyond the suite",
        columns=("Module", "Profiles", "Our answer", "Where the verdict comes from, or why not"),
        none="none",
        planned="planned",
        fault="fault",
        tally=(
            "Answered: {answered} of {all}; of Basic RP {basic} of {all_basic}. An answer is a "
            "requirement ([list](requirements.md)); beside it are the mock's faults that do what "
            "the module does."
        ),
    ),
    "sl": Page(
        file="pokritost.md",
        title="Pokritost modulov OpenID Foundation",
        introduction=(
            "Stran nastane iz `harness/catalogue/oidf/*.toml` in iz kataloga z ukazom "
            f"`{COMMAND}`; spreminjajte vir, ne strani. [English](coverage.md). Isto za "
            "programe: `vodomer list coverage --json`.",
            "Opora je zbirka preskusov skladnosti OpenID Foundation (5.2.4). Aplikacijo presoja "
            "po tem, kar gre po omrežju: če po slabem žetonu ID v petih sekundah ni zahteve za "
            "UserInfo, modul uspe, najsi je kdo prijavljen ali ne. Tu izid temelji na lastni seji "
            "aplikacije, kot jo vidi brskalnik. Izid Vodomera ni certifikat te fundacije.",
        ),
        applications="Aplikacije (relying party)",
        providers="Ponudniki",
        beyond="Česar zbirka ne pregleda",
        columns=("Modul", "Profili", "Naš odgovor", "Od kod izid oziroma zakaj ga ni"),
        none="brez",
        planned="načrtovano",
        fault="napaka",
        tally=(
            "Z odgovorom: {answered} od {all}; iz profila Basic RP {basic} od {all_basic}. Odgovor "
            "je zahteva ([seznam](zahteve.md)); ob njej so napake preskusnega REKONO, ki storijo "
            "isto kot modul."
        ),
    ),
}

_PROVIDERS: dict[Language, str] = {
    "en": (
        "Each check carries the module's name: the plans Config OP, Basic OP and RP-Initiated "
        "Logout OP. The suite's other modules for providers are about dynamic registration, "
        "request objects, the implicit and hybrid flows, session management, and logout by other "
        "channels; they are not answered."
    ),
    "sl": (
        "Vsako preverjanje nosi ime modula: načrti Config OP, Basic OP in RP-Initiated Logout OP. "
        "Drugi moduli zbirke za ponudnike zadevajo dinamično prijavo odjemalcev, objekte "
        "zahteve, toka implicit in hybrid, spremljanje seje in odjavo po drugih poteh; odgovora "
        "nanje ni."
    ),
}
_BEYOND: dict[Language, str] = {
    "en": "These requirements of an application have no module in the suite:",
    "sl": "Te zahteve za aplikacijo v zbirki nimajo modula:",
}


def pages() -> dict[str, str]:
    """Write the page of each language, by its file's name."""
    return {page.file: document(language) for language, page in PAGES.items()}


def document(language: Language) -> str:
    """Write the whole page in Markdown."""
    page = PAGES[language]
    parties, providers = modules("relying_party"), modules("provider")
    parts = [f"# {page.title}", *page.introduction]
    parts += [f"## {page.applications}", _tally(page, parties), _table(language, parties)]
    parts += [f"## {page.providers}", _PROVIDERS[language], _table(language, providers)]
    parts += [f"## {page.beyond}", _BEYOND[language], _beyond(language)]
    return "\n\n".join(parts) + "\n"


def _tally(page: Page, listed: Iterable[Module]) -> str:
    every = list(listed)
    basic = [module for module in every if "Basic RP" in module.plans]
    return page.tally.format(
        all=len(every),
        answered=sum(not module.left_out for module in every),
        all_basic=len(basic),
        basic=sum(not module.left_out for module in basic),
    )


def _table(language: Language, listed: Iterable[Module]) -> str:
    page = PAGES[language]
    return table(page.columns, (_cells(page, language, module) for module in listed))


def _cells(page: Page, language: Language, module: Module) -> Iterator[str]:
    yield module.id
    yield ", ".join(module.plans) or page.none
    answers = [
        f"{id} ({page.planned})" if id in module.planned else id for id in module.requirements
    ]
    answers += [f"{page.fault} {name}" for name in module.faults]
    yield ", ".join(answers)
    yield str(getattr(module.words(), language))


def _beyond(language: Language) -> str:
    return "\n".join(
        f"- {requirement.id}: {getattr(requirement.text, language)}"
        for requirement in unlike_the_suite()
    )

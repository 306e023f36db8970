"""Which words do all pages of the reference share, in Slovenian and in English?"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("sl", "en")
REKONO_SUPPORT = "support@rekono.si"
MPV_SUPPORT = "podpora@mpv.si"


@dataclass(frozen=True)
class Text:
    """One text a person sees; ``{names}`` are filled in by the page."""

    sl: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in ``language`` (``sl`` or ``en``)."""
        return self.en if language == "en" else self.sl


SHARED: dict[str, Text] = {
    "banner": Text(
        "Testno okolje – to ni pravi REKONO", "Test double – this is not the real REKONO"
    ),
    "skip": Text("Preskoči na vsebino", "Skip to the content"),
    "other_language": Text("English", "Slovenščina"),
    "sign_out": Text("Odjava", "Sign out"),
    "signed_out": Text("Odjavljeni ste.", "You are signed out."),
    "signed_in_as": Text("Prijavljeni ste kot", "Signed in as"),
    "reference": Text("Oznaka dogodka: {reference}", "Event reference: {reference}"),
    "to_start": Text("Na začetno stran", "To the start page"),
    "error_prefix": Text("Napaka: {title}", "Error: {title}"),
    "support_rekono": Text(
        "Težave z računom REKONO: {rekono}", "Trouble with your REKONO account: {rekono}"
    ),
    "support_mpv": Text(
        "Težave z aktivacijo ali aplikacijami: {mpv}",
        "Trouble with activation or the applications: {mpv}",
    ),
    "problem.cancelled.title": Text("Prijava je bila preklicana", "Sign-in was cancelled"),
    "problem.cancelled.text": Text(
        "Prijavo v REKONO ste prekinili, zato niste prijavljeni. Kadar koli lahko poskusite znova.",
        "You stopped the sign-in at REKONO, so you are not signed in. You can try again any time.",
    ),
    "problem.rekono_down.title": Text(
        "REKONO trenutno ni dosegljiv", "REKONO cannot be reached at the moment"
    ),
    "problem.rekono_down.text": Text(
        "REKONO se ne odziva ali pa odgovarja z napako, zato prijava zdaj ni mogoča. Poskusite "
        "znova čez nekaj minut. Če se težava ponavlja, pišite na {rekono}.",
        "REKONO does not answer or answers with an error, so you cannot sign in now. Try again in "
        "a few minutes. If the trouble goes on, write to {rekono}.",
    ),
    "problem.sign_in_failed.title": Text("Prijava ni uspela", "Sign-in failed"),
    "problem.sign_in_failed.text": Text(
        "Odgovora na prijavo ni bilo mogoče potrditi, zato vas nismo prijavili. Poskusite znova. "
        "Če se težava ponavlja, pišite na {rekono} in navedite oznako dogodka.",
        "The answer to the sign-in could not be verified, so we did not sign you in. Try again. "
        "If the trouble goes on, write to {rekono} and give the event reference.",
    ),
    "problem.sign_in_unfinished.title": Text(
        "Prijava ni dokončana", "The sign-in was not finished"
    ),
    "problem.sign_in_unfinished.text": Text(
        "REKONO potrebuje še en korak, da potrdi, kdo ste. Začnite prijavo znova. "
        "Če se težava ponavlja, pišite na {rekono} in navedite oznako dogodka.",
        "REKONO needs one more step to confirm who you are. Start the sign-in again. "
        "If the trouble goes on, write to {rekono} and give the event reference.",
    ),
    "problem.level_too_low.title": Text(
        "Raven zanesljivosti je prenizka", "The level of assurance is too low"
    ),
    "problem.level_too_low.text": Text(
        "Ta aplikacija potrebuje višjo raven zanesljivosti, kot jo je potrdila vaša prijava, zato "
        "vas nismo prijavili. Poskusite z močnejšim načinom prijave ali zvišajte raven svojega "
        "računa. Pomoč: {rekono}.",
        "This application needs a higher level of assurance than your sign-in has confirmed, so we "
        "did not sign you in. Try a stronger way of signing in, or raise the level of your "
        "account. Help: {rekono}.",
    ),
    "problem.stale_form.title": Text("Stran je zastarela", "The page is out of date"),
    "problem.stale_form.text": Text(
        "Obrazec je bil odprt predolgo ali pa ste medtem nadaljevali v drugem zavihku. Zaradi "
        "varnosti ga nismo upoštevali. Odprite stran znova in poskusite še enkrat.",
        "The form was open for too long, or you went on in another tab meanwhile. To be safe we "
        "did not accept it. Open the page again and try once more.",
    ),
    "problem.not_found.title": Text("Strani ni mogoče najti", "Page not found"),
    "problem.not_found.text": Text(
        "Naslov morda ni pravilno zapisan ali pa strani ni več.",
        "The address may be mistyped, or the page is no longer there.",
    ),
    "problem.bad_request.title": Text(
        "Zahteve ni bilo mogoče razumeti", "The request could not be understood"
    ),
    "problem.bad_request.text": Text(
        "Vaš brskalnik je poslal nekaj, česar tu ne pričakujemo. Začnite znova na začetni strani.",
        "Your browser sent something that is not expected here. Begin again at the start page.",
    ),
    "problem.too_large.title": Text("Zahteva je prevelika", "The request is too large"),
    "problem.too_large.text": Text(
        "Zahteva presega, kar ta stran sprejme. Začnite znova na začetni strani.",
        "The request is larger than this page accepts. Start again at the start page.",
    ),
    "problem.broken.title": Text("Prišlo je do napake", "Something went wrong"),
    "problem.broken.text": Text(
        "Napaka je pri nas in je zabeležena. Poskusite znova. Če se ponovi, pišite na {mpv} in "
        "navedite oznako dogodka.",
        "The fault is ours and has been recorded. Try again. If it happens again, write to {mpv} "
        "and give the event reference.",
    ),
}

"""What if the published keys are used too stubbornly, too eagerly, or not at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ProviderUnavailable, SignInRefused
from . import Defect, Title, unverified

if TYPE_CHECKING:
    from ..openid.signed_token import SignedToken

Claims = dict[str, Any]
USUAL = {"alg", "kid", "typ"}


class MissingKidRefused(Defect):
    """A token that does not name its key is not understood, though there is only one."""

    breaks = "RP-19"
    title = Title(
        sl="Žeton ID brez kid je zavrnjen, čeprav je objavljen en sam ključ",
        en="An ID token without kid is refused although only one key is published",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Refuse it."""
        if "kid" not in token.header:
            raise SignInRefused("id_token: kid")
        return token.verified()


class OneFittingKeyUnseen(Defect):
    """Which of several keys fits a token that names none is not looked at."""

    breaks = "RP-19"
    title = Title(
        sl="Žeton ID brez kid je zavrnjen, čeprav ustreza le eden od objavljenih ključev",
        en="An ID token without kid is refused although one of the published keys fits",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Verify with what the library finds."""
        return token.verified_by(token.keys())


class KeysNeverFetchedAgain(Defect):
    """The keys of the first sign-in are those of all times."""

    breaks = "RP-20"
    title = Title(
        sl="Aplikacija po menjavi ključa ključev ne prenese znova",
        en="The keys are not fetched again after a rotation",
    )

    def may_fetch_keys_again(self, within_bounds: bool) -> bool:  # noqa: ARG002
        """Never."""
        return False


class KeysFetchedWithoutBound(Defect):
    """Each token with an unknown key id makes us fetch the keys."""

    breaks = "RP-20"
    title = Title(
        sl="Aplikacija ob neznanem kid ključe prenaša brez omejitve",
        en="The keys are fetched without limit at an unknown kid",
    )

    def may_fetch_keys_again(self, within_bounds: bool) -> bool:  # noqa: ARG002
        """Fetch them again whenever asked."""
        return True


class UnknownKidAccepted(Defect):
    """What no key is found for cannot be verified, and is believed."""

    breaks = "RP-20"
    title = Title(
        sl="Sprejet je žeton ID, katerega ključa ni mogoče najti",
        en="An ID token whose key cannot be found is accepted",
    )

    def id_token_signed(self, token: SignedToken) -> Claims:
        """Unless it brings along something of a key (RP-18 is about that)."""
        from joserfc.errors import InvalidKeyIdError

        try:
            return token.verified()
        except InvalidKeyIdError:
            if set(token.header) - USUAL:
                raise
            return unverified.claims_of(token)


class OddKeySpoilsAll(Defect):
    """A key set with one key of an unknown kind is no key set."""

    breaks = "RP-31"
    title = Title(
        sl="Neznana vrsta ključa pokvari ves nabor ključev",
        en="A key of an unknown kind spoils the whole set",
    )

    def odd_key(self, trouble: ProviderUnavailable) -> None:
        """Give up."""
        raise trouble

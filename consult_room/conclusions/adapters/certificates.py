"""Signing with a key of one's own: the file that a program made, or a link by which a program or cloud signer brings
its signature. Both are judged alike; they differ in the way by which the signature comes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from consult_room.conclusions.adapters import cms
from consult_room.conclusions.adapters.drawn import Drawn
from consult_room.conclusions.adapters.trust import TrustList
from consult_room.conclusions.domain.providers import Handed, Providers, SignatureProvider, ToSign, Verified, to_sign
from signaling.protocol.conclusion_views import ProviderView


class ByCertificate:
    """``cades`` takes a file, ``outside`` gives a link."""

    def __init__(self, name: str, asks: Literal["file", "link"], trust: TrustList) -> None:
        self.name = name
        self._asks: Literal["file", "link"] = asks
        self._trust = trust

    @property
    def view(self) -> ProviderView:
        return ProviderView(
            name=self.name, level="certificate", is_test=False, asks=self._asks, algorithms=cms.ALGORITHMS
        )

    def prepare(self, document: bytes) -> ToSign:
        return to_sign(document, cms.ALGORITHMS)

    def verify(self, document: bytes, handed: Handed, *, name: str, at_ms: int) -> Verified:
        return cms.verify(document, handed, self._trust, at_ms)


class UnknownProvider(Exception):
    """The configuration names a way of signing that there is not."""


def providers_of(names: Iterable[str], trust_folder: str, *, demo: bool) -> Providers:
    """The table by the configuration's names: ``drawn``, ``cades``, ``outside``. Raises UnknownProvider, and
    TrustProblem."""
    wanted = list(names)
    trust = TrustList.read(Path(trust_folder)) if trust_folder else TrustList([])
    known: dict[str, SignatureProvider] = {
        "drawn": Drawn(is_test=demo),
        "cades": ByCertificate("cades", "file", trust),
        "outside": ByCertificate("outside", "link", trust),
    }
    for name in wanted:
        if name not in known:
            raise UnknownProvider(f"{name}; there are {', '.join(known)}")
    return {name: known[name] for name in wanted}

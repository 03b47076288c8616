"""The secured connection: aiortc's DTLS over our own path, its SRTP keys for packets that never wait in a queue."""

from collections.abc import Callable, Sequence
from typing import cast

from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport, RTCIceTransport

from media.forwarder.agent import Agent


def fingerprint_of(certificate: RTCCertificate) -> str:
    """SHA-256, as descriptions have it."""
    return next(one.value for one in certificate.getFingerprints() if one.algorithm == "sha-256")


class Link(RTCDtlsTransport):
    """Overrides nothing; uses the protected names that ``tests/media/forwarder/test_contract.py`` pins."""

    def __init__(self, agent: Agent, certificate: RTCCertificate) -> None:
        # Of an ICE transport, aiortc's DTLS uses `_recv`, `_send` and `role` alone.
        super().__init__(cast(RTCIceTransport, agent), [certificate])

    async def secure(self, fingerprints: Sequence[tuple[str, str]], *, leading: bool) -> bool:
        """Shakes hands; whether that ended well and the other end is who it said."""
        self._set_role("client" if leading else "server")
        wanted = [RTCDtlsFingerprint(algorithm=algorithm, value=value) for algorithm, value in fingerprints]
        try:
            await self.start(RTCDtlsParameters(fingerprints=wanted))
        except ConnectionError:
            return False
        return self.state == "connected"

    @property
    def protect(self) -> Callable[[bytes], bytes]:
        return cast(Callable[[bytes], bytes], self._tx_srtp.protect)

    @property
    def unprotect(self) -> Callable[[bytes], bytes]:
        return cast(Callable[[bytes], bytes], self._rx_srtp.unprotect)

    @property
    def protect_control(self) -> Callable[[bytes], bytes]:
        return cast(Callable[[bytes], bytes], self._tx_srtp.protect_rtcp)

    @property
    def unprotect_control(self) -> Callable[[bytes], bytes]:
        return cast(Callable[[bytes], bytes], self._rx_srtp.unprotect_rtcp)

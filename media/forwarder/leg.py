"""One connection between a device and the forwarder: path, keys, and what both directions have in common."""

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import pylibsrtp
from aiortc import RTCCertificate

from media.forwarder.agent import Agent, Checks, ProvenPath
from media.forwarder.link import Link, fingerprint_of
from media.forwarder.reading import Description
from media.forwarder.showing import random_ssrc
from media.forwarder.sockets import Places, Sockets
from media.forwarder.writing import Self

LONGEST_PACKET = 1348
"""What fits the cipher's buffer (1356 bytes) with what a viewer's copy adds; aiortc sends up to 1340."""


@dataclass
class Process:
    """What all connections of a process share: one certificate, one port, one clock."""

    places: Places
    certificate: RTCCertificate = field(default_factory=RTCCertificate.generateCertificate)

    def __post_init__(self) -> None:
        self.checks = Checks(time.monotonic)
        self.sockets = Sockets(self.places, self.checks.take)
        self.checks.sockets = self.sockets
        self.fingerprint = fingerprint_of(self.certificate)


class Leg:
    """``open`` once the keys are there; ``ended`` when it will carry nothing any more."""

    leading = False

    def __init__(self, process: Process) -> None:
        self.process = process
        self.agent = Agent(process.checks)
        self.session = str(secrets.randbits(62))
        self.ssrc = random_ssrc()
        self.open = False
        self.ended = False
        self.began_s = time.monotonic()
        self.identity: object = None
        self._link: Link | None = None
        self._connecting: asyncio.Task[None] | None = None

    @property
    def me(self) -> Self:
        return Self(
            self.session,
            self.agent.user,
            self.agent.password,
            self.process.fingerprint,
            self.process.sockets.candidates,
        )

    def meet(self, description: Description) -> bool:
        """Begins, or goes on with new credentials; whether these were new ones."""
        again = self.agent.meet(description.user, description.password)
        if self.identity != description.identity:
            # Another connection of the device answers the same offer: it has keys of its own.
            self.identity = description.identity
            # The path stays: a device's checks overtake its answer, which takes the long way by the server, and some
            # repeat them only after five seconds. A check of the new connection moves the path by itself.
            self._disconnect()
            self._connecting = asyncio.create_task(self._connect(description.fingerprints))
            self._connecting.add_done_callback(_told)
        return again

    async def _connect(self, fingerprints: Sequence[tuple[str, str]]) -> None:
        await self.agent.selected.wait()
        if self.agent.closed:
            return
        link = self._link = Link(self.agent, self.process.certificate)
        if not await link.secure(fingerprints, leading=self.leading):
            self.ended = True
            return
        self._unprotect, self._unprotect_control = link.unprotect, link.unprotect_control
        self._protect_control = link.protect_control
        self.agent.on_media = self._media
        self.open = True
        link.on("statechange", lambda: self._changed(link))
        self.opened(link)

    def _changed(self, link: Link) -> None:
        if link is self._link and link.state == "closed":
            self.open, self.ended = False, True

    def opened(self, link: Link) -> None:
        """The keys are there."""

    def packet_came(self, data: bytes, now_s: float) -> None:
        """One RTP packet, in the clear."""

    def control_came(self, data: bytes, now_s: float) -> None:
        """One compound RTCP packet, in the clear."""

    def _media(self, data: bytes, path: ProvenPath) -> None:
        now_s = time.monotonic()
        try:
            if 192 <= data[1] <= 223:
                plain = self._unprotect_control(data)
                self.control_came(plain, now_s)
            elif len(data) <= LONGEST_PACKET:
                plain = self._unprotect(data)
                self.packet_came(plain, now_s)
        except (pylibsrtp.Error, IndexError, ValueError):
            return  # forged, repeated or broken: as if it had not come
        if path is self.agent.path and not self.agent.paused:
            path.heard_s = now_s
        else:
            self.agent.heard(path, now_s)

    def control(self, data: bytes) -> None:
        """Sends one RTCP packet."""
        if self.open:
            self.agent.send(self._protect_control(data))

    def tick(self, now_s: float) -> None:
        """Once a second."""
        if not self.agent.tick(now_s):
            self.ended = True

    def _disconnect(self) -> None:
        self.open = False
        if self._connecting is not None:
            self._connecting.cancel()
        if self._link is not None:
            self._link.remove_all_listeners()
            self._link = None

    async def close(self) -> None:
        """Tells the other end and lets go of everything."""
        link, connecting = self._link, self._connecting
        self._disconnect()
        self.ended = True
        if link is not None:
            await link.stop()
        self.agent.close()
        if connecting is not None:
            await asyncio.wait([connecting])


def _told(task: asyncio.Task[None]) -> None:
    """A failure that nobody waits for is told to the loop."""
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler({"message": "A connection of the forwarder failed.", "exception": error})

"""What one endpoint sends under one name: its streams, who is shown it, when its next whole picture is asked for."""

from media.forwarder.choosing import cap_of
from media.forwarder.interface import Hear
from media.forwarder.interface import Source as SourceName
from media.forwarder.showing import Showing
from media.forwarder.stream import Stream

ASK_APART_S = 0.5
"""Between two requests for a whole picture. A request in between is put off, never dropped: a viewer who came a tenth
of a second after another waited 640 ms instead of 100 when it was dropped (measured in Chromium)."""


class Source:
    """``group`` is the same for what is played in step. ``streams``: by layer, "" without simulcast."""

    def __init__(self, endpoint: str, name: SourceName, group: str) -> None:
        self.endpoint = endpoint
        self.name: SourceName = name
        self.group = f"{group}s" if name == "screen" else group
        self.person = group
        self.picture = name != "sound"
        self.allowed = False
        self.order: list[str] = [""]
        self.streams: dict[str, Stream] = {}
        self.viewers: list[tuple[Showing, float | None]] = []
        self.requests = 0
        self._hear: Hear | None = None
        self._asked_s = -1.0
        self._due: Stream | None = None

    @property
    def key(self) -> str:
        """As wishes name it."""
        return f"{self.endpoint}/{self.name}"

    def allow(self, allowed: bool) -> None:
        self.allowed = allowed
        for stream in self.streams.values():
            stream.shut = not allowed

    def layers(self) -> list[Stream]:
        """The streams that are there, the smallest first."""
        return [self.streams[layer] for layer in self.order if layer in self.streams]

    # Who is shown it

    def show(self, showing: Showing) -> None:
        self.viewers.append((showing, None))

    def hide(self, showing: Showing) -> None:
        self.viewers = [pair for pair in self.viewers if pair[0] is not showing]
        showing.end()

    def add(self, stream: Stream, now_s: float) -> None:
        """A stream begins, perhaps in the place of one from the device's former connection."""
        former = self.streams.get(stream.layer)
        stream.shut = not self.allowed
        self.streams[stream.layer] = stream
        self._place_tap()
        for showing, share in self.viewers:
            if former is not None and former in (showing.stream, showing.target):
                showing.want(stream)
                self.ask(stream, now_s)
            else:
                self.settle(showing, share, now_s)

    def remove(self, stream: Stream) -> None:
        """A stream's connection has ended."""
        if self.streams.get(stream.layer) is stream:
            del self.streams[stream.layer]
            self._place_tap()
        for showing in [*stream.showings, *stream.waiting]:
            if stream in (showing.stream, showing.target):
                showing.want(None)

    def settle(self, showing: Showing, share: float | None, now_s: float) -> None:
        """Which of the streams this viewer gets now, with this share of its link."""
        self.viewers = [(one, share if one is showing else known) for one, known in self.viewers]
        if showing.sender is None:
            return
        layers = self.layers()
        rates = [layer.rate_bps for layer in layers]
        chosen = 0 if layers else None
        if self.picture:
            chosen = showing.chooser.choose(now_s, showing.wish, share, rates)
        stream = None if chosen is None else layers[chosen]
        if stream is None:
            if showing.stream is not None or showing.target is not None:
                showing.want(None)
        elif stream not in (showing.stream, showing.target) or (
            stream is showing.stream and showing.target is not None
        ):
            showing.want(stream)
            self.ask(stream, now_s)

    # Who records it

    def tap(self, hear: Hear | None) -> None:
        """``hear`` is given the packets of the largest layer."""
        self._hear = hear
        self._place_tap()

    def _place_tap(self) -> None:
        layers = self.layers()
        for stream in layers:
            stream.tap = self._tapped if self._hear is not None and stream is layers[-1] else None

    def _tapped(self, packet: bytes, now_ms: int) -> None:
        if self._hear is not None:
            self._hear(self.endpoint, self.name, packet, now_ms)

    def ask_largest(self, now_s: float) -> None:
        """Whoever records needs a picture that needs no other."""
        for stream in self.layers()[-1:]:
            self.ask(stream, now_s)

    # Whole pictures

    def ask(self, stream: Stream, now_s: float) -> None:
        """Somebody needs a picture that needs no other."""
        if not self.picture:
            return
        self._due = stream
        self.tick(now_s)

    def tick(self, now_s: float) -> None:
        """Sends the request that was put off; asks again while somebody still waits."""
        stream = self._due or next((one for one in self.streams.values() if one.waiting and one.picture), None)
        if stream is not None and not stream.shut and now_s - self._asked_s >= ASK_APART_S:
            self._asked_s, self._due = now_s, None
            self.requests += 1
            stream.ask_picture()

    def cap_bps(self) -> int:
        """What its sender is told to send at most."""
        return cap_of([(showing.wish, share) for showing, share in self.viewers], max(1, len(self.streams)))

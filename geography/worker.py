"""The process that holds the graph: reads questions from its standard input, writes answers to its output.

scipy's shortest paths hold the interpreter's lock for milliseconds, so they may not run in the server's process, not
even in a thread. A frame is four bytes of length (big-endian) and a msgpack body ``[number, question]``; questions may
follow each other without waiting, answers come in their order. The process ends when its input ends.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from geography.addresses import AddressIndex
from geography.inquiry import HEAD, READY, Inquiry, Reply
from geography.map_store import ADDRESSES, ROADS
from geography.roads import RoadGraph
from geography.routes import route
from signaling.protocol.base import Point, Question
from signaling.protocol.geography import AddressAt, AddressFound, Leg, Route, RouteView, SuggestAddresses, TravelTimes


class Answering:
    """The loaded map and the table of questions."""

    def __init__(self, folder: Path) -> None:
        self._roads = RoadGraph.load(folder / ROADS)
        self._addresses = AddressIndex.load(folder / ADDRESSES)
        self._table: dict[type[Question], Callable[[Any], Any]] = {
            TravelTimes: self._times, Route: self._route, SuggestAddresses: self._suggest, AddressAt: self._at,
        }  # fmt: skip
        middle = Point(lon=float(self._roads.lon[0]), lat=float(self._roads.lat[0]))
        for siren in (True, False):
            self._roads.times_to(middle, [middle], siren=siren)  # builds what is built on first use

    def answer(self, question: Question) -> Any:
        """The answer, in the question's ``answer_type``; None for a route that does not exist."""
        return self._table[type(question)](question)

    def _times(self, asked: TravelTimes) -> list[Leg | None]:
        return self._roads.times_to(asked.to, asked.origins, siren=asked.siren, limit_seconds=asked.limit_seconds)

    def _route(self, asked: Route) -> RouteView | None:
        return route(self._roads, asked.origin, asked.to, siren=asked.siren)

    def _suggest(self, asked: SuggestAddresses) -> list[AddressFound]:
        return self._addresses.suggest(asked.text, asked.near, max(1, min(asked.limit, 50)))

    def _at(self, asked: AddressAt) -> AddressFound | None:
        return self._addresses.at(asked.point, self._roads.street_at(asked.point))


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(HEAD.size)
    return source.read(HEAD.unpack(head)[0]) if len(head) == HEAD.size else None


def serve(folder: Path, source: BinaryIO, sink: BinaryIO) -> None:
    """Answers until the input ends."""
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Inquiry)

    def write(reply: Reply) -> None:
        body = encoder.encode(reply)
        sink.write(HEAD.pack(len(body)) + body)
        sink.flush()

    answering = Answering(folder)
    gc.collect()
    gc.freeze()  # the graph is never garbage; scanning it would cost milliseconds
    nothing = msgspec.Raw(encoder.encode(None))
    write(Reply(READY, nothing))
    while (body := _read(source)) is not None:
        inquiry = decoder.decode(body)
        try:
            write(Reply(inquiry.number, msgspec.Raw(encoder.encode(answering.answer(inquiry.question)))))
        except Exception as error:  # noqa: BLE001 - one bad question may not end the process for all
            write(Reply(inquiry.number, nothing, f"{type(error).__name__}: {error}"))


def main(arguments: list[str]) -> None:
    """``python -m geography.worker FOLDER`` with the folder of one imported map."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print may not break the frames
    serve(Path(arguments[0]), sys.stdin.buffer, sink)


if __name__ == "__main__":
    main(sys.argv[1:])

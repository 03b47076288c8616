"""A cloud signer's stand-in: ``python -m tests.fakes.signer FOLDER`` makes an authority, trusts it in
FOLDER/trust/test, prints the port, and signs whatever link it is given once its owner has confirmed with the PIN.

``POST /jobs {link}`` takes a job: it fetches what is to be signed and waits for the PIN. ``POST /jobs/{id}/pin {pin,
fault?}`` signs and brings the signature; three wrong PINs end the job. ``GET /jobs/{id}`` tells its state. Faults:
``algorithm``, ``digest``, ``expired``, ``stranger``.
"""

import asyncio
import base64
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, web

from tests.fakes.signer.authority import Authority, trusting

PIN, TRIES = "1234", 3
NATIONAL = "1.2.860.3.15.1.1.2.1"  # an algorithm of Uzbekistan's own standard, by its arc


@dataclass
class Job:
    """``state``: waits, signed, refused (by the service, with ``answer``), blocked."""

    link: str
    task: dict[str, Any]
    state: str = "waits"
    wrong: int = 0
    answer: dict[str, Any] | None = None


class Signer:
    """Its keys, and the jobs that it has."""

    def __init__(self, folder: Path) -> None:
        now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  an outside program has its own clock
        self.authority = Authority(now - timedelta(days=30))
        trusting(folder / "trust", self.authority)
        self.doctor = self.authority.doctor()
        self.expired = self.authority.doctor("EXPIRED TEST", days=2)
        self.stranger = Authority(now - timedelta(days=30), "SOMEBODY ELSE").doctor("STRANGER")
        self.jobs: dict[str, Job] = {}

    async def take(self, request: web.Request) -> web.Response:
        link = str((await request.json())["link"])
        async with ClientSession() as session, session.get(link) as answer:
            if answer.status != 200:
                return web.json_response({"problem": answer.status}, status=409)
            task = await answer.json()
        id = uuid4().hex
        self.jobs[id] = Job(link, task)
        return web.json_response({"id": id, "name": task["name"], "digest": task["digest"]})

    async def tell(self, request: web.Request) -> web.Response:
        job = self.jobs[request.match_info["id"]]
        return web.json_response({"state": job.state, "answer": job.answer})

    async def sign(self, request: web.Request) -> web.Response:
        job, said = self.jobs[request.match_info["id"]], await request.json()
        if job.state in ("blocked", "signed"):
            return web.json_response({"state": job.state}, status=409)
        if said.get("pin") != PIN:
            job.wrong += 1
            job.state = "blocked" if job.wrong >= TRIES else job.state
            return web.json_response({"state": job.state}, status=403)
        handed = self._signature(base64.b64decode(job.task["document"]), str(said.get("fault", "")))
        async with ClientSession() as session, session.post(job.link, json=handed) as answer:
            job.answer = await answer.json()
            job.state = "signed" if answer.status == 200 else "refused"
        return web.json_response({"state": job.state, "answer": job.answer})

    def _signature(self, document: bytes, fault: str) -> dict[str, Any]:
        now = datetime.now(UTC)  # noqa: TID251  as above
        if fault == "algorithm":
            return {
                "signature": _text(b"not looked at"), "algorithm": NATIONAL, "certificates": [_text(self.doctor.der)],
            }  # fmt: skip
        holder = {"expired": self.expired, "stranger": self.stranger}.get(fault, self.doctor)
        signed = holder.cades(document + b" " if fault == "digest" else document, at=now)
        return {"signature": _text(signed)}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


async def main(folder: Path) -> None:
    signer = Signer(folder)
    app = web.Application()
    app.add_routes(
        [
            web.post("/jobs", signer.take),
            web.get("/jobs/{id}", signer.tell),
            web.post("/jobs/{id}/pin", signer.sign),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    print(f"Listening on {port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

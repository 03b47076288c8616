"""The tablet's page, and the pairing by a six-digit code."""

import hashlib
import secrets

import msgspec
from aiohttp import web

from brigade_app.wrong_codes import WrongCodes
from signaling.front_door import FrontDoor
from signaling.protocol.brigade_app import DeviceName, PairingCode, PairingOutcome, PairTablet
from signaling.protocol.brigades import BrigadesKnown, BrigadesKnownView
from signaling.protocol.people import SignInOpenDevice
from signaling.protocol.refusals import Code, Refused
from signaling.slice import system

PAIRING = system("tablet.pairing")


class PairingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the pairing page posts."""

    code: PairingCode
    device_name: DeviceName


def routes(door: FrontDoor) -> list[web.RouteDef]:
    """GET /tablet, POST /api/tablet/pair."""
    wrong = WrongCodes()

    async def page(request: web.Request) -> web.StreamResponse:
        return door.page("tablet")

    async def pair(request: web.Request) -> web.StreamResponse:
        address = door.address_of(request)
        wait_ms = wrong.retry_after_ms(address, door.now_ms())
        if wait_ms > 0:
            raise Refused(Code.TOO_MANY_TRIES, retry_after_ms=wait_ms)
        form = msgspec.json.decode(await request.read(), type=PairingForm)
        sign_in_id = door.new_id()
        try:
            brigade_id = await _use_code(door, form, sign_in_id)
        except Refused as refused:
            if refused.code in (Code.WRONG_CODE, Code.CODE_EXPIRED):
                wrong.wrong(address, door.now_ms())
            raise
        token = await _open_sign_in(door, brigade_id, sign_in_id, form.device_name)
        response = web.json_response({"brigade_id": brigade_id})
        door.set_session_cookie(response, token)
        return response

    return [web.get("/tablet", page), web.post("/api/tablet/pair", pair)]


async def _use_code(door: FrontDoor, form: PairingForm, sign_in_id: str) -> str:
    """The brigade that the code was for. A wrong code is refused here: the journal has counted it."""
    command = PairTablet(
        id=door.new_id(),
        made_at_ms=door.now_ms(),
        code=form.code,
        device_name=form.device_name,
        sign_in_id=sign_in_id,
    )
    outcome = msgspec.convert(await door.submit(command, PAIRING), PairingOutcome)
    if outcome.brigade_id is None:
        raise Refused(Code.WRONG_CODE)
    return outcome.brigade_id


async def _open_sign_in(door: FrontDoor, brigade_id: str, sign_in_id: str, device: str) -> str:
    """The session's token, of which the service keeps the SHA-256."""
    known: BrigadesKnownView = await door.ask(BrigadesKnown(), PAIRING)
    callsign = next((brigade.callsign for brigade in known.brigades if brigade.brigade_id == brigade_id), "")
    token = secrets.token_urlsafe(32)
    command = SignInOpenDevice(
        id=door.new_id(),
        made_at_ms=door.now_ms(),
        sign_in_id=sign_in_id,
        brigade_id=brigade_id,
        brigade_name=callsign,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        device=device,
    )
    await door.submit(command, PAIRING)
    return token

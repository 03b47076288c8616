"""A conclusion over HTTP: its preview, its signing, its files, and the page that verifies a print.

Opening an address takes nothing: GET and HEAD read. A signature comes by POST, from the signer's own page, or from a
program or cloud signer that holds a one-time link to one prepared document.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from aiohttp import web

from consult_room.conclusions.adapters.printing import PrintProblem, print_beside
from consult_room.conclusions.domain import decisions
from consult_room.conclusions.domain.conclusion import Prepared, Version
from consult_room.conclusions.domain.printing import preview_of
from consult_room.conclusions.domain.providers import Handed, Providers, Verified
from consult_room.conclusions.limits import Limits
from consult_room.conclusions.printer import PDF, subject_of
from consult_room.conclusions.queries import conclusion_of, outline_for
from consult_room.trust.http import trace_read
from signaling.files import DiskFull, FileMissing, FileProblem, Files
from signaling.front_door import FrontDoor
from signaling.protocol.conclusion_views import ConclusionSeal, SealView
from signaling.protocol.conclusions import ConclusionSign
from signaling.protocol.record_access import ReadKind
from signaling.protocol.refusals import Code, Refused, Unavailable
from signaling.slice import Actor, system

SIGNING = system("consult_room.signing")
PURPOSE = "conclusion.sign"
LARGEST_BODY = 512 * 1024
CODE = re.compile("[A-Za-z0-9_-]{22}")
Shape = TypeVar("Shape", bound=msgspec.Struct)

Recheck = Callable[[web.Request, Actor, str], Awaitable[None]]
"""(request, who, password): refuses ``wrong_password``, ``too_many_tries``."""


class OwnHand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the signer's own page posts."""

    handed: Handed
    password: str = ""


class SigningLink(msgspec.Struct, frozen=True, kw_only=True):
    """For a program that signs."""

    url: str


class OutsideTask(msgspec.Struct, frozen=True, kw_only=True):
    """What a program that signs is given: ``document`` is what to sign, in base64 as JSON has bytes."""

    digest: str
    digest_algorithm: str
    algorithms: list[str]
    document: bytes
    name: str
    until_ms: int


class ConclusionDoor:
    """``recheck``: proves anew that the person at the page is who has signed in."""

    def __init__(self, door: FrontDoor, files: Files, providers: Providers, recheck: Recheck) -> None:
        self._door = door
        self._files = files
        self._providers = providers
        self._recheck = recheck
        self._limits = Limits()

    # -- the signer's own page -----------------------------------------------------------------------------------

    async def preview(self, request: web.Request) -> web.Response:
        """GET …/signings/{signing_id}/preview: the PDF as it will look."""
        prepared = await self._own(request, await self._door.actor_of(request))
        try:
            content = await print_beside(preview_of(prepared))
        except PrintProblem:
            raise Unavailable("printing") from None
        return _file(content, PDF, "preview.pdf")

    async def document(self, request: web.Request) -> web.Response:
        """GET …/signings/{signing_id}/document: the text to be signed, for a program that makes a signature's file."""
        prepared = await self._own(request, await self._door.actor_of(request))
        return _file((prepared.document or "").encode(), "application/json", f"conclusion-{prepared.version}.json")

    async def sign(self, request: web.Request) -> web.Response:
        """POST …/signings/{signing_id} with OwnHand: ``{version}``; 409 ``signature_invalid`` with ``why``,
        ``signature_algorithm_unknown``, ``wrong_password``, ``code_expired``, ``changed_meanwhile``; 429."""
        actor = await self._door.actor_of(request)
        typed = await _body(request, OwnHand)
        prepared = await self._own(request, actor)
        if self._providers[prepared.provider].view.level == "simple":
            await self._recheck(request, actor, typed.password)
        return await self._verify_and_keep(request.match_info["consult_id"], prepared, typed.handed)

    async def link(self, request: web.Request) -> web.Response:
        """POST …/signings/{signing_id}/link: SigningLink, good once, as long as the document waits."""
        actor = await self._door.actor_of(request)
        prepared = await self._own(request, actor)
        if self._providers[prepared.provider].view.asks != "link":
            raise Refused(Code.NOT_ALLOWED)
        ticket = await self._door.tickets.issue(
            purpose=PURPOSE, about=f"{request.match_info['consult_id']} {prepared.signing_id}", holder=actor.id,
            lives_ms=max(1, prepared.until_ms - self._door.now_ms()), uses=5,
        )  # fmt: skip
        return _answer(SigningLink(url=f"{self._door.public_base}/api/signings/{ticket}"))

    # -- an outside signer ---------------------------------------------------------------------------------------

    async def task(self, request: web.Request) -> web.Response:
        """GET /api/signings/{ticket}: OutsideTask; 404 for what is no link any more."""
        _, prepared = await self._by_link(request)
        wanted = self._providers[prepared.provider].prepare((prepared.document or "").encode())
        return _answer(
            OutsideTask(
                digest=wanted.digest,
                digest_algorithm=wanted.digest_algorithm,
                algorithms=wanted.algorithms,
                document=wanted.bytes,
                name=prepared.name or "",
                until_ms=prepared.until_ms,
            )
        )

    async def bring(self, request: web.Request) -> web.Response:
        """POST /api/signings/{ticket} with Handed: as ``sign``. A link bears five tries."""
        handed = await _body(request, Handed)
        consult_id, prepared = await self._by_link(request)
        await self._door.tickets.take(request.match_info["ticket"], PURPOSE)
        return await self._verify_and_keep(consult_id, prepared, handed)

    # -- what is kept --------------------------------------------------------------------------------------------

    async def pdf(self, request: web.Request) -> web.Response:
        """GET …/versions/{version}/pdf: 404 for who may not read it, 409 ``wrong_state`` while it is being made."""
        version = await self._readable(request, "pdf")
        if not version.prints:
            raise Refused(Code.WRONG_STATE, wanted="print")
        name = f"conclusion-{version.version}.pdf"
        return _file(await self._get(version.prints[-1].file_id), PDF, name, inline="inline" in request.query)

    async def text(self, request: web.Request) -> web.Response:
        """GET …/versions/{version}/document: the text that was signed."""
        version = await self._readable(request, "conclusion")
        return _file((version.document or "").encode(), "application/json", f"conclusion-{version.version}.json")

    async def signature(self, request: web.Request) -> web.Response:
        """GET …/versions/{version}/signature: the detached signature of whoever wrote it; 404 for one by hand."""
        version = await self._readable(request, "conclusion")
        file_id = version.author.file_id
        if file_id is None:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json")
        return _file(await self._get(file_id), "application/pkcs7-signature", f"conclusion-{version.version}.p7s")

    async def seal(self, request: web.Request) -> web.Response:
        """GET /api/v/{code}[/{version}]: SealView; 404 for a code that is none; 429 after sixty in a minute."""
        self._limits.count(self._door.address_of(request), self._door.now_ms())
        code, version = request.match_info["code"], request.match_info.get("version", "0")
        try:
            if not CODE.fullmatch(code):
                raise Refused(Code.NOT_FOUND)
            seal: SealView = await self._door.ask(ConclusionSeal(code=code, version=int(version)), SIGNING)
        except Refused:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        return _answer(seal)

    # -- inside --------------------------------------------------------------------------------------------------

    async def _own(self, request: web.Request, actor: Actor) -> Prepared:
        """The document that this person prepared."""
        found = await self._prepared(request.match_info["consult_id"], request.match_info["signing_id"])
        if found.person_id != actor.id:
            raise Refused(Code.NOT_FOUND, kind="signing", id=found.signing_id)
        return found

    async def _prepared(self, consult_id: str, signing_id: str) -> Prepared:
        async with self._door.reading() as reading:
            state = await conclusion_of(reading, consult_id)
        return decisions.document_to_sign(state, signing_id, self._door.now_ms())

    async def _by_link(self, request: web.Request) -> tuple[str, Prepared]:
        try:
            ticket = await self._door.tickets.look(request.match_info["ticket"], PURPOSE)
            consult_id, _, signing_id = ticket.about.partition(" ")
            return consult_id, await self._prepared(consult_id, signing_id)
        except Refused:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None

    async def _verify_and_keep(self, consult_id: str, prepared: Prepared, handed: Handed) -> web.Response:
        provider = self._providers[prepared.provider]
        document = (prepared.document or "").encode()
        verified: Verified = await asyncio.to_thread(
            lambda: provider.verify(document, handed, name=prepared.name or "", at_ms=self._door.now_ms())
        )
        file_id = None
        if handed.signature:
            try:
                row = await self._files.put(
                    handed.signature, subject=subject_of(consult_id), media_type="application/pkcs7-signature"
                )
            except DiskFull:
                raise Unavailable("disk", retry_after_ms=30_000) from None
            file_id = row.id
        command = ConclusionSign(
            id=self._door.new_id(),
            made_at_ms=self._door.now_ms(),
            consult_id=consult_id,
            signing_id=prepared.signing_id,
            level=verified.level,
            is_test=verified.is_test,
            checked=verified.checked,
            drawing=verified.drawing,
            file_id=file_id,
        )
        return _answer(await self._door.submit(command, SIGNING))

    async def _readable(self, request: web.Request, what: ReadKind) -> Version:
        """The version, once it is written down who takes it."""
        actor = await self._door.actor_of(request)
        try:
            async with self._door.reading() as reading:
                state = await conclusion_of(reading, request.match_info["consult_id"])
            shown = outline_for(state, actor, self._door.now_ms())
        except Refused:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json") from None
        number = int(request.match_info["version"])
        version = state.version(number) if any(one.version == number for one in shown.versions) else None
        if version is None:
            raise web.HTTPNotFound(text='{"code":"not_found"}', content_type="application/json")
        await trace_read(self._door, actor, request.match_info["consult_id"], what, str(number))
        return version

    async def _get(self, file_id: str) -> bytes:
        try:
            return await self._files.get(file_id)
        except FileMissing:
            raise web.HTTPGone(text='{"code":"forgotten"}', content_type="application/json") from None
        except FileProblem:
            raise Unavailable("files") from None


def _file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> web.Response:
    how = "inline" if inline else "attachment"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'{how}; filename="{name}"'}
    return web.Response(body=content, content_type=media_type, headers=headers)


def _answer(body: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), content_type="application/json")


async def _body(request: web.Request, shape: type[Shape]) -> Shape:
    """415 for another kind, which a form of another site could send; 413; 400 for an unreadable one."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(LARGEST_BODY, request.content_length or 0)
    return msgspec.json.decode(await request.read(), type=shape)


def routes(door: FrontDoor, files: Files, providers: Providers, recheck: Recheck) -> list[web.RouteDef]:
    """Signing, reading, verifying."""
    conclusions = ConclusionDoor(door, files, providers, recheck)
    consult = "/api/conclusions/{consult_id:[0-9a-f-]{36}}"
    signing = f"{consult}/signings/{{signing_id:[0-9a-f-]{{36}}}}"
    version = f"{consult}/versions/{{version:[1-9][0-9]{{0,2}}}}"
    outside = "/api/signings/{ticket:[A-Za-z0-9_-]{22}}"

    async def page(request: web.Request) -> web.StreamResponse:
        """GET /v/{code}[/{version}]. The page is the same whatever the code is worth: it says so itself."""
        return door.page("verify")

    return [
        web.get(f"{signing}/preview", conclusions.preview),
        web.get(f"{signing}/document", conclusions.document),
        web.post(signing, conclusions.sign),
        web.post(f"{signing}/link", conclusions.link),
        web.get(outside, conclusions.task),
        web.post(outside, conclusions.bring),
        web.get(f"{version}/pdf", conclusions.pdf),
        web.get(f"{version}/document", conclusions.text),
        web.get(f"{version}/signature", conclusions.signature),
        web.get("/v/{code}", page),
        web.get("/v/{code}/{version}", page),
        web.get("/api/v/{code}", conclusions.seal),
        web.get("/api/v/{code}/{version:[1-9][0-9]{0,2}}", conclusions.seal),
    ]

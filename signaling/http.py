"""What every HTTP answer carries, and how mistakes are told."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec
import structlog
from aiohttp import web
from aiohttp.typedefs import Middleware

from signaling import clock, ids
from signaling.protocol.refusals import Code, Refused, Unavailable

log = structlog.get_logger("http")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FRAMED = frozenset({"/room"})
"""Pages that a page of ours may show inside itself: the tablet keeps its own page, and the fixes of its place, open."""

PAGES_WORKER = "/web/pages/worker.js"
"""The service worker that opens pages while the server is away: it lies in a folder and answers for pages outside."""

PERMISSIONS_POLICY = "camera=(self), microphone=(self), geolocation=(self), screen-wake-lock=(self), payment=(), usb=()"


def security_headers(secure: bool) -> Middleware:
    """Every answer's headers; HSTS only where the public base is https, and stays so."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as error:
            _set_headers(error.headers, request, secure, error.status)
            raise
        if not response.prepared:
            _set_headers(response.headers, request, secure, response.status)
        return response

    return middleware


def _set_headers(headers: Any, request: web.Request, secure: bool, status: int) -> None:
    policy = CONTENT_SECURITY_POLICY
    if request.path in FRAMED:
        policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    headers["Content-Security-Policy"] = policy
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Permissions-Policy"] = PERMISSIONS_POLICY
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.path == PAGES_WORKER:
        headers["Service-Worker-Allowed"] = "/"
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    # What is not there today may be there after the next update: only what was found is kept.
    if status < 400 and request.path.startswith("/web/") and "/assets/" in request.path:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def errors_told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The one place that turns an exception's type into a status and a JSON body."""
    try:
        return await handler(request)
    except Refused as refused:
        status = 429 if refused.code is Code.TOO_MANY_TRIES else 409
        return _json(status, {"code": refused.code, "details": refused.details})
    except Unavailable as away:
        response = _json(503, {"code": "unavailable", "service": away.service, "retry_after_ms": away.retry_after_ms})
        response.headers["Retry-After"] = str(max(1, away.retry_after_ms // 1000))
        return response
    except msgspec.ValidationError as error:
        return _json(400, {"code": "rejected", "rule": str(error)})
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _json(400, {"code": "rejected", "rule": "not JSON"})
    except web.HTTPException:
        raise
    except Exception:
        incident = ids.new_id(clock.now_ms())
        log.exception("our own mistake", incident=incident, path=_pattern(request))
        return _json(500, {"code": "internal", "incident": incident})


def _pattern(request: web.Request) -> str:
    """The route's pattern: the path itself may hold a ticket."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def _json(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(status=status, body=msgspec.json.encode(body), content_type="application/json")


def origin_allowed(public_base: str, others: tuple[str, ...], now: Callable[[], Iterable[str]] = tuple) -> Middleware:
    """Refuses what a page of another origin sends: every unsafe method, and the socket's handshake. ``now``: further
    ones, asked for each time, for a machine's addresses change.

    A request without an Origin (a webhook, a Python client) passes: cookies are SameSite, webhooks are signed.
    """
    allowed = {_origin(public_base), *(_origin(other) for other in others)}

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        guarded = request.method not in ("GET", "HEAD") or request.path == "/socket"
        if guarded and origin is not None and _origin(origin) not in {*allowed, *now()}:
            raise web.HTTPForbidden(text="This origin may not speak to the server.")
        return await handler(request)

    return middleware


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()

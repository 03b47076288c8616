"""Plain http beside the service: the page to trust the authority on, and nothing else but the way to https."""

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from config.local_authority import page
from config.local_authority.local_tls import LocalTls

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
SHARED = "fonts"


def application(local: LocalTls, built: Path) -> web.Application:
    """``built``: where the fronts' build has left the page's look."""

    async def shown(request: web.Request) -> web.Response:
        file = built / page.FRONT / "index.html"
        shell = file.read_text("utf-8") if file.is_file() else None
        host = _named(request) if local.is_ours(_named(request)) else ""
        device = page.Device(
            language=page.language_of(request.query.get("language"), request.headers.get("Accept-Language", "")),
            kind=page.kind_of(request.headers.get("User-Agent", "")),
            address=f"http://{request.host}/" if host else f"{local.trust_base}/",
            https=local.https_of(host),
        )
        text = page.page(shell, local.kept.authority.certificate, device)
        return web.Response(text=text, content_type="text/html", headers={"Content-Language": device.language})

    async def certificate(request: web.Request) -> web.Response:
        return _file(page.certificate_file(local.kept.authority.certificate), page.FILE, "application/x-x509-ca-cert")

    async def profile(request: web.Request) -> web.Response:
        content = page.profile_file(local.kept.authority.certificate)
        return _file(content, page.PROFILE, "application/x-apple-aspen-config")

    async def elsewhere(request: web.Request) -> web.Response:
        raise web.HTTPFound(local.https_of(_named(request)) + request.rel_url.raw_path_qs)

    app = web.Application(middlewares=[_headers])
    local.guard(app)
    routes = [
        web.get("/", shown),
        web.get(f"/{page.FILE}", certificate),
        web.get(f"/{page.PROFILE}", profile),
        *(web.static(f"/web/{one}", built / one) for one in (page.FRONT, SHARED) if (built / one).is_dir()),
        web.route("*", "/{path:.*}", elsewhere),
    ]
    app.add_routes(routes)
    return app


def _file(content: bytes, name: str, kind: str) -> web.Response:
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=kind, headers=attached)


def _named(request: web.Request) -> str:
    """The name by which the device has come, as it stands in an address, without the port."""
    host = request.host
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


@web.middleware
async def _headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as error:
        _set(error)
        raise
    if not response.prepared:
        _set(response)
    return response


def _set(response: web.StreamResponse) -> None:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")

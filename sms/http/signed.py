"""Reads what a gateway posts, and believes it only with a good signature."""

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from sms.domain.signature import (
    BODY_HASH,
    SETTINGS_HEADER,
    SIGNATURE_HEADER,
    is_signed,
    is_signed_body,
    secrets_for,
    shared_keys_of,
)

if TYPE_CHECKING:
    from signaling.front_door import FrontDoor


async def signed_fields(door: "FrontDoor", request: web.Request) -> dict[str, str]:
    """The posted fields, of a form or of a JSON object. 403 without a good signature, 400 for a body that is neither.

    The address that was signed is the one we are known under: what stands in front of us changes the rest.
    """
    settings, headers = door.settings, request.headers
    signature, named = headers.get(SIGNATURE_HEADER), headers.get(SETTINGS_HEADER)
    tokens = [token for token in (settings.twilio_auth_token, settings.twilio_second_token) if token]
    secrets = secrets_for(tokens, shared_keys_of(settings.twilio_shared_keys), named)
    url = door.public_base + request.raw_path
    if BODY_HASH in request.query:
        body = await request.read()
        if not is_signed_body(secrets, url, body, request.query[BODY_HASH], signature, named):
            raise web.HTTPForbidden(text="The signature is not good.")
        return _of_json(body)
    posted = await request.post()
    form = [(name, value) for name, value in posted.items() if isinstance(value, str)]
    if not is_signed(secrets, url, form, signature, named):
        raise web.HTTPForbidden(text="The signature is not good.")
    return dict(form)


def _of_json(body: bytes) -> dict[str, str]:
    try:
        fields = msgspec.json.decode(body, type=dict[str, object])
    except msgspec.DecodeError:
        raise web.HTTPBadRequest(text="The body is no JSON object.") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}

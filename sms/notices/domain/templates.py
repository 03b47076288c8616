"""What a notice may say. Its values are checked by template, and no template has room for anything clinical: that a
result is ready and where, and when an appointment is. What the result says stands nowhere here."""

import re
from collections.abc import Mapping
from datetime import datetime

from signaling.protocol.notices import NoticeTemplate
from sms.domain.segments import plain, segments
from sms.domain.wording import LONGEST, Say


class BadNotice(ValueError):
    """One field of a notice is wrong: ``path`` says which, ``rule`` says what is meant."""

    def __init__(self, path: str, rule: str) -> None:
        super().__init__(f"{path}: {rule}")
        self.path = path
        self.rule = rule


REQUIRED: Mapping[NoticeTemplate, frozenset[str]] = {
    "result_ready": frozenset({"place"}),
    "appointment": frozenset({"place", "at"}),
    "appointment_changed": frozenset({"place", "at"}),
    "reminder": frozenset({"place", "at"}),
}
OPTIONAL: Mapping[NoticeTemplate, frozenset[str]] = {
    "result_ready": frozenset({"telephone", "link"}),
    "appointment": frozenset({"telephone"}),
    "appointment_changed": frozenset({"telephone"}),
    "reminder": frozenset({"telephone"}),
}
TELEPHONE = re.compile(r"\+?\d[\d ()-]{3,18}\d")
LINK = re.compile(r"https://[!-~]{4,92}")
PLACE = re.compile(r"[^\x00-\x1f<>{}]{1,40}")


def check_values(template: NoticeTemplate, values: Mapping[str, str]) -> None:
    """Raises BadNotice for the first value that is missing, too many or not of its kind."""
    for name in sorted(REQUIRED[template] - set(values)):
        raise BadNotice(f"$.values.{name}", f"the template {template} needs it")
    for name in sorted(set(values) - REQUIRED[template] - OPTIONAL[template]):
        raise BadNotice(f"$.values.{name}", f"the template {template} does not know it")
    for name, value in values.items():
        _check(name, value)


def _check(name: str, value: str) -> None:
    path = f"$.values.{name}"
    if name == "at":
        try:
            wall = datetime.strptime(value, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a wall time of the service's zone
        except ValueError:
            raise BadNotice(path, "a time of the service's clock is meant, as 2026-11-24T09:30") from None
        if wall.strftime("%Y-%m-%dT%H:%M") != value:
            raise BadNotice(path, "a time of the service's clock is meant, as 2026-11-24T09:30")
    elif name == "telephone" and not TELEPHONE.fullmatch(value):
        raise BadNotice(path, "a telephone number is meant")
    elif name == "link" and not LINK.fullmatch(value):
        raise BadNotice(path, "a link that begins with https:// is meant, at most 100 characters")
    elif name == "place" and not (PLACE.fullmatch(value) and value.strip()):
        raise BadNotice(path, "a place of 1 to 40 characters is meant, without < > { } and line breaks")


def notice_text(template: NoticeTemplate, values: Mapping[str, str], *, language: str, say: Say) -> str:
    """The fullest wording that fits in two segments: what is more than needed is left out first."""
    at = values.get("at", "")
    shown = {"place": values["place"], "day": f"{at[8:10]}.{at[5:7]}.{at[:4]}" if at else "", "time": at[11:]}
    more = " ".join(values[name] for name in ("link", "telephone") if name in values)
    key = f"notice-{template.replace('_', '-')}"
    for ending in (more, values.get("link", values.get("telephone", "")), ""):
        text = plain(f"{say(language, key, **shown)} {ending}".strip())
        if segments(text) <= LONGEST:
            return text
    return plain(say(language, key, **{**shown, "place": ""}))

"""What a reason means: its priority, who should go, how soon, which doctor has to be told."""

from collections.abc import Iterable, Mapping

import msgspec

from signaling.protocol.brigades import Profile
from signaling.protocol.reasons import ReasonListView, ReasonQuestion, ReasonView
from signaling.protocol.refusals import Code, Refused

LANGUAGES = ("uz", "ru", "en")


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds from the answered telephone call: until a brigade should be sent, until it should be at the door."""

    assign: int
    arrive: int


class QuestionEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question of the data file, with its labels."""

    raises_to: int
    uz: str
    ru: str
    en: str


class ReasonEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason of the data file, with its labels."""

    code: str
    group: str
    priority: int
    profiles: list[Profile]
    questions: list[str]
    uz: str
    ru: str
    en: str
    alert_specialty: str | None = None


class ReasonFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole data file ``reasons.toml``."""

    targets: dict[str, Target]
    threats: dict[str, QuestionEntry]
    questions: dict[str, QuestionEntry]
    reasons: list[ReasonEntry]


class Replacement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may go instead: always, and besides when life is in danger."""

    may_replace: list[Profile]
    threat_to_life: list[Profile]


DOCTOR_SAYS = "doctor:life_threat"
"""Why an incident that a doctor has made of a consult is of the first priority."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What the server makes of a reason and the answers."""

    priority: int
    because: list[str]
    wanted: list[Profile]
    alert_specialty: str | None
    assign_seconds: int
    arrive_seconds: int


class Catalogue:
    """The reasons and the replacement rules of one service."""

    def __init__(self, reasons: ReasonFile, replacements: Mapping[Profile, Replacement]) -> None:
        self.reasons = {entry.code: entry for entry in reasons.reasons}
        self.threats = reasons.threats
        self.questions = reasons.questions
        self.targets = {int(priority): target for priority, target in reasons.targets.items()}
        self.replacements = replacements

    def judge(self, reason: str, answers: Iterable[str], *, doctor_says: bool = False) -> Judgement:
        """The priority is the reason's, raised by the gravest answer; the gravest of all when a doctor says that life
        is in danger. Refuses an unknown reason or answer."""
        entry = self.reasons.get(reason)
        if entry is None:
            raise Refused(Code.REASON_NEEDED, reason=reason)
        priority, because = entry.priority, [f"reason:{reason}"]
        for answer in answers:
            question = self.threats.get(answer) or (self.questions.get(answer) if answer in entry.questions else None)
            if question is None:
                raise Refused(Code.NOT_FOUND, field="answers", answer=answer)
            if question.raises_to < priority:
                priority, because = question.raises_to, [f"answer:{answer}"]
            elif question.raises_to == priority:
                because.append(f"answer:{answer}")
        if doctor_says:
            because = [DOCTOR_SAYS] if priority > 1 else [*because, DOCTOR_SAYS]
            priority = 1
        target = self.targets[priority]
        return Judgement(
            priority=priority,
            because=because,
            wanted=entry.profiles,
            alert_specialty=entry.alert_specialty,
            assign_seconds=target.assign,
            arrive_seconds=target.arrive,
        )

    def allowed(self, wanted: Iterable[Profile], priority: int) -> frozenset[Profile]:
        """Every profile that may go where one of ``wanted`` is wanted, at this priority."""
        profiles = set(wanted)
        for profile in tuple(profiles):
            rule = self.replacements[profile]
            profiles.update(rule.may_replace)
            if priority == 1:
                profiles.update(rule.threat_to_life)
        return frozenset(profiles)

    def labels(self, reason: str) -> dict[str, str]:
        """The reason's label by language; its code where an old incident has a reason that is gone."""
        entry = self.reasons.get(reason)
        return {language: getattr(entry, language) if entry else reason for language in LANGUAGES}

    def view(self) -> ReasonListView:
        """What a call taker's screen chooses from."""
        return ReasonListView(
            threats=[_question(code, entry) for code, entry in self.threats.items()],
            reasons=[
                ReasonView(
                    code=entry.code,
                    group=entry.group,
                    label={"uz": entry.uz, "ru": entry.ru, "en": entry.en},
                    priority=entry.priority,
                    profiles=entry.profiles,
                    alert_specialty=entry.alert_specialty,
                    target_seconds=self.targets[entry.priority].arrive,
                    questions=[_question(code, self.questions[code]) for code in entry.questions],
                )
                for entry in self.reasons.values()
            ],
        )


def _question(code: str, entry: QuestionEntry) -> ReasonQuestion:
    labels = {"uz": entry.uz, "ru": entry.ru, "en": entry.en}
    return ReasonQuestion(code=code, label=labels, raises_to=entry.raises_to)


def catalogue_from(reasons_toml: bytes, profiles_toml: bytes) -> Catalogue:
    """Reads both data files. Raises ``msgspec.ValidationError`` or ``ValueError`` when they are wrong."""
    reasons = msgspec.toml.decode(reasons_toml, type=ReasonFile)
    replacements = msgspec.toml.decode(profiles_toml, type=dict[Profile, Replacement])
    _check(reasons, replacements)
    return Catalogue(reasons, replacements)


def _check(reasons: ReasonFile, replacements: Mapping[Profile, Replacement]) -> None:
    codes = [entry.code for entry in reasons.reasons]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise ValueError(f"reasons stand twice: {sorted(twice)}")
    if set(reasons.targets) != {"1", "2", "3", "4"}:
        raise ValueError("targets are needed for the priorities 1, 2, 3 and 4")
    for entry in reasons.reasons:
        if entry.priority not in (1, 2, 3, 4) or not entry.profiles:
            raise ValueError(f"{entry.code}: a priority of 1 to 4 and a profile are needed")
        missing = set(entry.questions) - set(reasons.questions)
        if missing:
            raise ValueError(f"{entry.code} asks unknown questions: {sorted(missing)}")
    missing_profiles = set(Profile) - set(replacements)
    if missing_profiles:
        raise ValueError(f"no replacement rules for {sorted(missing_profiles)}")

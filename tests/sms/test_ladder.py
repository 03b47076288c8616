"""The ladder climbed by the clock: which step, whose turn, and what becomes of a promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.protocol.alerts import (
    AlertConfirm,
    AlertConfirmed,
    AlertedPerson,
    AlertLapsed,
    AlertPersonCalled,
    AlertPersonLeft,
    AlertRaise,
    AlertSettle,
    AlertStep,
    AlertStepped,
)
from signaling.protocol.base import Event
from signaling.protocol.deliveries import DeliveryChannel
from signaling.protocol.ladders import Ladder, LadderStep
from signaling.protocol.refusals import Code, Refused
from signaling.slice import Role
from signaling.testing import person
from sms.adapters.ladder_file import SHIPPED, LaddersProblem, read_ladders
from sms.domain.alert_rules import decide_raise
from sms.domain.alerts import Alert, may_answer
from sms.domain.gateway import Never
from sms.domain.turns import decide_steps, decide_turns, next_step_at_ms, senior_at_ms
from tests.sms.desk import (
    INCIDENT,
    KARIMOV,
    LADDERS,
    PUBLIC_BASE,
    RASULOVA,
    SMITH,
    WITHOUT_TELEPHONE,
    AlertTown,
    Scripted,
    doctor,
    town,
)
from tests.sms.test_alert_rules import told

SENIOR = AlertedPerson(person_id="senior", name="Tursunov D.", telephone="+998000000009", language="ru", senior=True)
URGENT = LADDERS.of("", "urgent")
NEXT_MS = URGENT.next_after_s * 1000
TELEPHONES: Sequence[DeliveryChannel] = ("sms", "voice")


async def facts(place: AlertTown, kind: type[Event]) -> list[Any]:
    return [happened.event for happened in await place.events(kind)]


async def channels_of(place: AlertTown, who: AlertedPerson) -> list[str]:
    steps = await facts(place, AlertStepped)
    return [event.channel for event in steps if event.person_id == who.person_id and not event.missing]


async def test_one_person_is_reached_by_message_then_by_voice_and_then_the_next_is_asked() -> None:
    """Rule [A8]."""
    async with town(channels=TELEPHONES) as place:
        await place.raised(KARIMOV, RASULOVA, SMITH)
        assert await channels_of(place, KARIMOV) == ["sms"]
        await place.pass_time(30_000)
        assert await channels_of(place, KARIMOV) == ["sms", "voice"]
        assert await channels_of(place, RASULOVA) == []
        await place.pass_time(NEXT_MS - 30_000)
        assert await channels_of(place, RASULOVA) == ["sms"]
        await place.pass_time(NEXT_MS)
        assert [event.person_id for event in await facts(place, AlertPersonCalled)] == ["karimov", "rasulova", "smith"]


async def test_the_first_may_still_accept_while_the_third_is_asked() -> None:
    async with town(channels=TELEPHONES) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, SMITH)
        await place.pass_time(NEXT_MS)
        await place.pass_time(NEXT_MS)
        await place.accept(alert_id, KARIMOV)
        assert (await place.alert(alert_id)).acknowledged_by == "karimov"


async def test_where_life_is_in_danger_everybody_is_asked_at_once_and_the_senior_after_a_minute() -> None:
    async with town(channels=TELEPHONES) as place:
        await place.raised(KARIMOV, RASULOVA, SENIOR, urgency="life_threat")
        assert {event.person_id for event in await facts(place, AlertPersonCalled)} == {"karimov", "rasulova"}
        await place.pass_time(20_000)
        assert await channels_of(place, RASULOVA) == ["sms", "voice"]
        await place.pass_time(40_000)
        assert await channels_of(place, SENIOR) == ["sms"]


async def test_the_senior_is_asked_when_nobody_else_is_left() -> None:
    async with town(channels=TELEPHONES) as place:
        alert_id = await place.raised(KARIMOV, SENIOR)
        await place.decline(alert_id, KARIMOV)
        assert await channels_of(place, SENIOR) == ["sms"]
        assert (await place.alert(alert_id)).status == "open"


async def test_a_number_that_is_no_number_goes_to_the_next_step_and_person_at_once() -> None:
    """Rule [A8]."""
    gateway = Scripted(Never("21211", "number"), Never("21211", "number"))
    async with town(gateway, channels=TELEPHONES) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.send()
        assert await channels_of(place, KARIMOV) == ["sms", "voice"]
        await place.send()
        assert (await place.alert(alert_id)).people[0].status == "unreachable"
        assert await channels_of(place, RASULOVA) == ["sms"]


async def test_nobody_off_duty_is_called() -> None:
    """Rule [A10]."""
    async with town(channels=TELEPHONES) as place:
        await place.raised(KARIMOV, RASULOVA, SMITH)
        place.on_duty.remove(RASULOVA)
        await place.pass_time(NEXT_MS)
        assert [event.person_id for event in await facts(place, AlertPersonLeft)] == ["rasulova"]
        assert [event.person_id for event in await facts(place, AlertPersonCalled)] == ["karimov", "smith"]


async def test_who_came_on_duty_meanwhile_is_asked_in_turn() -> None:
    async with town(channels=TELEPHONES) as place:
        await place.raised(KARIMOV)
        place.on_duty.append(SMITH)
        await place.pass_time(30_000)
        await place.pass_time(NEXT_MS)
        assert [event.person_id for event in await facts(place, AlertPersonCalled)] == ["karimov", "smith"]


async def test_without_a_telephone_a_step_is_missing_and_said_so() -> None:
    async with town(channels=TELEPHONES) as place:
        await place.raised(WITHOUT_TELEPHONE)
        await place.pass_time(30_000)
        steps = await facts(place, AlertStepped)
        assert [(event.channel, event.missing) for event in steps] == [("push", True), ("sms", True), ("voice", True)]
        assert await place.deliveries() == []


async def test_a_promise_that_is_not_kept_begins_the_ladder_again_without_who_made_it() -> None:
    """Rule [A9]."""
    async with town(channels=TELEPHONES) as place:
        alert_id = await place.raised(KARIMOV, RASULOVA, SENIOR)
        await place.accept(alert_id, KARIMOV)
        due = (await place.alert(alert_id)).confirm_by_ms or 0
        assert due == place.now_ms + (URGENT.promise_s + URGENT.grace_s) * 1000
        await place.pass_time(due - place.now_ms - 1)
        assert (await place.alert(alert_id)).status == "acknowledged"
        await place.pass_time(1)
        alert = await place.alert(alert_id)
        assert (alert.status, alert.round) == ("open", 2)
        assert {each.person_id: each.status for each in alert.people} == {
            "karimov": "silent",
            "rasulova": "called",
            "senior": "listed",
        }
        assert alert.expires_at_ms == place.now_ms + URGENT.lives_s * 1000
        assert [event.person_id for event in await facts(place, AlertLapsed)] == ["karimov"]


async def test_who_is_there_stops_the_second_clock() -> None:
    """Rule [A9]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.accept(alert_id, KARIMOV)
        confirm = place.wish(AlertConfirm, alert_id=alert_id, person_id="karimov", channel="browser")
        await place.do(confirm, doctor(KARIMOV))
        await place.do(place.wish(AlertConfirm, alert_id=alert_id, person_id="karimov", channel="browser"))
        await place.pass_time(24 * 3_600_000)
        assert (await place.alert(alert_id)).status == "acknowledged"
        assert len(await place.events(AlertConfirmed)) == 1


async def test_who_says_when_they_come_is_waited_for_until_then() -> None:
    """Rule [A9]."""
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        await place.accept(alert_id, KARIMOV, promise_s=1_200)
        await place.pass_time(1_200_000 + 59_000)
        assert (await place.alert(alert_id)).status == "acknowledged"
        await place.pass_time(1_000)
        assert (await place.alert(alert_id)).status == "declined_by_all"


@pytest.mark.parametrize("who", [None, "karimov"])
async def test_whoever_is_in_the_room_is_there(who: str | None) -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        await place.accept(alert_id, KARIMOV)
        settle = {"about_kind": "incident", "about_id": INCIDENT, "outcome": "arrived"}
        await place.do(place.wish(AlertSettle, **settle, person_id="rasulova"))
        assert (await place.alert(alert_id)).confirmed_at_ms is None
        await place.do(place.wish(AlertSettle, **settle, person_id=who))
        assert (await place.alert(alert_id)).confirmed_at_ms is not None


async def test_only_who_took_it_confirms_and_only_once_it_is_taken() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV, RASULOVA)
        with pytest.raises(Refused) as refused:
            await place.do(place.wish(AlertConfirm, alert_id=alert_id, person_id="karimov", channel="browser"))
        assert refused.value.code is Code.WRONG_STATE
        await place.accept(alert_id, KARIMOV)
        for actor in (doctor(RASULOVA), person(Role.DISPATCHER)):
            wish = place.wish(AlertConfirm, alert_id=alert_id, person_id="rasulova", channel="browser")
            with pytest.raises(Refused) as refused:
                await place.do(wish, actor)
            assert refused.value.code is Code.NOT_YOURS


async def test_the_clocks_wishes_are_the_clocks() -> None:
    async with town() as place:
        alert_id = await place.raised(KARIMOV)
        with pytest.raises(Refused) as refused:
            await place.do(place.wish(AlertStep, alert_id=alert_id, specialty="cardiology"), person(Role.DISPATCHER))
        assert refused.value.code is Code.NOT_ALLOWED


async def test_whoever_has_an_address_gets_an_email_where_the_ladder_has_that_step() -> None:
    gateway = Scripted()
    own = msgspec.structs.replace(URGENT, steps=(LadderStep("sms", 0), LadderStep("email", 0)))
    ladders = msgspec.structs.replace(LADDERS, reasons={"chest_pain": {"urgent": own}})
    async with town(gateway, channels=("sms", "email"), ladders=ladders) as place:
        await place.raised(msgspec.structs.replace(KARIMOV, email="karimov@hospital.example.uz"))
        await place.send()
        sent = {message.channel: message for message in gateway.given}
        assert sent["email"].to == "karimov@hospital.example.uz"
        assert "kardiolog" in sent["email"].subject
        assert f"{PUBLIC_BASE}/a/" in sent["email"].body


@dataclass
class Passing:
    """An alert that the clock alone moves."""

    state: Alert
    now_ms: int = 0
    called: int = 0

    def climb(self) -> None:
        while True:
            turns = decide_turns(self.state, self.now_ms)
            self.state = told(self.state, turns, self.now_ms)
            reachable = {each.person_id: TELEPHONES if each.telephone else () for each in self.state.people}
            steps = decide_steps(self.state, self.now_ms, reachable)
            self.state = told(self.state, list(steps), self.now_ms)
            if not turns and not steps:
                return


SOME_STEPS = st.lists(
    st.builds(LadderStep, st.sampled_from(["push", "sms", "voice", "email"]), st.integers(0, 120)),
    max_size=4,
    unique_by=lambda step: step.channel,
)
SOME_LADDERS = st.builds(
    lambda steps, after, senior: Ladder(
        steps=tuple(steps), next_after_s=after, senior_after_s=senior, lives_s=900, promise_s=60
    ),
    SOME_STEPS,
    st.integers(0, 120),
    st.integers(0, 600),
)
SOME_PEOPLE = st.lists(
    st.sampled_from([KARIMOV, RASULOVA, SMITH, WITHOUT_TELEPHONE, SENIOR]), unique_by=lambda each: each.person_id
)


@given(SOME_LADDERS, SOME_PEOPLE)
def test_the_clock_brings_everybody_their_turn_and_every_step_and_then_rests(
    ladder: Ladder, people: list[AlertedPerson]
) -> None:
    """Rule [A8]: what is due moves on with every look, nobody is passed over, and nothing is done twice."""
    wish = AlertRaise(
        id="1", made_at_ms=0, about_kind="incident", about_id="i", specialty="s", urgency="urgent", people=people
    )
    here = Passing(told(None, decide_raise(wish, "a", ladder), 0))
    here.climb()
    while (due := next_step_at_ms(here.state)) is not None:
        assert due > here.now_ms
        here.now_ms = due
        here.climb()
    if not people:
        assert here.state.status == "uncovered"
        return
    ends_ms = here.state.expires_at_ms
    for each in here.state.people:
        channels = [step.channel for step in each.steps]
        assert len(channels) == len(set(channels))
        assert may_answer(each) or (len(people) * ladder.next_after_s * 1000 >= ends_ms)
        if may_answer(each):
            expected = [step for step in ladder.steps if (each.called_at_ms or 0) + step.after_s * 1000 < ends_ms]
            assert {step.channel for step in expected} <= set(channels)
        if each.senior and may_answer(each):
            assert (each.called_at_ms or 0) <= senior_at_ms(here.state)


def test_the_shipped_ladders_are_good_and_a_reason_may_have_its_own() -> None:
    """Rule [A8]."""
    text = SHIPPED.read_text("utf-8")
    assert {"sms", "voice"} <= {step.channel for step in LADDERS.life_threat.steps}
    own = msgspec.structs.replace(URGENT, next_after_s=7)
    ladders = msgspec.structs.replace(LADDERS, reasons={"cardiac_arrest": {"urgent": own}})
    assert ladders.of("cardiac_arrest", "urgent") is own
    assert ladders.of("cardiac_arrest", "life_threat") is LADDERS.life_threat
    assert ladders.of("burns", "urgent") is URGENT
    assert "promise_s" in text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[routine]", "[routin]"), "routin"),
        (("after_s = 20", "after_s = -1"), "after_s"),
        (("after_s = 20", "after_s = 301"), "after the alert's end"),
        (('channel = "sms"', 'channel = "pigeon"'), "pigeon"),
        (('channel = "voice"', 'channel = "sms"'), "stands twice"),
        (("lives_s = 300", "lives_s = 0"), "lives_s"),
        (("steps = [", "steps = 3 #"), "ladders"),
        (("[urgent]", "[urgent"), "ladders"),
    ],
)
def test_a_bad_file_of_ladders_says_what_is_wrong(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    file = tmp_path / "ladders.toml"
    text = SHIPPED.read_text("utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(LaddersProblem, match=says):
        read_ladders(file)


def test_a_ladder_of_push_alone_is_refused_and_so_is_a_missing_file(tmp_path: Path) -> None:
    """Rule [A8]."""
    file = tmp_path / "ladders.toml"
    ladders = msgspec.structs.replace(
        LADDERS, routine=msgspec.structs.replace(LADDERS.routine, steps=(LadderStep("push", 0),))
    )
    lines = []
    for name in ("life_threat", "urgent", "routine", "drill"):
        ladder = getattr(ladders, name)
        steps = ", ".join(f'{{ channel = "{step.channel}", after_s = {step.after_s} }}' for step in ladder.steps)
        lines += [f"[{name}]", f"steps = [{steps}]"]
        lines += [
            f"{key} = {getattr(ladder, key)}" for key in ("next_after_s", "senior_after_s", "lives_s", "promise_s")
        ]
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(LaddersProblem, match="push alone"):
        read_ladders(file)
    with pytest.raises(LaddersProblem, match="cannot be read"):
        read_ladders(tmp_path / "nowhere.toml")

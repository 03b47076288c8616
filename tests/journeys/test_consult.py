"""A rural physician gets a specialist: rung in the browser and by SMS, in conversation, with a written conclusion."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenWindow, Photograph
from tests.journeys.console import Console
from tests.journeys.dock import expect_all_flow
from tests.journeys.room import Room
from tests.journeys.town import DemoTown
from tests.journeys.window import Window

QUESTION = "Does the ST elevation need lysis before the transport?"
CONCLUSION = "Aspirin 300 mg now, no lysis; to the regional centre within the hour."


def test_a_consult_from_the_question_to_the_read_conclusion(
    town: DemoTown, window: OpenWindow, photograph: Photograph
) -> None:
    specialist = Room(window(town, "Dilfuza Rasulova"))
    physician = Room(window(town, "Shuhrat Karimov"))
    assert physician.window.axe() == []
    physician.ask(specialty="Cardiology", urgency="Emergency", question=QUESTION, age=61, sex="male")
    expect(physician.page.get_by_text("3 specialists have been ringing since")).to_be_visible()
    assert physician.window.axe() == []

    expect(specialist.rings).to_contain_text(QUESTION)
    expect(specialist.rings).to_contain_text("Shuhrat Karimov")
    assert specialist.window.axe() == []
    assert any("/a/" in message for message in town.messages_to("rasulova"))
    the_desk_knows_of_it_and_reads_nothing(window(town, "Nodira Aliyeva"))

    specialist.tap("Take it")
    for side in (physician, specialist):
        side.dock.expect_state("talking")
    expect_all_flow([physician.dock, specialist.dock])
    for side in (physician, specialist):
        assert side.window.axe() == []

    specialist.page.get_by_label("Conclusion").fill(CONCLUSION)
    photograph(specialist.window, "room")
    specialist.tap("Write the conclusion")
    expect(physician.record).to_contain_text(CONCLUSION)
    physician.tap("I have read the conclusion")
    for side in (physician, specialist):
        expect(side.record).to_contain_text("Dilfuza Rasulova took it after")
        expect(side.record).to_contain_text(CONCLUSION)
        expect(side.record).to_contain_text("The conclusion was acknowledged, the consult is closed")


def the_desk_knows_of_it_and_reads_nothing(window: Window) -> None:
    """Whatever the line brings to a dispatcher's page, the question and who it is about are not in it."""
    heard: list[str] = []
    window.page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard.append(str(frame))))
    desk = Console(window)
    expect(desk.page.get_by_text("Consults without a specialist: 1")).to_be_visible()
    assert any('"consult"' in frame for frame in heard)
    assert not [frame for frame in heard if "ST elevation" in frame]
    window.close()

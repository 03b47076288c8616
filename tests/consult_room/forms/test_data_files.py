"""The files by which it is asked: those shipped are whole, and a service's own are read strictly."""

import shutil
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from config.settings import Settings, SettingsProblem
from config.slices import _forms
from consult_room.codes.adapters.keeping import shipped
from consult_room.forms.adapters.data_files import SHIPPED, FormsProblem, read_catalogue
from consult_room.forms.domain.catalogue import in_language, texts_missing
from signaling.protocol.people import Specialty

CATALOGUE = read_catalogue()


def test_every_specialty_is_asked_about_something_and_the_general_comes_last() -> None:
    for specialty in get_args(Specialty):
        problems = [one.problem for one in CATALOGUE.problems_of(specialty)]
        assert problems[-1] == "general"
        assert len(problems) > 1


def test_every_text_is_there_in_three_languages_and_says_who_reviewed_it() -> None:
    """[CD1]"""
    for one in (*CATALOGUE.forms, *CATALOGUE.scales.values(), *CATALOGUE.templates.values(), *CATALOGUE.parts):
        assert list(texts_missing(msgspec.to_builtins(one))) == []
    reviewers = {
        *(form.reviewed_by for form in CATALOGUE.forms),
        *(scale.reviewed_by for scale in CATALOGUE.scales.values()),
        *(template.reviewed_by for template in CATALOGUE.templates.values()),
    }
    assert reviewers == {"nobody yet"}


def test_every_problem_has_a_template_whose_codes_are_shipped() -> None:
    known = {entry.code for entry in shipped().entries}
    assert {form.problem for form in CATALOGUE.forms} == set(CATALOGUE.templates)
    for template in CATALOGUE.templates.values():
        assert set(template.codes) <= known, template.problem
    assert CATALOGUE.templates_for(None) == CATALOGUE.templates_for("no_such") == [CATALOGUE.templates["general"]]


def test_what_an_emergency_wants_an_urgent_or_planned_request_can_say_too() -> None:
    for form in CATALOGUE.forms:
        assert any("emergency" in field.required_for for field in form.fields), form.problem


def test_one_language_is_a_third_of_all() -> None:
    found = CATALOGUE.of_problem("stroke")
    assert found is not None
    spoken = in_language(found, "ru")
    assert set(spoken.form.names) == {"ru"}
    assert set(spoken.scales[0].items[0].choices[0].names) == {"ru"}
    assert len(msgspec.json.encode(spoken)) < 16_000


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for kind in ("problems", "scales", "templates"):
        (tmp_path / kind).mkdir()
    return tmp_path


def test_a_file_of_ones_own_replaces_the_shipped_one_and_others_are_added(own: Path) -> None:
    text = (SHIPPED / "problems" / "01_stroke.toml").read_text()
    (own / "problems" / "mine.toml").write_text(
        text.replace('reviewed_by = "nobody yet"', 'reviewed_by = "Dr Karimova"')
    )
    (own / "problems" / "more.toml").write_text(text.replace('problem = "stroke"', 'problem = "stroke_centre"'))
    catalogue = read_catalogue(own)
    stroke = catalogue.of_problem("stroke")
    assert stroke is not None
    assert stroke.form.reviewed_by == "Dr Karimova"
    assert catalogue.of_problem("stroke_centre") is not None
    assert len(catalogue.forms) == len(CATALOGUE.forms) + 1
    assert catalogue.forms[-1].problem == "general"


FORM = """
problem = "mine"
specialties = ["surgery"]
names = { uz = "a", ru = "b", en = "c" }
reviewed_by = "nobody yet"
[[fields]]
key = "one"
kind = "text"
names = { uz = "a", ru = "b", en = "c" }
reason = { uz = "a", ru = "b", en = "c" }
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('kind = "text"', 'kind = "colour"', "fields[0].kind"),
        ('kind = "text"', 'kind = "choice"', "one: a choice needs choices"),
        ('kind = "text"', 'kind = "number"', "one: a number needs least and most"),
        ('kind = "text"', 'kind = "scale"\nscale = "mood"', "one: there is no scale mood"),
        ('kind = "text"', 'kind = "text"\nfile = "ecg"', "one: file is for a file alone"),
        ('kind = "text"', 'kind = "text"\nfoo = 1', "foo"),
        ('key = "one"', 'key = "One!"', "fields[0].key"),
        ('["surgery"]', '["dentistry"]', "specialties[0]"),
        ('ru = "b", en = "c" }\nreviewed', 'en = "c" }\nreviewed', "names has no text in ru"),
        ('reason = { uz = "a"', 'reason = { uz = " "', "fields[0].reason has no text in uz"),
        ('reviewed_by = "nobody yet"\n', "", "reviewed_by"),
        ("[[fields]]", "[[fields", "no TOML"),
    ],
)
def test_a_file_with_anything_wrong_is_refused_by_file_and_key(own: Path, old: str, new: str, says: str) -> None:
    """[CD2]"""
    assert old in FORM
    path = own / "problems" / "mine.toml"
    path.write_text(FORM.replace(old, new, 1))
    with pytest.raises(FormsProblem) as problem:
        read_catalogue(own)
    assert str(path) in str(problem.value)
    assert says in str(problem.value)


def test_two_files_of_one_problem_are_refused(own: Path) -> None:
    """[CD2]"""
    for name in ("a", "b"):
        (own / "problems" / f"{name}.toml").write_text(FORM)
    with pytest.raises(FormsProblem, match=r"b\.toml: problem mine stands in a\.toml too"):
        read_catalogue(own)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 300_000])
def test_a_file_that_is_no_text_or_too_large_is_refused(own: Path, content: bytes) -> None:
    """[CD2]"""
    (own / "problems" / "mine.toml").write_bytes(content)
    with pytest.raises(FormsProblem, match=r"mine\.toml"):
        read_catalogue(own)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("least = 1\n", "least = -1\n", "bands: they have to ascend"),
        ('code = "moderate"', 'code = "Mo"', "bands"),
        ('source = "Brott', 'source = ""\nx = "', "source"),
        ('code = "questions"', 'code = "consciousness"', "items: consciousness stands twice"),
    ],
)
def test_a_scale_with_anything_wrong_is_refused(own: Path, old: str, new: str, says: str) -> None:
    """[CD2]"""
    text = (SHIPPED / "scales" / "nihss.toml").read_text()
    assert old in text
    (own / "scales" / "nihss.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(FormsProblem, match=r"nihss\.toml") as problem:
        read_catalogue(own)
    assert says in str(problem.value)


def test_the_server_says_it_at_its_start(own: Path, tmp_path: Path) -> None:
    """[CD2]"""
    (own / "problems" / "mine.toml").write_text("what")
    with pytest.raises(SettingsProblem, match=r"mine\.toml is no TOML"):
        _forms(Settings(forms_dir=str(own)))
    shutil.rmtree(own)
    with pytest.raises(SettingsProblem, match="The folder of forms is not there"):
        _forms(Settings(forms_dir=str(tmp_path / "nowhere")))

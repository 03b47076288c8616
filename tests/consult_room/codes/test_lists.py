"""Lists of codes: read strictly, kept by version, searched in any script."""

import re
from pathlib import Path

import pytest

from consult_room.codes.adapters.keeping import KeptLists, shipped
from consult_room.codes.adapters.reading import CodesProblem, read_rows
from consult_room.codes.domain.lists import CodeList, Entry, entries_of
from consult_room.codes.index import Index
from consult_room.codes.queries import Lists, listed
from signaling.protocol.refusals import Refused

HOUSE = shipped()


def a_list(version: str = "2019", at_ms: int = 1, entries: list[Entry] | None = None) -> CodeList:
    return CodeList(
        system="icd10",
        version=version,
        source="the ministry",
        official=True,
        language="ru",
        reviewed_by="",
        imported_at_ms=at_ms,
        entries=entries
        or [Entry("I63", {"ru": "Инфаркт мозга"}), Entry("I63.9", {"ru": "Инфаркт мозга неуточнённый"}, "I63")],
    )


def found(index: Index, text: str, language: str = "ru") -> list[str]:
    return [one.code for one in index.search(text, language, 20).found]


def test_the_shipped_list_is_of_the_form_of_icd_10() -> None:
    codes = [entry.code for entry in HOUSE.entries]
    assert len(codes) == len(set(codes)) >= 300
    assert all(re.fullmatch(r"[A-Z]\d\d(\.\d)?", code) for code in codes)
    assert all(set(entry.names) == {"uz", "ru", "en"} for entry in HOUSE.entries)
    assert all(len(name) <= 90 for entry in HOUSE.entries for name in entry.names.values())
    assert (HOUSE.official, HOUSE.reviewed_by) == (False, "nobody yet")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I63", "I63.9"),
        ("i63.9", "I63.9"),
        ("инсульт", "I64"),
        ("insult", "I64"),
        ("ишемический инс", "I63.9"),
        ("ishemik", "I63.9"),
        ("кўйдирги", "A22.9"),
        ("куйдирги", "A22.9"),
        ("cho'kish", "T75.1"),
        ("чўкиш", "T75.1"),
        ("snake", "T63.0"),
        ("ПНЕВМОНИЯ", "J18.9"),
        ("o'pka shishi", "J81"),
        ("қорин оғриғи", "R10.4"),
    ],
)
def test_a_code_is_found_by_its_beginning_or_by_words_in_any_script(text: str, code: str) -> None:
    """[CD9]"""
    assert code in found(Index(HOUSE), text)


@pytest.mark.parametrize("text", ["", "   ", "zqwvr", "%", "I63.9.9", "\u0000", "🚑", "plmk" * 30])
def test_what_is_no_code_finds_nothing(text: str) -> None:
    """[CD9]"""
    assert found(Index(HOUSE), text) == []


def test_an_answer_says_its_list() -> None:
    """[CD8]"""
    shown = Index(HOUSE).search("I64", "uz", 5)
    assert (shown.system, shown.version, shown.official, shown.reviewed_by) == ("icd10", "tez-1", False, "nobody yet")
    imported = Index(a_list(), HOUSE)
    assert [one.official for one in imported.named("i63.9").found] == [True]
    assert imported.named("Z99").found == []
    assert found(imported, "ishemik insult") == ["I63.9"]  # by the house's own words for the same code
    assert found(imported, "pnevmoniya") == []


def test_the_newest_import_is_used_and_earlier_ones_stay(tmp_path: Path) -> None:
    """[CD8]"""
    kept = KeptLists(tmp_path)
    lists = Lists(HOUSE, kept)
    assert lists.index("icd10").used.version == "tez-1"
    kept.keep(a_list("2016", 1))
    kept.keep(a_list("2019", 2))
    assert lists.index("icd10").used.version == "2019"
    assert [(one.version, one.used) for one in listed(lists)] == [("2019", True), ("2016", False), ("tez-1", False)]
    with pytest.raises(Refused, match="not_found"):
        lists.index("atc")


def test_a_version_is_never_changed(tmp_path: Path) -> None:
    """[CD8]"""
    kept = KeptLists(tmp_path)
    kept.keep(a_list())
    kept.keep(a_list(at_ms=5))
    with pytest.raises(CodesProblem, match="kept already with other codes"):
        kept.keep(a_list(entries=[Entry("I64", {"ru": "Инсульт"})]))
    assert len(kept.read()[0].entries) == 2


@pytest.mark.parametrize("version", ["", "../up", "a b", "A", "x" * 41])
def test_a_version_is_the_name_of_a_file(tmp_path: Path, version: str) -> None:
    with pytest.raises(CodesProblem, match="The version has to be"):
        KeptLists(tmp_path).keep(a_list(version))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_said_by_its_name(tmp_path: Path) -> None:
    kept = KeptLists(tmp_path)
    kept.keep(a_list())
    path = next(tmp_path.glob("*/*.json"))
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(CodesProblem, match=re.escape(f"{path} is damaged")):
        kept.read()


GOOD = 'code,name,parent\nI60-I69,Мозговые болезни,\nI63,"Инфаркт, мозга",I60-I69\nI63.9,Инфаркт,I63\n'
CLAML = (
    '<?xml version="1.0"?><ClaML><Class code="I60-I69" kind="block"><Rubric kind="preferred"><Label xml:lang="ru">'
    'Мозговые болезни</Label></Rubric></Class><Class code="I63" kind="category"><SuperClass code="I60-I69"/>'
    '<Rubric kind="preferred"><Label xml:lang="en">Infarction</Label><Label xml:lang="ru">Инфаркт,\n мозга</Label>'
    '</Rubric><Rubric kind="note"><Label xml:lang="ru">Ещё</Label></Rubric></Class><Class code="I63.9">'
    '<SuperClass code="I63"/><Rubric kind="preferred"><Label xml:lang="ru">Инфаркт</Label></Rubric></Class>'
    "</ClaML>"
)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "code\tname\tparent\nI60-I69\tМозговые болезни\t\nI63\tИнфаркт, мозга\tI60-I69\nI63.9\tИнфаркт\tI63\n",
        "code;name;parent\nI60-I69;Мозговые болезни;\nI63;Инфаркт, мозга;I60-I69\n\nI63.9;Инфаркт;I63\n",
        CLAML,
    ],
    ids=["csv", "with a mark", "crlf", "tsv", "semicolons", "claml"],
)
def test_the_same_list_is_read_from_each_form(tmp_path: Path, content: str) -> None:
    (tmp_path / "codes").write_text(content, encoding="utf-8", newline="")
    assert entries_of(read_rows(tmp_path / "codes", "ru"), "ru") == [
        Entry("I60-I69", {"ru": "Мозговые болезни"}),
        Entry("I63", {"ru": "Инфаркт, мозга"}, "I60-I69"),
        Entry("I63.9", {"ru": "Инфаркт"}, "I63"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "first line has to be"),
        (b"name,code\na,b\n", "first line has to be"),
        (b"code,name\n", "has no codes"),
        (b"code,name\nA00,\n", "line 2: the name is empty"),
        (b"code,name\nA00,a\nA00,b\n", "line 3: A00 stands in line 2 already"),
        (b"code,name\n-,a\n", "line 2: this is no code"),
        (b"code,name\nA00,a,b\n", "line 2: 3 columns instead of 2"),
        (b"code,name\nA00\n", "line 2: 1 columns instead of 2"),
        (b"code,name,parent\nA00,a,B00\n", "line 2: its parent B00 stands nowhere"),
        (b"code,name,parent\nA00,a,A00\n", "line 2: it is its own parent"),
        (b'code,name\nA00,"a\n', "line 2"),
        (b"code,name\nA00,\xff\n", "no UTF-8 text: line 2"),
        (b"code,name\nA00," + b"a" * 700 + b"\n", "longer than 600"),
        (b"<ClaML><Class code='A00'>", "no good XML"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><ClaML>&b;</ClaML>", "entities of its own"),
        (b"<ClaML><Class code='A00'></Class></ClaML>", "the name is empty"),
    ],
)
def test_a_file_with_anything_wrong_is_refused_whole(tmp_path: Path, content: bytes, says: str) -> None:
    """[CD7]"""
    (tmp_path / "codes").write_bytes(content)
    with pytest.raises(CodesProblem) as problem:
        read_rows(tmp_path / "codes", "ru")
    assert says in str(problem.value)


def test_the_first_errors_are_told_and_how_many_there_are(tmp_path: Path) -> None:
    """[CD7]"""
    (tmp_path / "codes").write_text("code,name\n" + "".join(f"A{n:02},\n" for n in range(25)))
    with pytest.raises(CodesProblem, match="of 25 codes 25 cannot be taken, and nothing was changed") as problem:
        read_rows(tmp_path / "codes", "ru")
    assert str(problem.value).count("\n  line ") == 10
    assert "and 15 more" in str(problem.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CodesProblem, match="cannot be read"):
        read_rows(tmp_path / "nowhere", "ru")

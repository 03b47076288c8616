"""One name is one key, in whatever script it is typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geography.folds import house_key, is_house_number, number_parts, skeleton, spelled, words
from geography.town.names import MAHALLAS, STREETS, VILLAGES, cyrillic

SAME = [
    ("Oʻzbekiston koʻchasi", "O'zbekiston ko'chasi", "O’zbekiston ko‘chasi", "Ўзбекистон кўчаси", "OZBEKISTON KOCHASI"),
    ("Gʻafur Gʻulom", "G'afur G'ulom", "Ғафур Ғулом"),
    ("Alisher Navoiy", "Алишер Навоий", "Алишер Навои", "alisher navoi"),
    ("Shahrisabz", "Шаҳрисабз", "Шахрисабз"),
    ("Chilonzor", "Чилонзор"),
    ("Xorazm", "Хоразм", "Ҳоразм"),
    ("Qoʻqon", "Қўқон", "Кокон"),
    ("Toʻqxona", "Тўқхона"),
    ("Oʻzxona", "Ўзхона"),
    ("Yakkasaroy", "Яккасарой"),
    ("Yoshlik", "Ёшлик"),
    ("Yunusobod", "Юнусобод"),
    ("Jizzax", "Жиззах"),
    ("Maʼrifat", "Маърифат", "marifat", "Ma'rifat"),
    ("Sentr", "Центр", "Tsentr"),
    ("Mashʼal", "Машъал"),
    ("Ergashali", "Эргашали"),
    ("Straße", "Strasse"),
    ("Princep Benlloch", "Príncep Benlloch"),
]
ALIKE = [("Toshkent", "Ташкент"), ("Oʻzbekiston", "Узбекистан"), ("Navroʻzobod", "Наврузабад"), ("Buxoro", "Бухара")]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_fold_to_the_same_words(spellings: tuple[str, ...]) -> None:
    assert len({tuple(words(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("uzbek", "russian"), ALIKE)
def test_vowels_that_languages_write_differently_fold_to_the_same_skeleton(uzbek: str, russian: str) -> None:
    assert [skeleton(word) for word in words(uzbek)] == [skeleton(word) for word in words(russian)]


@pytest.mark.parametrize("name", [*(base for base, _ in STREETS), *MAHALLAS, *VILLAGES])
def test_every_name_of_the_town_folds_alike_in_latin_and_cyrillic(name: str) -> None:
    assert words(name) == words(cyrillic(name))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("14-А", "14a"),
        ("14 a", "14a"),
        ("14A", "14a"),
        ("14/2", "14/2"),
        ("14а/2", "14a/2"),
        ("7 Б", "7b"),
        ("10 к1", "10k1"),
        ("10 корп. 1", "10k1"),
        ("25 к2 с1", "25k2s1"),
        ("21, стр. 2", "21s2"),
    ],
)
def test_house_numbers_fold(typed: str, key: str) -> None:
    assert house_key(typed) == key
    assert words(typed) == [key]


def test_what_can_be_a_house_number() -> None:
    assert all(is_house_number(word) for word in ("14", "14a", "14/2", "3k1"))
    assert not any(is_house_number(word) for word in ("navoi", "a14", "", "1december"))


def test_house_numbers_sort_as_people_count() -> None:
    assert sorted(["14a", "9", "14", "140", "14/2"], key=number_parts) == ["9", "14", "14/2", "14a", "140"]


@example("QX")
@example("KKH TTS SHCCH YYE")
@given(st.text(max_size=60) | st.text("chikqstxyzgwпхкъь ", max_size=12))
def test_folding_what_is_folded_changes_nothing_and_nothing_breaks_it(text: str) -> None:
    for word in words(text):
        assert word.isascii()
    assert spelled(spelled(text)).split() == spelled(text).split() or not text.isascii()

"""One key for one name, in whatever script it is typed.

Russian Cyrillic, Uzbek Cyrillic and Uzbek Latin (with oʻ, o', gʻ, sh, ch, x, h …) fold to the same ASCII words.
Two keys: ``words`` keeps the vowels and is used first; ``skeleton`` also joins the vowels that the languages write
differently (Toshkent, Ташкент) and is used when the first finds too little.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "e", "ж": "j",
    "з": "z", "и": "i", "й": "y", "і": "i", "ї": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n",
    "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "o", "ү": "u", "ұ": "u", "ф": "f",
    "х": "h", "ҳ": "h", "һ": "h", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ә": "a",
}  # fmt: skip
_LATIN = {"ı": "i", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ş": "sh",
          "š": "sh", "č": "ch", "ž": "j", "№": " "}  # fmt: skip
_APOSTROPHES = dict.fromkeys(map(ord, "'ʻʼ’‘`´ʹ′ʿʾ\u0301"))
_TABLE = str.maketrans(_CYRILLIC | _LATIN)

# The order matters: letters become those of the pairs, and a pair is read before its parts.
_PAIRS = (
    ("q", "k"), ("x", "h"), ("w", "v"), ("shch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"),
    ("gh", "g"), ("ts", "s"), ("ph", "f"), ("ye", "e"), ("iy", "i"), ("yi", "i"),
)  # fmt: skip
_LONE_C = re.compile(r"c(?!h)")
_DOUBLED = re.compile(r"([a-z])\1+")
_PARTS = re.compile(r"[a-z]+|\d+")
_WORD = re.compile(r"[0-9a-z]+(?:/[0-9a-z]+)*")
_SPLIT_HOUSE = re.compile(r"(?<![0-9a-z/])(\d+)[\s-]+([a-z])(?![a-z0-9])")

_CORPUS = re.compile(r"(?<![0-9a-z/])(\d+[a-z]?(?:/\d+)?)[\s,.]*(?:korpus|korp|k)[\s.]*(\d+)")
_BUILDING = re.compile(r"(?<![0-9a-z/])(\d+[a-z]?(?:/\d+)?(?:k\d+)?)[\s,.]*(?:stroenie|str|s)[\s.]*(\d+)")

# Words that say what a thing is, not which one; folded. People type any of them, or none.
_GENERIC_NAMES = """
    kochasi kocha koch ko'cha ulitsa ul street str st prospekt prospekti pr prosp avenue ave shoh shox xiyoboni xiyobon
    tor proezd pereulok per lane tupik berk boulevard bulvar bulvari blvd shosse yoli yo'li mahallasi mahalla mfy mfi
    махаллинский сход qishlogi qishloq qishlog'i kishlak posyolok selo uy uyi dom d house kvartira kv xonadon maydoni
    ploshad площадь пл улица ул проспект пр переулок пер проезд тупик бульвар шоссе махалля мфй дом д кв кв-л
    кўчаси кўча тор шоҳ маҳалласи қишлоғи уй strasse straße weg gasse platz rue avenida rua carrer calle
"""


def spelled(text: str) -> str:
    """The text in folded ASCII letters, digits, spaces and the ``/`` and ``-`` of house numbers."""
    text = text.lower().translate(_APOSTROPHES).translate(_TABLE)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    folded = _joined(text)
    # What is joined may be a pair again. To the end, or a name in one script would stop short of that in another.
    while folded != text:
        text, folded = folded, _joined(folded)
    return folded


def _joined(text: str) -> str:
    for written, folded in _PAIRS:
        text = text.replace(written, folded)
    return _DOUBLED.sub(r"\1", _LONE_C.sub("k", text))


def words(text: str) -> list[str]:
    """The folded words of a name or of what somebody types, in order: ``"Oʻzbekiston koʻchasi"`` gives
    ``["ozbekiston", "kochasi"]``; ``"14-а"`` and ``"14 a"`` give ``["14a"]``, ``"10 корп. 1"`` gives ``["10k1"]``.
    """
    text = _SPLIT_HOUSE.sub(r"\1\2", spelled(text))
    return _WORD.findall(_BUILDING.sub(r"\1s\2", _CORPUS.sub(r"\1k\2", text)))


def skeleton(word: str) -> str:
    """A folded word with the vowels joined that languages write differently: a, o, u and e, i, y."""
    joined = re.sub("[aou]", "a", word)
    joined = re.sub("[eiy]+", "i", joined).replace("ia", "a")
    return _DOUBLED.sub(r"\1", joined)


@lru_cache(maxsize=1 << 16)
def house_key(number: str) -> str:
    """A house number as a key: ``14-А``, ``14 a`` and ``14a`` are one, ``14/2`` another."""
    return "".join(words(number)) if "/" not in number else "/".join("".join(words(p)) for p in number.split("/"))


def is_house_number(word: str) -> bool:
    """Whether a folded word can be a house number: it begins with a digit and is short."""
    return word[:1].isdigit() and len(word) <= 10 and sum(map(str.isalpha, word)) <= 3


def number_parts(key: str) -> tuple[int, str]:
    """A house key as (number, rest), for sorting: 9 before 14, 14 before 14a."""
    digits = re.match(r"\d+", key)
    return (int(digits.group()) if digits else 0, key[digits.end() :] if digits else key)


GENERIC = frozenset(word for word in words(_GENERIC_NAMES) if not word.isdigit())

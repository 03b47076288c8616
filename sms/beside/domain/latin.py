"""Uzbek in Latin letters for what is written in Cyrillic: an SMS in Cyrillic has room for half as much."""

from sms.domain.segments import plain

LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "'", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ў": "o'", "қ": "q", "ғ": "g'", "ҳ": "h", "№": "N",
}  # fmt: skip


def latin(text: str) -> str:
    """In letters of GSM-7 as far as they can be found."""
    return plain("".join(_letter(letter) for letter in text))


def _letter(letter: str) -> str:
    written = LETTERS.get(letter.lower())
    if written is None or letter.islower() or not letter.isalpha():
        return written or ("" if written == "" else letter)
    return written.capitalize()

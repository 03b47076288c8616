"""How many segments a text costs. Source: 3GPP TS 23.038 (the GSM 7 bit default alphabet and its extension table)."""

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_EXTENSION = frozenset("\f^{}\\[~]|€")
"""These cost two places each: an escape stands before them."""

APOSTROPHES = str.maketrans(dict.fromkeys("ʻʼ‘’ʽ`´", "'") | {"«": '"', "»": '"', "–": "-", "—": "-", "№": "N"})


def plain(text: str) -> str:
    """The text with the marks that have no place in GSM-7 replaced by those that have: Uzbek Latin then stays in it."""
    return text.translate(APOSTROPHES)


def is_gsm_7(text: str) -> bool:
    """Whether every character is in the seven-bit alphabet; a single one outside turns the whole text to UCS-2."""
    return all(character in GSM_7 or character in GSM_7_EXTENSION for character in text)


def segments(text: str) -> int:
    """Segments the text is sent as: 160 or 153 places each in GSM-7, 70 or 67 UTF-16 units each in UCS-2. A character
    of two places never straddles two segments."""
    if is_gsm_7(text):
        return _pack([2 if character in GSM_7_EXTENSION else 1 for character in text], single=160, several=153)
    return _pack([2 if ord(character) > 0xFFFF else 1 for character in text], single=70, several=67)


def _pack(sizes: list[int], *, single: int, several: int) -> int:
    if sum(sizes) <= single:
        return 1
    count, room = 1, several
    for size in sizes:
        if size > room:
            count, room = count + 1, several
        room -= size
    return count

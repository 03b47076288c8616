"""What a simulated person's camera and microphone give: moving colours with a name and a clock, and a babble.

No words are said and nobody is shown: it only proves that picture and sound arrive, in step.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Sound = npt.NDArray[np.int16]

WIDTH, HEIGHT = 320, 240
SAMPLE_RATE = 48_000
LETTER = 8  # pixels of a letter's cell before it is enlarged

# Five columns of seven dots for each letter, the top dot in the lowest bit.
_FONT = {
    "0": "3e5149453e", "1": "00427f4000", "2": "4261514946", "3": "2141454b31", "4": "1814127f10",
    "5": "2745454539", "6": "3c4a494930", "7": "0171090503", "8": "3649494936", "9": "064949291e",
    ":": "0036360000", ".": "0060600000", "-": "0808080808", " ": "0000000000", "'": "0005030000",
    "A": "7e1111117e", "B": "7f49494936", "C": "3e41414122", "D": "7f4141221c", "E": "7f49494941",
    "F": "7f09090901", "G": "3e4149497a", "H": "7f0808087f", "I": "00417f4100", "J": "2040413f01",
    "K": "7f08142241", "L": "7f40404040", "M": "7f020c027f", "N": "7f0408107f", "O": "3e4141413e",
    "P": "7f09090906", "Q": "3e4151215e", "R": "7f09192946", "S": "4649494931", "T": "01017f0101",
    "U": "3f4040403f", "V": "1f2040201f", "W": "3f4038403f", "X": "6314081463", "Y": "0708700807",
    "Z": "6151494543",
}  # fmt: skip
_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "YO", "Ж": "J", "З": "Z", "И": "I", "Й": "Y",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F",
    "Х": "X", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ъ": "'", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "YU",
    "Я": "YA", "Ў": "O'", "Қ": "Q", "Ғ": "G'", "Ҳ": "H",
}  # fmt: skip


def in_font(text: str) -> str:
    """The text in the letters that the font has: Latin capitals."""
    plain = text.upper().replace("ʻ", "'").replace("’", "'")
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in plain)
    return "".join(letter if letter in _FONT else " " for letter in latin)


@lru_cache(maxsize=256)
def written(text: str, scale: int) -> npt.NDArray[np.bool_]:
    """The text as dots, enlarged ``scale`` times."""
    columns: list[int] = []
    for letter in in_font(text):
        columns += [*bytes.fromhex(_FONT[letter]), 0]
    dots = np.array([[(column >> row) & 1 for column in columns] for row in range(LETTER)], dtype=bool)
    return np.kron(dots, np.ones((scale, scale), dtype=bool))


@lru_cache(maxsize=1)
def _ground() -> Picture:
    """Stripes of every hue, twice as wide as the picture, to be moved past it."""
    across = np.arange(WIDTH * 2)
    phases = np.array([0.0, 2.1, 4.2])
    row = 110 + 70 * np.sin(across[:, None] * (2 * np.pi / WIDTH) + phases[None, :])
    shade = np.linspace(1.0, 0.45, HEIGHT)[:, None, None]
    return np.asarray(row[None, :, :] * shade, dtype=np.uint8)


def picture(name: str, at_ms: int, tick: int) -> Picture:
    """One RGB picture: the ground moved by ``tick``, the name, the time of day (UTC), and a ball that goes round."""
    shift = tick * 4 % WIDTH
    made = _ground()[:, shift : shift + WIDTH].copy()
    seconds = at_ms // 1000
    clock = f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    _write(made, written(name[:22], 2), 16)
    _write(made, written(clock, 4), 104)
    angle = tick / 8
    x, y = int(WIDTH / 2 + 120 * np.cos(angle)), int(190 + 30 * np.sin(angle))
    made[y - 8 : y + 8, x - 8 : x + 8] = (255, 255, 255)
    return made


def _write(made: Picture, dots: npt.NDArray[np.bool_], top: int) -> None:
    left = max(0, (WIDTH - dots.shape[1]) // 2)
    shown = dots[:, : WIDTH - left]
    made[top : top + shown.shape[0], left : left + shown.shape[1]][shown] = 255


@lru_cache(maxsize=8)
def babble(seed: int) -> Sound:
    """Eight seconds that sound like somebody speaking no language: syllables of two resonances, with pauses."""
    chance = np.random.default_rng(seed)
    pitch_hz = float(chance.uniform(105, 210))
    parts: list[npt.NDArray[np.float64]] = []
    length = 0
    while length < SAMPLE_RATE * 8:
        part = _syllable(chance, pitch_hz) if chance.random() < 0.8 else np.zeros(int(SAMPLE_RATE * 0.22))
        parts.append(part)
        length += len(part)
    speech = np.concatenate(parts)[: SAMPLE_RATE * 8]
    return np.asarray(speech / np.max(np.abs(speech)) * 9_000, dtype=np.int16)


def _syllable(chance: np.random.Generator, pitch_hz: float) -> npt.NDArray[np.float64]:
    seconds = float(chance.uniform(0.12, 0.26))
    at = np.arange(int(SAMPLE_RATE * seconds)) / SAMPLE_RATE
    pitch = pitch_hz * float(chance.uniform(0.9, 1.15)) * (1 - 0.1 * at / seconds)
    low, high = float(chance.uniform(300, 800)), float(chance.uniform(900, 2300))
    sound = np.zeros_like(at)
    for harmonic in range(1, 24):
        loud = np.exp(-(((harmonic * pitch_hz - low) / 180) ** 2)) + 0.5 * np.exp(
            -(((harmonic * pitch_hz - high) / 260) ** 2)
        )
        sound += loud * np.sin(2 * np.pi * harmonic * np.cumsum(pitch) / SAMPLE_RATE)
    return np.asarray(sound * np.sin(np.pi * at / seconds) ** 0.6)

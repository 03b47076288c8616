"""Invented people of the simulated town. Numbers that begin with +998 00 belong to no network."""

import random

FIRST_WOMEN = ("Dilnoza", "Gulbahor", "Зарина", "Malika", "Mohira", "Ольга", "Shahnoza", "Umida")
FIRST_MEN = ("Aziz", "Botir", "Дилшод", "Farhod", "Игорь", "Jamshid", "Rustam", "Ulugʻbek")
LAST = ("Abdullayev", "Ergashev", "Ким", "Mirzayev", "Nazarov", "Qodirov", "Сафаров", "Tursunov")


def full_name(chance: random.Random, sex: str | None = None) -> str:
    """A first and a last name; ``sex`` male, female or either."""
    woman = sex == "female" or (sex is None and chance.random() < 0.5)
    first, last = chance.choice(FIRST_WOMEN if woman else FIRST_MEN), chance.choice(LAST)
    if woman and last.endswith(("ev", "ov", "ев", "ов")):
        last += "а" if last[-1] == "в" else "a"
    return f"{first} {last}"


def crew_names(chance: random.Random) -> list[str]:
    """Two or three people in a vehicle."""
    return [full_name(chance) for _ in range(chance.choice((2, 2, 3)))]


def telephone(chance: random.Random) -> str:
    """A number that cannot exist."""
    return f"+99800{chance.randrange(10_000_000):07d}"

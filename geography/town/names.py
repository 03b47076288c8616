"""The town's names in three scripts: Uzbek Latin, Uzbek Cyrillic (made from the Latin), Russian."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """One name as the map holds it."""

    latin: str
    cyrillic: str
    russian: str


_PAIRS = (
    ("Sh", "Ш"), ("sh", "ш"), ("Ch", "Ч"), ("ch", "ч"), ("Oʻ", "Ў"), ("oʻ", "ў"), ("Gʻ", "Ғ"), ("gʻ", "ғ"),
    ("Yo", "Ё"), ("yo", "ё"), ("Yu", "Ю"), ("yu", "ю"), ("Ya", "Я"), ("ya", "я"), ("Ye", "Е"), ("ye", "е"),
    ("ʼ", "ъ"),
)  # fmt: skip
_LETTERS = str.maketrans(
    "ABDEFGHIJKLMNOPQRSTUVXYZabdefghijklmnopqrstuvxyz", "АБДЭФГҲИЖКЛМНОПҚРСТУВХЙЗабдефгҳижклмнопқрстувхйз"
)
_RUSSIAN = str.maketrans("ЎўҚқҒғҲҳ", "УуКкГгХх")


def cyrillic(latin: str) -> str:
    """Uzbek Latin in Uzbek Cyrillic; е at a word's beginning is written э."""
    for pair, letter in _PAIRS:
        latin = latin.replace(pair, letter)
    words = [("э" + word[1:] if word.startswith("e") else word) for word in latin.split(" ")]
    return " ".join(words).translate(_LETTERS)


def russian_letters(latin: str) -> str:
    """The Uzbek name in the letters that Russian has."""
    return cyrillic(latin).translate(_RUSSIAN)


# Uzbek Latin, and the Russian genitive or adjective that stands after "улица" where it is not the bare name.
STREETS: tuple[tuple[str, str], ...] = (
    ("Mustaqillik", "Независимости"), ("Amir Temur", "Амира Темура"), ("Alisher Navoiy", "Алишера Навои"),
    ("Registon", "Регистанская"), ("Bobur", "Бабура"), ("Mirzo Ulugʻbek", "Мирзо Улугбека"),
    ("Ibn Sino", "Ибн Сины"), ("Beruniy", "Беруни"), ("Al-Xorazmiy", "Аль-Хорезми"), ("Zulfiya", "Зульфии"),
    ("Gʻafur Gʻulom", "Гафура Гуляма"), ("Oybek", "Айбека"), ("Hamid Olimjon", "Хамида Алимджана"),
    ("Abdulla Qodiriy", "Абдуллы Кадыри"), ("Furqat", "Фурката"), ("Muqimiy", "Мукими"), ("Nodira", "Надиры"),
    ("Uvaysiy", "Увайси"), ("Mashrab", "Машраба"), ("Bedil", "Бедиля"), ("Jomiy", "Джами"), ("Rudakiy", "Рудаки"),
    ("Fargʻona", "Ферганская"), ("Toshkent", "Ташкентская"), ("Samarqand", "Самаркандская"),
    ("Buxoro", "Бухарская"), ("Xiva", "Хивинская"), ("Qoʻqon", "Кокандская"), ("Termiz", "Термезская"),
    ("Shahrisabz", "Шахрисабзская"), ("Bogʻishamol", "Богишамальская"), ("Tinchlik", "Мира"),
    ("Doʻstlik", "Дружбы"), ("Yoshlik", "Молодёжная"), ("Bunyodkor", "Бунёдкор"), ("Navroʻz", "Навруз"),
    ("Istiqlol", "Истиклол"), ("Vatan", "Родины"), ("Oʻzbekiston", "Узбекистанская"),
    ("Xalqlar doʻstligi", "Дружбы народов"), ("Gulzor", "Гульзар"), ("Guliston", "Гулистанская"),
    ("Lola", "Тюльпановая"), ("Binafsha", "Фиалковая"), ("Chinor", "Чинаровая"), ("Archazor", "Арчазар"),
    ("Tutzor", "Тутовая"), ("Anorzor", "Гранатовая"), ("Uzumzor", "Виноградная"), ("Olmazor", "Алмазарская"),
    ("Oʻrikzor", "Урикзар"), ("Bodomzor", "Бодомзар"), ("Yongʻoqzor", "Ореховая"), ("Mevazor", "Мевазар"),
    ("Paxtakor", "Хлопкоробов"), ("Dehqon", "Дехканская"), ("Bogʻbon", "Садовников"),
    ("Temiryoʻl", "Железнодорожная"), ("Vokzal", "Вокзальная"), ("Hunarmand", "Ремесленников"),
    ("Kulol", "Гончарная"), ("Zargar", "Ювелирная"), ("Misgar", "Медников"), ("Nonvoy", "Пекарская"),
    ("Temirchi", "Кузнечная"), ("Duradgor", "Плотников"), ("Charogʻon", "Чарагон"), ("Zarafshon", "Зарафшанская"),
    ("Sohil", "Набережная"), ("Koʻprik", "Мостовая"), ("Buloq", "Родниковая"), ("Chashma", "Чашма"),
    ("Anhor", "Анхорская"), ("Koʻhna shahar", "Старогородская"), ("Qalʼa", "Крепостная"), ("Darvoza", "Дарвоза"),
    ("Karvon", "Караванная"), ("Ipak yoʻli", "Шёлковый путь"), ("Bozor", "Базарная"), ("Savdogar", "Купеческая"),
    ("Maktab", "Школьная"), ("Maʼrifat", "Просвещения"), ("Ziyo", "Зиё"), ("Kamolot", "Камолот"),
    ("Umid", "Надежды"), ("Baxt", "Счастья"), ("Shodlik", "Радости"), ("Saodat", "Саодат"), ("Ittifoq", "Союзная"),
    ("Birlik", "Единства"), ("Hamkor", "Хамкор"), ("Mehnat", "Труда"), ("Sharq", "Восточная"),
    ("Gʻarb", "Западная"), ("Shimol", "Северная"), ("Janub", "Южная"), ("Yulduz", "Звёздная"), ("Oydin", "Ойдин"),
    ("Quyosh", "Солнечная"), ("Tong", "Рассветная"), ("Sahro", "Сахро"), ("Adolat", "Справедливости"),
    ("Qonun", "Конун"), ("Parvoz", "Парвоз"), ("Lochin", "Соколиная"), ("Turon", "Турон"),
    ("Afrosiyob", "Афрасиабская"), ("Sugʻdiyona", "Согдианская"), ("Spitamen", "Спитамена"),
    ("Jaloliddin Manguberdi", "Джалолиддина Мангуберди"), ("Toʻmaris", "Томирис"), ("Alpomish", "Алпамыша"),
    ("Goʻroʻgʻli", "Гороглы"), ("Shiroq", "Широка"), ("Imom Buxoriy", "Имама Бухари"),
    ("At-Termiziy", "Ат-Термизи"), ("Moturidiy", "Матуриди"), ("Naqshband", "Накшбанда"), ("Yassaviy", "Яссави"),
    ("Cho‘lpon".replace("‘", "ʻ"), "Чулпана"), ("Fitrat", "Фитрата"), ("Behbudiy", "Бехбуди"),
    ("Avloniy", "Авлони"), ("Usmon Nosir", "Усмана Насыра"), ("Abdulla Oripov", "Абдуллы Арипова"),
    ("Erkin Vohidov", "Эркина Вахидова"), ("Muhammad Yusuf", "Мухаммада Юсуфа"), ("Said Ahmad", "Саида Ахмада"),
    ("Habib Abdullayev", "Хабиба Абдуллаева"), ("Qori Niyoziy", "Кары-Ниязи"), ("Mirzachoʻl", "Мирзачульская"),
    ("Qizilqum", "Кызылкумская"), ("Nurafshon", "Нурафшон"), ("Oltin vodiy", "Золотая долина"),
    ("Yangi hayot", "Новая жизнь"), ("Yangi obod", "Янгиабадская"), ("Sayhun", "Сайхун"), ("Jayhun", "Джайхун"),
    ("Orol", "Аральская"), ("Chimyon", "Чимганская"), ("Zomin", "Зааминская"), ("Bahor", "Весенняя"),
    ("Kuz", "Осенняя"), ("Mehrjon", "Мехржон"), ("Oʻqituvchi", "Учительская"), ("Shifokor", "Врачей"),
    ("Hamshira", "Хамшира"), ("Quruvchi", "Строителей"), ("Konchi", "Горняков"), ("Muhandis", "Инженерная"),
    ("Haydovchi", "Водителей"), ("Sportchi", "Спортивная"),
)  # fmt: skip

MAHALLAS: tuple[str, ...] = (
    "Bogʻishamol", "Registon", "Charxpalak", "Guliston", "Yangi hayot", "Navbahor", "Doʻstlik", "Oqtepa",
    "Qoʻrgʻoncha", "Chorsu", "Hovuzbogʻ", "Mirobod", "Sebzor", "Beshyogʻoch", "Koʻkcha", "Tepaqoʻrgʻon",
    "Labihovuz", "Gulobod", "Obod", "Shirinbuloq", "Toshloq", "Qumloq", "Suvchi", "Juybor", "Namozgoh",
    "Xoʻjamahalla", "Arabon", "Qozoqovul", "Boʻstonliq", "Istiqlol", "Mustaqillik", "Humo", "Semurgʻ", "Darxon",
    "Elobod", "Nihol", "Ulugʻobod", "Zargarlik", "Degrez", "Poyariq", "Saroyboʻyi", "Temirchilik", "Paxtaobod",
    "Mevazor", "Anorobod", "Chilonzor", "Yakkatut", "Uchqahramon", "Beshterak", "Qorasuv", "Oqsuv", "Sarichashma",
    "Kattabogʻ", "Kichikbogʻ", "Olmazor", "Tinchlik", "Nurobod", "Mehribonlik", "Yulduz", "Yuksalish", "Fayzobod",
    "Hamkorobod", "Vodiy", "Sohilobod",
)  # fmt: skip

VILLAGES: tuple[str, ...] = (
    "Qoraqishloq", "Oqqoʻrgʻon", "Toʻdakoʻl", "Jarqoʻrgʻon", "Chuqurqishloq", "Sariqamish", "Kamangaron",
    "Uzunquduq", "Tolmozor", "Beshkapa", "Xoʻjaipok", "Yangiqishloq", "Sayrob", "Qiziltepa", "Gʻallaobod",
    "Boʻzariq", "Koʻktosh", "Eskiariq",
)  # fmt: skip

TOWN = Name("Navroʻzobod", "Наврўзобод", "Наврузабад")
RIVER = Name("Oqdaryo", "Оқдарё", "Акдарья")

_KINDS = {
    "avenue": ("{} shoh koʻchasi", "{} шоҳ кўчаси", "проспект {}"),
    "street": ("{} koʻchasi", "{} кўчаси", "улица {}"),
    "lane": ("{} {}-tor koʻchasi", "{} {}-тор кўчаси", "{1}-й проезд {0}"),
    "road": ("{} yoʻli", "{} йўли", "дорога на {}"),
}


def street_name(kind: str, base: tuple[str, str], number: int = 0) -> Name:
    """The full name of an avenue, street, numbered lane or road."""
    latin, cyrillic_form, russian = _KINDS[kind]
    return Name(
        latin.format(base[0], number), cyrillic_form.format(cyrillic(base[0]), number), russian.format(base[1], number)
    )


def mahalla_name(latin: str) -> Name:
    return Name(f"{latin} mahallasi", f"{cyrillic(latin)} маҳалласи", f"махалля {russian_letters(latin)}")


def plain_name(latin: str, russian: str | None = None) -> Name:
    """A name that needs no word of kind; ``russian`` where it is translated."""
    return Name(latin, cyrillic(latin), russian or russian_letters(latin))

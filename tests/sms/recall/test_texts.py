"""What a recall's messages say keeps to two segments, in Uzbek to GSM-7."""

import re

import pytest

from sms.adapters.catalogue import LANGUAGES, Catalogue
from sms.domain.segments import is_gsm_7, plain, segments
from sms.recall.domain.recall import Recall
from sms.recall.wording import called_off_text, recall_text
from sms.recall.writing import WORDS

LINK = "https://alerts.tezyordam-service.example.uz/r/" + "A" * 22
LONGEST_LINK = "https://" + "very-long-name." * 9 + "uz/r/" + "A" * 22
TEXTS = {
    "short": "Avtobus ag‘darildi, 40 jarohatlangan",
    "long": "Katta halokat " * 14,
    "cyrillic": "Крупная авария " * 13,
}


def recall(text: str | None, place: str) -> Recall:
    return Recall(recall_id="r", place=place, started_at_ms=0, until_ms=1, started_by="", to_list=(), text=text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [*TEXTS.values(), None])
@pytest.mark.parametrize("place", ["Markaziy shifoxona", "П" * 60])
@pytest.mark.parametrize("link", [LINK, LONGEST_LINK])
def test_no_message_costs_more_than_two_segments(language: str, text: str | None, place: str, link: str) -> None:
    """Rule [E7]."""
    say = Catalogue(WORDS).say
    asked = recall_text(recall(text, place), language=language, link=link, code="QW2RT", say=say)
    assert segments(asked) <= 2
    assert link in asked
    assert re.search(r"\bQW2RT\b", asked)
    off = called_off_text(recall(text, place), language=language, code="QW2RT", say=say)
    assert segments(off) <= 2


def test_a_reason_that_fits_is_said() -> None:
    say = Catalogue(WORDS).say
    for language in LANGUAGES:
        text = recall_text(recall(TEXTS["short"], "1-son"), language=language, link=LINK, code="QW2RT", say=say)
        assert (plain(TEXTS["short"]) in text) is (language != "ru")


def test_every_uzbek_message_template_is_gsm_7() -> None:
    lines = (WORDS / "uz.ftl").read_text("utf-8").splitlines()
    templates = [line for line in lines if line.startswith("sms-")]
    assert templates
    assert [line for line in templates if not is_gsm_7(line)] == []


def test_each_word_is_used() -> None:
    folder = WORDS.parent.parent
    keys = re.findall(r"^([a-z][\w-]*) =", (WORDS / "en.ftl").read_text("utf-8"), re.MULTILINE)
    sources = [path for kind in ("*.py", "*.ts", "*.tsx") for path in folder.rglob(kind)]
    written = "\n".join(path.read_text("utf-8") for path in sources)
    families = ("recall-role-", "recall-stage-", "recall-person-", "recall-ended-", "recall-filter-", "coming-said-")
    unused = [key for key in keys if f'"{key}"' not in written and not key.startswith(families)]
    assert unused == []

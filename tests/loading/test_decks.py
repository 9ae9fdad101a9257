"""What stands between the headline and the article: decks, texts of pictures, sayings of the day. The pages are made up."""

import pandas as pd

from corpus_analysis.loading import find_segments

HEADLINE = "وزير الزراعة يعلن خطة جديدة لري الحقول في الجنوب"
DECK = "أعلن وزير الزراعة خطة جديدة لري الحقول في الجنوب تبدأ مطلع الشهر المقبل بحسب بيان الوزارة."
PARAGRAPHS = (
    "وقال الوزير في مؤتمر صحفي إن الخطة تشمل حفر عشرات الآبار ومد قنوات جديدة إلى القرى البعيدة عن النهر.",
    "وأضاف أن الحكومة رصدت المال اللازم وأن العمل سيبدأ في ثلاث محافظات قبل أن يمتد إلى غيرها في العام المقبل.",
    "ورحب المزارعون في الجنوب بالخطة، لكنهم طالبوا الوزارة بأن تسرع في حفر الآبار قبل موسم الصيف القادم.",
)


def roles_of(*lines: str) -> list[tuple[str, str]]:
    text = "\n\n".join(lines)
    return [(text[row.start : row.end], row.role) for row in find_segments(pd.DataFrame({"doc_id": ["a"]}), {"a": text}).itertuples()]


def body_of(roles: list[tuple[str, str]]) -> list[str]:
    return [part for part, role in roles if role == "body"]


def test_what_stands_between_a_headline_and_its_copy_below_a_picture_is_the_deck():
    roles = roles_of("الرئيسية", HEADLINE, DECK, HEADLINE, *PARAGRAPHS)
    assert dict(roles)[DECK] == "deck" and dict(roles)[HEADLINE] == "headline"
    assert body_of(roles) == list(PARAGRAPHS)


def test_a_saying_above_a_doubled_headline_is_no_part_of_the_article():
    saying = "من جد وجد ومن زرع حصد، ومن سار على الدرب وصل إلى ما يتمناه ولو طال به الطريق في الليالي الباردة."
    assert body_of(roles_of("حكمة اليوم", saying, HEADLINE, HEADLINE, *PARAGRAPHS)) == list(PARAGRAPHS)


def test_a_paragraph_that_the_report_repeats_is_the_deck():
    deck = "سخنگوی شرکت آب اعلام کرد که کار ساخت سد تازه در شمال استان از ماه آینده آغاز می‌شود."
    report = f"به گفته خبرنگار ما، {deck}"
    more = "او افزود که این سد آب آشامیدنی چند شهر را تامین می‌کند و ساخت آن سه سال زمان می‌برد."
    roles = roles_of("ساخت سد تازه در شمال استان", deck, report, more)
    assert dict(roles)[deck] == "deck" and body_of(roles) == [report, more]


def test_an_agency_s_mark_on_a_picture_makes_a_caption_and_no_headline():
    mark, alt = "© REUTERS 2023 / A. Nameحقل قمح في الجنوب", "حقل قمح في الجنوب - سبوتنيك عربي"
    roles = dict(roles_of("بث مباشر", HEADLINE, mark, alt, "تابعنا عبر", *PARAGRAPHS))
    assert (roles[mark], roles[alt], roles[HEADLINE]) == ("caption", "caption", "headline")


def test_a_page_that_breaks_off_in_mid_sentence_keeps_its_last_paragraph():
    torn = "وأكدت الوزارة في بيان لاحق أن الآبار الأولى ستكون جاهزة خلال أسابيع وأن"
    assert body_of(roles_of("الرئيسية", "طباعة", HEADLINE, *PARAGRAPHS, torn)) == [*PARAGRAPHS, torn]


def test_below_a_headline_that_asks_a_deck_above_the_date_is_no_part_of_the_article():
    asked = "لماذا يخشى المزارعون في قرى الجنوب البعيدة خطة الوزير الجديدة لري الحقول؟"
    roles = roles_of("الرئيسية", "خطة الري", "الجنوب", asked, DECK, "5 نوفمبر 2023", *PARAGRAPHS)
    assert body_of(roles) == list(PARAGRAPHS) and dict(roles)[DECK] == "deck"

"""Roles that hang on the neighbourhood of a line: subheadings, headlines of other stories, comments without a time."""

import pandas as pd
import pytest

from corpus_analysis.loading import find_segments

PARAGRAPHS = (
    "The river rose by two metres on Tuesday and cut the only road between the mill and the market, the mayor said.",
    "Families from the lower town spent the night in the school, where volunteers handed out blankets and soup.",
    "Engineers opened the sluice at noon, and the water fell slowly during the afternoon, according to the mayor.",
    "The market will stay closed until the road has been cleared, which may take a week or longer, officials said.",
)


def roles_of(text: str) -> dict[str, str]:
    segments = find_segments(pd.DataFrame({"doc_id": ["a"]}), {"a": text})
    return {text[row.start : row.end]: row.role for row in segments.itertuples()}


def test_an_open_line_in_the_words_of_the_article_is_its_subheading_and_another_story_is_related():
    own, other = "Families from the lower town wait for the water to fall", "Singer cancels autumn concerts after throat surgery abroad"
    text = "\n\n".join(["River cuts road to the market", PARAGRAPHS[0], PARAGRAPHS[1], own, PARAGRAPHS[2], other, PARAGRAPHS[3]])
    roles = roles_of(text)
    assert roles[own] == "body" and roles[other] == "related"


def test_comments_without_a_time_are_comments_where_they_are_announced():
    said = {"Mona K": "My aunt lives down there and nobody called her.", "riverman": "They should have built the dam years ago!"}
    text = "\n\n".join(["River cuts road to the market", *PARAGRAPHS, "2 comments", *(f"{who}\n\n{what}" for who, what in said.items())])
    segments = roles_of(text)
    comments = " ".join(part for part, role in segments.items() if role == "comment")
    assert all(who in comments and what in comments for who, what in said.items())
    assert [role for part, role in segments.items() if part in PARAGRAPHS] == ["body"] * 4


STORIES = {
    "Singer cancels autumn concerts abroad": "Doctors advised complete rest after throat surgery, her agent announced on Monday.",
    "Parliament debates tax on sugar": "Lawmakers want producers of lemonade to pay more from January onwards.",
    "Ski season opens late this year": "Warm winds have melted what little snow fell in November.",
    "Bakers strike over flour prices": "Shops in the capital stayed closed for a second day on Wednesday.",
    "Old cinema to become a library": "The council bought the building for a single coin.",
    "Astronomers spot a new comet": "It may be seen without a telescope in spring.",
}


def test_stories_after_the_article_are_not_its_body():
    blurbs = [f"{title}\n\n{blurb}\n\n{number} hours ago" for number, (title, blurb) in enumerate(STORIES.items(), 2)]
    roles = roles_of("\n\n".join(["River cuts road to the market", *PARAGRAPHS, *blurbs]))
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


NOTICES = {
    "en": "Subscribe to our newsletter and get unlimited access to every article on our site.",
    "ar": "اشترك في نشرتنا البريدية ليصلك كل جديد إلى بريدك",
    "fa": "لطفا دیدگاه خود را درباره این مطلب بنویسید و عضو کانال شوید.",
}


def test_what_a_page_says_of_itself_to_its_reader_is_not_the_article_in_any_language():
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS[:2], *NOTICES.values(), *PARAGRAPHS[2:]]))
    assert {roles[notice] for notice in NOTICES.values()} == {"boilerplate"}
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


def test_teasers_in_full_sentences_below_their_titles_are_not_the_article():
    teasers = {
        "Singer cancels autumn concerts abroad": "Doctors advised complete rest after throat surgery, her agent announced on Monday.",
        "Parliament debates tax on sugar": "Lawmakers want producers of lemonade to pay more from January onwards.",
        "Football club dismisses its coach": "Nine defeats without a single goal were too many for the owners.",
    }
    text = "\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS, *(line for pair in teasers.items() for line in pair)])
    roles = roles_of(text)
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


def test_a_blurb_that_breaks_off_between_paragraphs_is_another_story():
    blurb = "Officials in the capital presented a plan for new railway lines that would cost billions and..."
    inserted = ["Advertisement", blurb, "Railway plan divides parliament", "Economy"]
    roles = roles_of("\n\n".join(["Home", *PARAGRAPHS[:2], *inserted, *PARAGRAPHS[2:]]))
    assert roles[blurb] == "related"
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


def test_names_tagged_in_prose_make_no_post():
    told = "أعرب الرئيس الروسي #فلاديمير_بوتين عن قلقه البالغ من الأوضاع في #سوريا بعد الضربات الأخيرة قرب #دمشق بحسب المتحدث باسمه."
    roles = roles_of(f"{told}\n\nوأضاف المتحدث أن المحادثات بين الجانبين تستمر في العاصمة حتى نهاية الأسبوع الجاري.")
    assert roles[told] == "body"


def test_headlines_that_break_off_one_below_another_are_other_stories():
    cut = ("Mayor of the capital wants to close the old railway sta...", "Singer cancels the autumn concerts that fans had waited f...")
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS, *cut]))
    assert {roles[line] for line in cut} == {"related"}
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "told",
    [
        "The brigades said on their Telegram channel on Monday that the road to the market had been hit twice during the night.",
        "سخنگوی این گروه روز دوشنبه در کانال تلگرام خود نوشت که جاده بازار در جریان شب دو بار هدف قرار گرفته است.",
    ],
)
def test_a_paragraph_that_names_a_telegram_channel_as_its_source_is_the_article(told):
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS[:2], told, *PARAGRAPHS[2:]]))
    assert roles[told] == "body"


@pytest.mark.parametrize("said", ["Telegram channel", "Join our Telegram channel for more news.", "به کانال تلگرام ما بپیوندید"])
def test_a_line_that_asks_into_a_telegram_channel_is_furniture(said):
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS[:2], said, *PARAGRAPHS[2:]]))
    assert roles[said] == "boilerplate"


@pytest.mark.parametrize(
    "shown",
    [
        "The mayor, second left, and the head of the harbour office look at the broken pier of the lower bridge on Monday.",
        "رئيس البلدية (يسار) ومدير مكتب الميناء يتفقدان دعامات الجسر القديم بعد الفيضان يوم الإثنين.",
        "از راست به چپ: شهردار و رئیس دفتر بندر هنگام بازدید از پایه‌های پل قدیمی در روز دوشنبه.",
    ],
)
def test_a_paragraph_that_tells_who_stands_where_is_a_caption(shown):
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS[:2], shown, *PARAGRAPHS[2:]]))
    assert roles[shown] == "caption"
    assert [part for part, role in roles.items() if role == "body"] == list(PARAGRAPHS)


def test_a_link_to_comments_above_the_article_does_not_make_it_one():
    teaser = "All that happens along the river, in the lower town and at the harbour."
    again = [text.replace("the", "one") for text in PARAGRAPHS]
    page = ["Home", teaser, "River cuts road to the market", "Comments (32)", "The lower town", *PARAGRAPHS, *again]
    roles = roles_of("\n\n".join(page))
    assert "comment" not in roles.values()
    assert all(roles[paragraph] == "body" for paragraph in PARAGRAPHS)


CREDITED = (
    "Farmers wade through the lower town, where the water stood as high as the windows. (Lina Marsh-Odeh/Harbour Radio)",
    "Volunteers hand out soup in the hall of the school on Tuesday night. (Photo: Lina Marsh / Harbour Radio)",
    "متطوعون يوزعون الحساء في قاعة المدرسة ليلة الثلاثاء. (صورة: لينا مرسي)",
    "داوطلبان شب سه‌شنبه در تالار مدرسه سوپ پخش می‌کنند. (عکس: لینا مرسی)",
)


@pytest.mark.parametrize("line", CREDITED, ids=["name and agency", "en", "ar", "fa"])
def test_a_sentence_with_its_photographer_in_brackets_behind_it_is_a_caption(line):
    assert roles_of("\n\n".join(["River cuts road to the market", *PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]))[line] == "caption"


@pytest.mark.parametrize("end", ["(per cent/year)", "(see page 3/4)"])
def test_other_words_in_brackets_behind_a_sentence_make_no_caption(end):
    line = f"The water rose faster than in any year since the dam was built. {end}"
    assert roles_of("\n\n".join(["River cuts road to the market", *PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]))[line] != "caption"


@pytest.mark.parametrize("again", ["Article content", "Werbung", "محتوى المقال"])
def test_a_few_words_said_again_between_the_paragraphs_part_no_article(again):
    openings = ("Divers", "Teachers", "Bakers", "Painters", "Sailors", "Farmers")
    own = [f"{who} of the lower town told the council on Tuesday that number {at} is enough." for at, who in enumerate(openings)]
    lines = ["Home", "Sport", "Weather", "Contact", "River cuts road to the market", PARAGRAPHS[0]]
    lines += [line for paragraph in own for line in (again, paragraph)]
    lines += [line for number in range(4) for line in (again, again, f"Talk {'abcd'[number]} of the town", again, again)]
    lines += ["Nobody of the lower town has left the school yet, the council said in the evening of that day."]
    roles = roles_of("\n\n".join(lines))
    assert roles[again] == "boilerplate" and all(roles[part] == "body" for part in (PARAGRAPHS[0], *own, lines[-1]))


def test_a_text_without_spaces_between_its_words_has_words():
    own = (
        "市長は火曜日の朝、川の水が二メートル上がり、水車と市場を結ぶ道がなくなったと話した。",
        "下町の家族は学校で夜を過ごし、近くの人たちが毛布と温かいスープを配って回ったという。",
        "技師たちは正午に水門を開き、午後になると水はゆっくりと引いていったと市は伝えている。",
    )
    roles = roles_of("\n\n".join(["ホーム", "スポーツ", "天気", "川があふれ道が閉ざされる", *own, "会社案内", "採用情報", "広告"]))
    assert [part for part, role in roles.items() if role == "body"] == list(own)


def test_writer_desk_and_day_in_one_line_are_its_date():
    signed = "Mona Karim · Town News · Posted: Aug 08, 2024 4:00 AM EDT | Last Updated: August 8"
    deck = "The water rose faster than anyone in the lower town can remember, and nobody was warned."
    roles = roles_of("\n\n".join(["River cuts road to the market", deck, signed, *PARAGRAPHS]))
    assert roles[signed] == "date" and roles[deck] == "deck"


def test_a_film_announced_between_paragraphs_and_a_long_text_of_a_picture_are_not_the_article():
    film = "WATCH | Families from the lower town on the night of the flood:"
    picture = " ".join(PARAGRAPHS[1:]) + " " + PARAGRAPHS[0] + " (Photo: Mona Karim)"
    assert len(picture) > 400
    roles = roles_of("\n\n".join(["River cuts road to the market", PARAGRAPHS[0], film, PARAGRAPHS[1], picture, *PARAGRAPHS[2:]]))
    assert roles[film] == roles[picture] == "caption"


@pytest.mark.parametrize(
    "credited",
    [
        "Boats lie on the bank of the river on Tuesday morning. Photograph: Mona Karim/Hill Agency",
        "The sluice that engineers opened at noon. Image: Town Archive.",
        "قوارب على ضفة النهر صباح الثلاثاء. تصوير: منى كريم",
        "قایق‌ها کنار رودخانه در صبح سه‌شنبه. عکس: مینا کریمی",
    ],
)
def test_a_sentence_with_a_word_for_a_picture_and_a_name_behind_it_is_a_caption(credited):
    roles = roles_of("\n\n".join(["River cuts road to the market", *PARAGRAPHS[:2], credited, *PARAGRAPHS[2:]]))
    assert roles[credited] == "caption" and all(roles[part] == "body" for part in PARAGRAPHS)


def test_a_german_notice_is_not_the_article():
    notice = "Mit der Einwilligung werden personenbezogene Daten an Drittplattformen übermittelt."
    roles = roles_of("\n\n".join(["Home", "River cuts road to the market", *PARAGRAPHS[:2], notice, *PARAGRAPHS[2:]]))
    assert roles[notice] == "boilerplate"

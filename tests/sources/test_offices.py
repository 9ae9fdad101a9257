"""Who an office, a short name or a body of a state is: by the day, by the article, by the country named last."""

from __future__ import annotations

import pandas as pd
import pytest

from corpus_analysis.loading import find_segments
from corpus_analysis.sources import find_sources
from corpus_analysis.text import index_tokens
from evaluation.sources import read_text


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Hamas political bureau chief said the talks had failed.", "haniyeh"),
        ("en", "The leader of Yemen's Ansarullah movement said that the road was shut.", "abdul-malik-al-houthi"),
        ("en", "Hezbollah's secretary general said that the road was shut.", "nasrallah"),
        ("en", "The head of the World Bank said that the road was shut.", "banga"),
        ("en", "A Hamas leader said that the road was shut.", "hamas-a"),
        ("en", "The UN Secretary-General's spokesman said that the road was shut.", "dujarric"),
        ("ar", "قال زعيم حركة حماس إن الطريق مغلق.", "haniyeh"),
        ("ar", "قال المتحدث باسم الأمين العام للأمم المتحدة إن الطريق مغلق.", "dujarric"),
        ("fa", "رهبر جنبش انصارالله گفت که راه بسته است.", "abdul-malik-al-houthi"),
    ],
)
def test_who_leads_a_body_is_found_by_its_names_and_the_day(language, text, speaker):
    found = read_text(text, language, "2024-02-08")["source_id"].tolist()
    assert found == [speaker] if speaker != "hamas-a" else found and found[0] != "haniyeh"


def test_the_leader_of_one_body_is_not_the_leader_of_another_who_spoke_before():
    text = "Supreme Leader Ali Khamenei met guests. Khamenei said the road was shut. The Hamas leader also said that it was."
    assert read_text(text, "en", "2024-02-08")["source_id"].tolist() == ["khamenei", "haniyeh"]


def test_a_family_name_with_article_is_that_of_whom_the_article_named_in_full():
    text = "The road is shut, according to coalition spokesperson Col. Turki al-Maliki. Al-Maliki said that it was mined."
    assert read_text(text, "en")["source_id"].tolist() == ["turki-al-maliki"] * 2


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Israel shut the road on Monday. The army said it was mined.", "idf"),
        ("The Lebanese army shut the road as Israel watched. The army said it was mined.", "lebanese-army"),
        ("Somebody shut the road. The army said it was mined.", "army"),
    ],
)
def test_the_army_is_that_of_the_country_whose_army_or_else_which_itself_was_named_last(text, body):
    assert read_text(text, "en")["source_id"].tolist()[-1:] == [body]


@pytest.mark.parametrize(
    ("day", "text", "speaker"),
    [
        ("2006-06-20", "وزیر علوم گفت که راه باز است.", "zahedi-mohammad-mehdi"),
        ("2019-06-16", "وزیر راه و شهرسازی گفت که راه باز است.", "eslami"),
        ("2019-06-16", "رئیس کل بانک مرکزی گفت که راه باز است.", "hemmati"),
        ("2023-12-10", "رئیس قوه مقننه گفت که راه باز است.", "ghalibaf"),
        ("2012-06-16", "فرمانده نیروی دریایی ارتش گفت که راه باز است.", "sayyari"),
        ("2021-01-10", "وزیر خارجه افغانستان گفت که راه باز است.", "hanif-atmar"),
        ("2023-03-10", "وزیر نفت عراق گفت که راه باز است.", "hayan-abdul-ghani"),
    ],
)
def test_ministers_governors_and_commanders_are_known_by_the_day(day, text, speaker):
    assert read_text(text, "fa", day)["source_id"].tolist() == [speaker]


@pytest.mark.parametrize(
    "text", ["محقق دانشگاه گفت که راه باز است.", "کلانتری محله گفت که راه باز است.", "فرمانده نیروی دریایی گفت که راه باز است."]
)
def test_words_that_some_bear_as_names_name_nobody_by_themselves(text):
    assert not {"mohaqiq", "isa-kalantari", "sayyari"} & set(read_text(text, "fa", "2012-06-16")["source_id"])


def test_the_end_of_a_compound_family_name_is_no_name():
    text = "ناصر کنعانی سخنگوی وزارت خارجه تحریم چند فرد و نهاد را محکوم کرد. کنعانی گفت که راه باز است."
    assert read_text(text, "fa", "2023-12-15")["source_id"].tolist()[-1] == "kanaani"


@pytest.mark.parametrize(("text", "speaker"), [
    ("منابع سودانی خبر دادند که راه باز است.", "sudan-sources"), ("دولت سودان گفت که راه باز است.", "sudan-government"),
    ("السودانی گفت که راه باز است.", "sudani"), ("محمد شیاع السودانی گفت که راه باز است.", "sudani"),
])  # fmt: skip
def test_a_nationality_is_no_name_that_is_written_with_the_article(text, speaker):
    assert read_text(text, "fa", "2023-05-01")["source_id"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The British foreign secretary said that the road was shut.", "uk-foreign-minister"),
        ("Masoud Pezeshkian and Ismail Haniyeh met. The British foreign secretary said that the road was shut.", "lammy"),
        ("Hossein Amirabdollahian was there. Israel's prime minister said that the road was shut.", "netanyahu"),
        ("Amir Abdollahian and Naftali Bennett were told. The Syrian president said that the road was shut.", "assad"),
        ("Abu Obeida spoke. The British foreign secretary said that the road was shut.", "uk-foreign-minister"),
    ],
)
def test_in_an_article_without_a_day_an_office_is_held_by_whom_those_named_met_in_theirs_or_by_nobody(text, speaker):
    assert read_text(text, "en", None)["source_id"].tolist()[-1:] == [speaker]


def test_where_only_the_time_is_told_in_which_an_article_was_published_its_first_day_else_its_last_tells_who_was_in_office():
    days = {"published": [None, None, None], "published_from": ["2022-01-05", None, None], "published_to": [None, "2019-03-01", None]}
    documents = pd.DataFrame({"doc_id": ["a", "b", "c"], "language": "en", "outlet": "unknown", **days})
    raw = dict.fromkeys("abc", "The French foreign minister said that the road was shut.")
    segments = find_segments(documents, raw)
    found = find_sources(documents, segments, index_tokens(documents, segments, raw), raw)
    assert found["source_id"].tolist() == ["le-drian", "le-drian", "france-foreign-minister"]

"""Names are found however they are written, in whose voice, and look-alikes are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marking import found, read_marked, terms_of

from corpus_analysis.framing import find_terms
from corpus_analysis.lexicon import LEXICONS, read_yaml
from corpus_analysis.spans import check_spans
from corpus_analysis.text.tokens import index_tokens
from evaluation import GOLD, read_jsonl
from evaluation.framing import compare, gold_tables, taken

UNSCORED = {"israeli_adj", "us_adj", "zionist_adj", "resistance_adj"}
FIVE = ("israel", "usa", "hamas", "iran_state", "resistance")


@pytest.fixture(scope="module")
def articles():
    documents, segments, raw, sources = gold_tables()
    return find_terms(documents, segments, index_tokens(documents, segments, raw), sources, raw), raw


@pytest.fixture(scope="module")
def outcome(articles):
    return compare(articles[0], read_jsonl(GOLD / "naming.jsonl"), read_yaml(GOLD / "voices.yaml"))


def test_the_names_annotated_in_the_articles_are_found(outcome):
    assert len(outcome["found"]) / len(outcome["core"]) >= 0.985


def test_hardly_anything_else_is_taken_for_one(outcome):
    assert len(outcome["found"]) / (len(outcome["found"]) + len(outcome["false"])) >= 0.985


def test_names_found_are_called_what_the_annotation_calls_them(outcome):
    assert len(outcome["named"]) / len(outcome["core"]) >= 0.985


def test_names_are_given_to_the_speaker_the_outlet_cites(outcome):
    assert len(outcome["voiced"]) / len(outcome["core"]) >= 0.95


@pytest.mark.parametrize("trap", read_jsonl(GOLD / "naming_traps.jsonl"), ids=lambda t: f"{t['doc_id'][:3]}-{t['start']}")
def test_a_look_alike_is_refused(articles, trap):
    assert not taken(articles[0], trap)


def test_every_offset_gives_back_the_surface(articles):
    terms, raw = articles
    assert len(terms) > 300
    assert check_spans(terms, raw).empty


@pytest.mark.parametrize("referent", FIVE)
def test_other_outlets_manners_are_understood(referent):
    right = wanted = given_ = 0
    for entry in read_marked(LEXICONS.parents[1] / "tests" / "framing" / "marked.yaml"):
        terms = terms_of(entry["text"], entry["language"])
        terms = terms[(terms["referent"] == referent) & ~terms["name"].isin(UNSCORED)]
        want = {(start, end) for mention, start, end in entry["mentions"] if mention == referent}
        spans = zip(terms["start"], terms["end"], terms["nested"], strict=True)
        got = {(start, end) for start, end, nested in spans if not nested or (start, end) in want}
        right, wanted, given_ = right + len(got & want), wanted + len(want), given_ + len(got)
    assert right / wanted >= 0.95
    assert right / given_ >= 0.95


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("قال إن إسرائيل تقصف", "إسرائيل"),
        ("وقف إسرائيلَ", "إسرائيلَ"),
        ("واسرائيل تنفي", "اسرائيل"),
        ("فبإسرائيل يبدأ", "إسرائيل"),
        ("لإسرائيل جيش", "إسرائيل"),
        ("إســرائيل", "إســرائيل"),
    ],
)
def test_clitics_and_spellings_are_rules(text, surface):
    assert [s for s, _ in found(text, "ar", "israel")] == [surface]


def test_the_elided_article_is_part_of_the_name():
    assert found("دعماً وللشعب الفلسطيني", "ar", "palestinian_people_or_casualties") == [("لشعب الفلسطيني", "palestinian_people")]


def test_coordinated_adjectives_are_one_mention():
    text = "على حساب الكيان الغاصب والمعتدي والمحتل والمجرم الصهيوني."
    assert found(text, "ar", "israel") == [("الكيان الغاصب والمعتدي والمحتل والمجرم الصهيوني", "zionist_entity")]
    assert found("به ضرر رژیم غاصب، متجاوز و جنایتکار صهیونیستی بود", "fa", "israel")[0][1] == "zionist_regime"


def test_a_gap_does_not_run_into_another_noun():
    assert [s for s, _ in found("بين الكيان والمجتمع الدولي والعدو الصهيوني", "ar", "israel")] == ["الكيان", "العدو الصهيوني"]


@pytest.mark.parametrize("written", ["آتش‌بس", "آتشبس", "آتش بس", "آتش\nبس"])
def test_joiners_may_be_kept_lost_or_spaced(written):
    assert found(f"با {written} موقت موافق است", "fa", "ceasefire") == [(f"{written} موقت", "temporary_ceasefire")]


@pytest.mark.parametrize("written", ["گروه‌های", "گروههای", "گروه های"])
def test_persian_plurals_may_stand_apart(written):
    assert found(f"{written} مقاومت فلسطین", "fa", "resistance") == [(f"{written} مقاومت فلسطین", "resistance_groups")]


def test_inner_quotation_marks_belong_to_the_name():
    assert found('مع حركة "حماس"، من أجل', "ar", "hamas") == [('حركة "حماس"', "hamas_movement")]
    assert found("جنبش «حماس» گفت", "fa", "hamas") == [("جنبش «حماس»", "hamas_movement")]


def test_hashtags_and_obfuscation_are_read():
    assert found("اليوم #غزة_تنتصر في كل مكان", "ar", "victory_claims") == [("غزة_تنتصر", "gaza_is_winning")]
    assert found("قادة حركة حمـ..ـاس في الدوحة", "ar", "hamas") == [("حركة حمـ..ـاس", "hamas_movement")]


def test_a_pronoun_stays_with_its_noun():
    assert found("في غزة طالبوا بالإفراج عن أسراهما", "ar", "captives") == [("أسراهما", "captives_asra")]


def test_capitals_tell_the_country_from_the_pronoun():
    assert [s for s, _ in found("He told us that the US and the U.S. met", "en", "usa")] == ["US", "U.S."]


def test_the_abbreviation_before_a_noun_is_an_adjective_as_in_the_other_languages():
    text = "US officials and the U.S. President met; the US denied it, said the U.S."
    assert [name for _, name in found(text, "en", "usa")] == ["us_adj", "us_adj", "united_states", "united_states"]


def test_the_english_possessive_is_not_part_of_the_name():
    assert found("Israel’s neighbours and Iran's friends", "en", "israel") == [("Israel", "israel_plain")]


def test_title_and_name_are_one_mention_in_either_order():
    text = "التقى وزير الخارجية الإيراني، حسين أمير عبد اللهيان، نظيره"
    assert found(text, "ar", "iran_fm_abdollahian") == [("وزير الخارجية الإيراني، حسين أمير عبد اللهيان", "title_fullname")]
    text = "اسماعیل هنیه، رئیس دفتر سیاسی جنبش حماس گفت"
    assert found(text, "fa", "haniyeh") == [("اسماعیل هنیه، رئیس دفتر سیاسی جنبش حماس", "title_fullname")]


@pytest.mark.parametrize(
    ("day", "holder"),
    [(date(2023, 11, 24), "iran_fm_abdollahian"), (date(2024, 6, 20), "iran_fm_bagheri"), (date(2025, 1, 5), "iran_fm_araghchi")],
)
def test_an_office_is_the_person_who_held_it_that_day(day, holder):
    assert found("قال وزير الخارجية الإيراني أمس", "ar", holder, published=day) == [("وزير الخارجية الإيراني", "title_only")]


def test_the_holder_a_text_names_goes_before_the_date():
    text = "قال وزير الخارجية الإيراني إن عباس عراقجي سيسافر"
    assert found(text, "ar", "iran_fm_araghchi", published=date(2023, 1, 1))[0][1] == "title_only"


def test_another_countrys_minister_is_nobody_here():
    terms = terms_of("قال وزير الخارجية القطري", "ar", published=date(2024, 6, 20))
    assert not terms["referent"].str.startswith("iran_fm").any()


def test_the_movement_is_the_one_named_last():
    assert ("الحركة", "movement_anaphoric") in found("حماس في غزة. وقالت الحركة", "ar", "hamas")
    assert found("غزة: حركة الجهاد الإسلامي. وقالت الحركة", "ar", "hamas") == []


def test_a_nested_name_is_kept_and_marked():
    terms = terms_of("دعا إلى وقف العدوان على غزة", "ar")
    row = terms[terms["name"] == "aggression"].iloc[0]
    assert row["nested"]
    assert not terms[terms["name"] == "stop_of_aggression"].iloc[0]["nested"]


def test_a_denied_label_is_marked_negated():
    denied = terms_of('ليس لدى أنقرة النية لتصنيف "حماس" كمنظمة إرهابية', "ar")
    said = terms_of("تصنف واشنطن حركة حماس منظمة إرهابية", "ar")
    assert denied[denied["name"] == "terrorist_organisation"]["negated"].tolist() == [True]
    assert said[said["name"] == "terrorist_organisation"]["negated"].tolist() == [False]


def test_scare_quotes_are_told_from_marks_around_a_name():
    terms = terms_of('استمرار "العدوان الإسرائيلي" على غزة وقالت "حماس" إن', "ar").set_index("name")
    assert terms.loc["israeli_aggression", "scare"]
    assert not terms.loc["hamas_plain", "scare"]


def test_zeal_is_not_a_movement_and_a_city_not_a_state():
    assert found("بدأوا بحماس كبير", "ar", "hamas") == []
    assert found("بازی استقلال تهران در ورزشگاه", "fa", "iran_state") == []
    assert found("سفره‌های آمریکای لاتین", "fa", "usa") == []


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "We will dismantle terrorist Hamas.", ["terrorist_hamas"]),
        ("en", "The Hamas [terrorist organization] attacked.", ["terrorist_hamas"]),
        ("en", "Hamas is a national liberation movement.", ["hamas_plain", "liberation_movement"]),
        (
            "fa",
            "حماس حمله کرد. پس از چندین هفته گفت‌وگو، او روز گذشته دوباره با این «سازمان تروریستی» ائتلاف کرد.",
            ["hamas_plain", "terrorist_organisation"],
        ),
        ("fa", "القاعده یک سازمان تروریستی است", []),
    ],
)
def test_a_label_is_a_name_where_it_is_put_on_hamas(language, text, names):
    assert [name for _, name in found(text, language, "hamas")] == names


def test_the_inserted_words_of_an_editor_are_read_as_part_of_a_name():
    assert found("The Hamas [terrorist organization] attacked.", "en", "hamas")[0][0] == "Hamas [terrorist organization]"


@pytest.mark.parametrize(
    ("language", "text", "referent", "names"),
    [
        ("fa", "رهبر معظم انقلاب گفت؛ رهبر جمهوری اسلامی گفت", "khamenei", ["leader_of_revolution", "supreme_leader"]),
        ("fa", "جنگ تحمیلی ۱۲ روزه، جنگ ۱۲ روزه", "iran_israel_war", ["aggression_on_iran", "twelve_day_war"]),
        ("ar", "الشهيد قاسم سليماني، ثم قاسم سليماني، ثم سليماني", "soleimani", ["martyr", "fullname", "surname"]),
        ("fa", "سردار غلامرضا سلیمانی", "soleimani", []),
        ("ar", "كتب إبراهيم نصر الله عن غزة", "nasrallah", []),
        ("ar", "سماحة السيد حسن نصر الله؛ الإرهابي حسن نصر الله", "nasrallah", ["sayyed", "arch_terrorist"]),
        ("ar", "صفقة القرن أم مؤامرة القرن", "american_plan", ["deal_of_century", "plot_of_century"]),
    ],
)
def test_leaders_wars_and_plans_bear_the_names_of_either_side(language, text, referent, names):
    assert [name for _, name in found(text, language, referent)] == names


def test_a_small_lexicon_on_another_matter_works_alike():
    terms = terms_of("The climate crisis is no climate hoax, said climate activists.", "en", lexicon="climate.yaml")
    assert terms["name"].tolist() == ["crisis", "hoax", "activists"]
    assert terms["negated"].tolist() == [False, True, False]
    assert terms.attrs["lexicon"] == "climate"


def test_the_result_names_its_lexicon(articles):
    attrs = articles[0].attrs
    assert attrs["lexicon"] == "framing"
    assert len(attrs["lexicon_sha256"]) == 64


def test_a_text_without_terms_gives_an_empty_table_of_the_same_columns(articles):
    assert terms_of("", "ar").columns.tolist() == articles[0].columns.tolist()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["حركة", '"', "حماس", "«", "الكيان", "الصهيوني", "،", "\n\n", "_", "#", "رژیم", "و", "ولل", "U.S.", "."]),
        max_size=25,
    )
)
def test_offsets_hold_on_any_mixture(pieces):
    text = " ".join(pieces)
    for language in ("ar", "fa"):
        assert check_spans(terms_of(text, language), {"text": text}).empty


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("fa", "حمله به گروه‌های شیعه عراقی طرفدار ایران", "گروه‌های شیعه عراقی طرفدار ایران"),
        ("fa", "ناآرامی منطقە توسط شبەنظامیان وابستە بە رژیم ایران در کوردستان", "شبەنظامیان وابستە بە رژیم ایران"),
        ("ar", "جماعات مسلّحة متشددة مدعومة من إيران تنشط في سوريا والعراق", "جماعات مسلّحة متشددة مدعومة من إيران"),
        ("en", "They spoke of Iran-backed insurgent groups in Iraq.", "Iran-backed insurgent groups"),
    ],
)
def test_groups_said_to_be_backed_by_iran_are_found_whatever_else_they_are_called(language, text, surface):
    terms = terms_of(text, language)
    assert terms.loc[terms["referent"] == "resistance", "surface"].tolist() == [surface]


@pytest.mark.parametrize(
    ("language", "text"),
    [("fa", "نیروهای حوثی مورد حمایت ایران"), ("ar", "مليشيات الحوثي المدعومة من إيران"), ("en", "Iran-backed Houthi fighters in Yemen")],
)
def test_one_group_by_its_own_name_is_not_the_camp(language, text):
    assert not found(text, language, "resistance")


@pytest.mark.parametrize(
    ("language", "text", "referent", "names"),
    [
        ("en", "The Israeli regime struck Gaza. The regime denied it.", "israel", ["israel_regime", "regime_anaphoric"]),
        ("en", "The Iranian regime fell silent on Gaza. The regime denied it.", "iran_state", ["regime", "iran_regime_anaphoric"]),
        ("en", "The Assad regime fell. The regime had denied it. Israel said so.", "israel", ["israel_plain"]),
        ("en", "Israel's military campaign in Gaza goes on, Israel's military said.", "israel", ["israel_plain", "israeli_army"]),
        ("en", "Hamas spoke in Gaza, and the Islamist group denied it.", "hamas", ["hamas_plain", "movement_anaphoric"]),
        ("en", "The leader of the axis of resistance spoke in Gaza.", "resistance", ["axis_of_resistance"]),
        ("ar", "غادر وفد حماس غزة، وقال وفد الحركة في القاهرة", "hamas", ["hamas_plain", "movement_anaphoric"]),
        ("ar", "قالت حماس في غزة إن الحركة في الشوارع متوقفة", "hamas", ["hamas_plain"]),
        ("ar", "ضجت إسرائيل من صواريخ غزة، وضج الناس من المحتل", "israel", ["israel_plain", "occupier"]),
        ("fa", "جنگنده‌های اسرائیل به‌سوی تهران پرواز کردند", "iran_state", []),
        ("fa", "اسرائیل به تهران هشدار داد", "iran_state", ["tehran"]),
        ("ar", "سيتم تدمير تل أبيب وحيفا", "israel", []),
        ("ar", "رفضت تل أبيب المقترح بعد لقاء مع حيفا", "israel", ["tel_aviv"]),
        ("ar", "عاد بايدن إلى البيت الأبيض حيث أعلن البيت الأبيض الخطة", "us_presidency", ["white_house"]),
        ("en", "He spoke at the White House; the White House denied it.", "us_presidency", ["white_house"]),
        ("en", "A Washington-based group wrote to Washington.", "usa", ["washington"]),
        ("fa", "گزارش خبرگزاری دانشجویان ایران درباره ایران", "iran_state", ["iran_plain"]),
        ("fa", "پس از سفر نخست‌وزیر ژاپن به تهران، واشنگتن از تهران انتقاد کرد", "iran_state", ["tehran"]),
        ("ar", "تقدمت المقاومة الشعبية ضد الحوثيين في عدن، وقالت المقاومة إنها تتقدم في اليمن", "resistance", []),
        ("fa", "ایران حامی اصلی مقاومت در لبنان است", "resistance", ["national_resistance"]),
        ("fa", "لبنان و غزه: مقاومت مردم ایران در برابر تحریم", "resistance", []),
        ("en", "Gaza: it was the outcome of the nation's resistance.", "resistance", []),
        ("ar", "انتظر الجمهور العرض بحماس، وقال اللاعبون إن حماس المشجعين كبير", "hamas", []),
        ("ar", "أشار إلى أن المقاومة في لبنان قوية", "resistance", ["national_resistance"]),
        ("fa", "هیئت حماس به لبنان رفت", "hamas", ["hamas_plain"]),
        ("fa", "حمله موشکی به تل‌آویو؛ سپس تل‌آویو اعلام کرد", "israel", ["tel_aviv"]),
        ("en", "The right to resistance in Gaza: the resistance in Gaza said so.", "resistance", ["palestinian_resistance"]),
        ("en", "They lived under Israeli occupation; the Israeli occupation shot.", "israel", ["israeli_adj", "israeli_occupation"]),
        ("en", "US history and the US desire for peace: the US had said so.", "usa", ["us_adj", "us_adj", "united_states"]),
        ("en", "The presence of US occupying forces was condemned in Israel.", "israel", ["israel_plain"]),
        ("fa", "سفیر به تهران سفر کرد و گفت واشنگتن به تهران هشدار داد", "iran_state", ["tehran"]),
        ("fa", "اسرائیل و حماس به همه این گروه ها هشدار دادند", "hamas", ["hamas_plain"]),
        ("fa", "رژیم صهیونیستی حمله کرد و سران رژیم در غزه گفتند", "israel", ["zionist_regime", "regime_anaphoric"]),
        ("fa", "رژیم ایران حمله کرد و سران رژیم در غزه گفتند", "iran_state", ["regime", "iran_regime_anaphoric"]),
        ("fa", "حماس از رژیم صهیونیستی گفت.\n\nدشمن پیروز نمی‌شود، و دشمن اول فقر است.", "israel", ["zionist_regime", "enemy"]),
        ("ar", "أكدت الجهاد الإسلامي في غزة بيانها.\n\nلن يكسر العدو إرادتنا", "israel", ["enemy"]),
        ("en", "Hamas spoke in Gaza, and this Palestinian resistance group denied it.", "hamas", ["hamas_plain", "movement_anaphoric"]),
        ("en", "Hamas terrorists attacked.", "hamas_fighters", ["terrorists"]),
        ("en", "Hamas terrorists attacked.", "hamas", ["hamas_plain"]),
    ],
)
def test_what_is_spoken_of_again_or_only_a_place_is_told_apart(language, text, referent, names):
    assert [name for _, name in found(text, language, referent)] == names

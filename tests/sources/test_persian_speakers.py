"""Whom Persian phrases and pronouns name: who has not spoken yet, whose words they are, names that are words or somebody else's."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text as find


def names(text: str) -> list[str]:
    return find(text, "fa")["source_name"].tolist()


def test_a_pronoun_takes_up_the_subject_of_the_sentence_before_who_has_not_spoken():
    found = find("سعید نادری، مدیرکل بازرسی، روز گذشته به شهر رفت. او گفت: «راه‌ها بسته است.»", "fa")
    assert found["source_name"].tolist() == ["سعید نادری"]
    assert found["source_type"].tolist() == ["official-state"]


def test_a_pronoun_stays_with_who_spoke_though_another_opens_a_sentence_of_the_speech():
    assert names("سعید نادری گفت: رامین کریمی فردا می‌آید. راه باز است.\nوی افزود: پل بسته است.") == ["سعید نادری"] * 2


def test_they_are_those_who_spoke_together():
    found = find("سعید نادری گفت که راه باز است. نمایندگان فرانسه و آلمان گفتند که پل بسته است. آن‌ها افزودند که برف می‌بارد.", "fa")
    assert found["source_id"].tolist()[1] == found["source_id"].tolist()[2] != found["source_id"].tolist()[0]


def test_this_athlete_is_the_person_who_spoke_last():
    assert names("سارا نادری، دونده، گفت که تهدید شده است. این ورزشکار نوشت: «می‌دوم و می‌مانم.»") == ["سارا نادری"] * 2


def test_a_report_made_by_a_body_speaks_for_the_body():
    found = find("یک گزارش تهیه شده از سوی سازمان ملل می‌گوید که آب کم است. این گزارش تأکید می‌کند که برف هم کم است.", "fa")
    assert found["source_id"].tolist() == ["un", "un"]


@pytest.mark.parametrize(
    ("phrase", "known"),
    [("مشاور اوباما", "obama"), ("دفتر آیت‌الله سیستانی", "sistani"), ("مدیر پالایشگاه امام خمینی", "khomeini"),
     ("محمدباقر عبادی", "ebadi"), ("مدیر امور مالی", "rob-malley"), ("دادستان عمومی کرمان", "tawakkol-karman")],
)  # fmt: skip
def test_a_known_name_within_another_names_nobody_known(phrase, known):
    found = find(f"{phrase} گفت که راه‌های شهر باز است.", "fa")
    assert len(found) == 1 and found["source_id"].iloc[0] != known


def test_a_treasury_is_not_its_minister():
    found = find("استیون منوچین، وزیر خزانه‌داری آمریکا، گفت که راه باز است. خزانه‌داری آمریکا اعلام کرد که پل هم باز شده است.", "fa")
    assert found["source_id"].tolist() == ["mnuchin", "us-treasury"]


def test_what_frames_the_news_is_no_speaker():
    text = "این خبرها در شرایطی مطرح می‌شود که به گزارش خبرگزاری مهر دیروز سمیر ابوحلیبه عضو فراکسیون حماس گفت که گفت‌وگوها ادامه دارد."
    assert find(text, "fa")["source"].tolist()[1:] == ["سمیر ابوحلیبه عضو فراکسیون حماس"]
    glued = "درمقابل این طرح، دیروز خبرگزاری رویترز خبر داد که مذاکرات ادامه دارد."
    assert find(glued, "fa")["source_id"].tolist() == ["reuters"]


def test_a_date_that_opens_a_sentence_is_no_speaker():
    found = find("دی ماه سال ۱۳۹۷، رامین کریمی، شهردار شهر، گفت: راه بسته است.", "fa")
    assert found["source_name"].tolist() == ["رامین کریمی"]


TWO_SPEAK = (
    "راه‌های شهر باز شد\n\nرامین کریمی، شهردار شهر، دیروز در نشست خبری گفت: راه‌های شهر باز است و پل‌ها هم باز می‌ماند.\n\n"
    "فرماندار نادرآباد نیز در این نشست گفت: پل شهر بسته است و تا فردا باز نمی‌شود.\n\n"
    "به گزارش خبرگزاری مهر، {} در جمع خبرنگاران اظهار کرد: برف می‌بارد و راه‌ها بسته می‌شود.\n\n"
    "فرماندار نادرآباد در پایان افزود: باران هم می‌آید و باید مراقب بود."
)


def test_who_is_named_next_without_a_title_bears_the_one_before():
    found = find(TWO_SPEAK.format("سعید نادری"), "fa")
    spoken = found[found["source_type"] != "agency/outlet"]
    assert spoken["source_name"].tolist() == ["رامین کریمی"] + ["سعید نادری"] * 3
    assert set(spoken["source_type"]) == {"official-state"}


def test_who_is_named_next_with_another_title_does_not_bear_the_one_before():
    found = find(TWO_SPEAK.format("سعید نادری، نماینده مردم شهر،"), "fa")
    titled = found.loc[found["source"] == "فرماندار نادرآباد", "source_id"]
    assert len(titled) == 2 and set(titled).isdisjoint(found.loc[found["source_name"] == "سعید نادری", "source_id"])


def test_who_has_spoken_under_a_title_keeps_it_whoever_is_named_next():
    text = "{} گفت: راه باز است.\n{} افزود: پل بسته است.\nسعید نادری گفت: برف می‌بارد."
    assert names(text.format("رامین کریمی، شهردار نادرآباد،", "شهردار نادرآباد"))[:2] == ["رامین کریمی"] * 2


def test_they_themselves_are_no_name():
    text = "سعید نادری گفت: راه باز است. خودشان گفتند پل بسته نیست.\n\nوی افزود: برف می‌بارد."
    assert set(names(text)) == {"سعید نادری"}


@pytest.mark.parametrize(
    ("sentence", "source", "source_id", "capacity"),
    [
        ("عباس همچنین گفت: راه باز است.", "عباس", None, "other"),
        ("عباس نوربخش‌نیا با اشاره به باران گفت: راه باز است.", "عباس نوربخش‌نیا", "name:absnrbksn", "other"),
        ("حمزه فرخ اللهی امروز گفت: راه باز است.", "حمزه فرخ اللهی", "name:hmsfrkl", "other"),
        ("بهرام اقبال زاده، نویسنده، گفت: راه باز است.", "بهرام اقبال زاده، نویسنده", None, "other"),
        ("امام جمعه موقت دلگان گفت: راه باز است.", "امام جمعه موقت دلگان", None, "official-state"),
        ("مدیرکل منابع طبیعی آذربایجان غربی گفت: راه باز است.", "مدیرکل منابع طبیعی آذربایجان غربی", None, "official-state"),
        ("رئیس کمیته امور بین‌الملل شورای شهر گفت: راه باز است.", None, None, "official-state"),
        ("به گزارش گروه سیاسی تسنیم، راه باز است.", "گروه سیاسی تسنیم", "tasnim", "agency/outlet"),
        ("2 _ «اتحادیه» از دولت می‌خواهد تا راه را باز کند.", "اتحادیه", None, "other"),
    ],
)
def test_a_persian_name_title_or_newsroom_is_read_whole(sentence, source, source_id, capacity):
    found = find(sentence, "fa")
    assert found["source_type"].tolist() == [capacity]
    assert source is None or found["source"].tolist() == [source]
    assert source_id is None or found["source_id"].tolist() == [source_id]


@pytest.mark.parametrize("opening", ["حدود سه هفته پیش", "الان هرجا", "روزی که آمدم"])
def test_time_and_place_at_the_head_of_a_persian_sentence_speak_not(opening):
    found = find(f"{opening} گفتند که راه بسته است.", "fa")
    assert found["surface"].tolist() == ["راه بسته است"] and found["source"].isna().all()


@pytest.mark.parametrize("name", ["سیمون باینز", "جورج کاتلی", "فرناز باینز"])
def test_a_given_name_of_any_land_begins_a_name(name):
    found = find(f"{name} گفت راه‌ها بسته است. {name.split()[1]} افزود باران شدید است.", "fa")
    assert found["source_name"].nunique() == 1 and len(found) == 2 and found["source_id"].str.startswith("name:").all()


@pytest.mark.parametrize(
    ("body", "again", "source_id"),
    [
        ("وزارت کشور آلمان", "این وزارتخانه", "germany-interior-ministry-spokesperson"),
        ("جنبش حماس", "این جنبش", "hamas-spokesperson"),
        ("شرکت دریاکار", "این شرکت", "shrkt-driakar-spokesperson"),
    ],
)
def test_who_speaks_for_this_body_speaks_for_the_one_named(body, again, source_id):
    found = find(f"{body} اعلام کرد راه‌ها بسته است. سخنگوی {again} گفت باران شدید است.", "fa")
    assert found["source"].tolist() == [body, f"سخنگوی {again}"] and found["source_id"].tolist()[1] == source_id


APART = "نشست نانوایان برگزار شد و بهرام کاوندی - رئیس اتحادیه نانوایان - هم در آن بود.\n\n"


def test_a_name_has_the_capacity_of_the_title_behind_it_anywhere_in_the_article():
    found = find("در نشست دیروز رادمان کاوندی، معاون وزیر نیرو، هم حاضر بود.\n\nکاوندی گفت: «آب کم است.»", "fa")
    assert found["source_type"].tolist() == ["official-state"]
    assert find("کاوندی گفت: «آب کم است.»", "fa")["source_type"].tolist() == ["other"]


def test_a_title_is_of_whom_the_article_introduced_with_it():
    found = find(f"{APART}بهرام کاوندی گفت: آرد گران است.\n\nپرویز سمندر گفت: گندم هم کم است.\n\nرئیس اتحادیه نانوایان گفت: نان هست.", "fa")
    assert found["source_name"].tolist() == ["بهرام کاوندی", "پرویز سمندر", "بهرام کاوندی"]


def test_what_follows_a_name_behind_according_to_is_no_title_of_it():
    found = find("به گفته بهرام کاوندی، رئیس بانک فردا می‌رود.\n\nکاوندی گفت: «من هم می‌روم.»", "fa")
    assert set(found["source_type"]) == {"other"}


def test_a_title_between_dashes_belongs_to_the_name_before():
    found = find("رادمان کاوندی - مدیرکل بنادر استان - در نشستی گفت: «راه دریا باز است.»", "fa")
    assert found["source_name"].tolist() == ["رادمان کاوندی"]
    assert found["source_type"].tolist() == ["official-state"]
    dateline = find("نادرآباد - مدیرکل بنادر استان گفت: «راه دریا باز است.»", "fa")
    assert dateline["source"].tolist() == ["مدیرکل بنادر استان"]


OPENED = "بهرام کاوندی صبح امروز در این همایش گفت: راه باز است.\n\nوی افزود: پل هم باز است.\n\n"


def test_a_title_behind_somebody_of_whom_nothing_is_told_is_theirs():
    found = find(f"{OPENED}فرماندار نادرآباد تصریح کرد: برف می‌بارد.\n\nپرویز سمندر، استاد دانشگاه، گفت: باران هم می‌بارد.", "fa")
    assert found["source_name"].tolist()[:3] == ["بهرام کاوندی"] * 3
    assert found["source_type"].tolist()[:3] == ["official-state"] * 3


@pytest.mark.parametrize(
    "another", ["فرماندار نادرآباد نیز گفت: برف می‌بارد.", "یک مقام آگاه گفت: برف می‌بارد.", "معاون کاوندی گفت: برف می‌بارد."]
)
def test_a_title_of_another_is_not_theirs(another):
    found = find(f"{OPENED}{another}\n\nپرویز سمندر، استاد دانشگاه، گفت: باران هم می‌بارد.", "fa")
    assert found["source_name"].tolist()[2] != "بهرام کاوندی"


def test_who_is_named_next_bears_the_title_that_stands_nearest():
    text = "معاون وزیر نیرو گفته است آب کم است.\n\nدبیر انجمن آب گفته است چاه‌ها خشک است.\n\nرادمان کاوندی افزود: باران نیست."
    text += "\n\nکاوندی گفت: نان هست.\n\nپرویز سمندر گفت: آب هست.\n\nسمندر افزود: نان نیست."
    found = find(text, "fa")
    assert found["source_id"].tolist()[0] != found["source_id"].tolist()[2] == found["source_id"].tolist()[1]


def test_an_envoy_of_the_president_is_not_the_president():
    (said,) = find("نماینده ویژه رئیس جمهور روسیه گفت که راه باز است. پوتین در مسکو بود.", "fa").itertuples()
    assert said.source == "نماینده ویژه رئیس جمهور روسیه" and said.source_id != "putin"


def test_this_company_is_not_who_leads_one():
    text = "بهرام کاوندی - مدیرعامل شرکت آبراه - آمد.\n\nشرکت آبراه اعلام کرد که راه باز است.\n\n"
    text += "کاوندی گفت: پل بسته است.\n\nاین شرکت اعلام کرد که قایق هست."
    assert find(text, "fa")["source_name"].tolist()[-1] != "بهرام کاوندی"


def test_a_central_bank_speaks_for_the_state():
    assert find("رئیس بانک مرکزی ژاپن گفت که نرخ بهره می‌ماند.", "fa")["source_type"].tolist() == ["official-state"]
    assert find("رئیس بانک سمندر گفت که نرخ بهره می‌ماند.", "fa")["source_type"].tolist() == ["other"]


def test_a_minister_is_not_the_deputy_whom_the_article_names():
    text = "بهرام کاوندی - معاون وزیر نیرو - آمد.\n\nپرویز سمندر گفت: برف هست.\n\nکاوندی گفت: آب هست.\n\nوزیر نیرو گفت: برق هم هست."
    assert find(text, "fa")["source_name"].tolist()[-1] != "بهرام کاوندی"


def test_an_unknown_name_that_an_outlet_quotes_from_is_an_outlet():
    found = find("به گزارش ایسنا به نقل از سمندر ریویو، بارش برف راه‌های شمال را بست.", "fa")
    assert found["source_type"].tolist() == ["agency/outlet"] * 2
    people = find("به گزارش ایسنا به نقل از روابط عمومی سازمان آب، بارش برف راه‌های شمال را بست.", "fa")
    assert people["source_type"].tolist()[1] != "agency/outlet"


def test_what_one_must_thank_for_nobody_says():
    assert find("باید از مردم و مسئولان تشکر کرد که راه را باز کردند.", "fa").empty
    assert len(find("باید بدانیم که او از مردم و مسئولان تشکر کرد.", "fa")) == 1


@pytest.mark.parametrize("respect", ["فنی", "قانونی", "رفتاری"])
def test_in_a_respect_nobody_speaks(respect):
    assert find(f"از نظر {respect}، پل تازه شهر از پل پیشین بهتر است.", "fa").empty
    assert find("از نظر وزارت راه، پل تازه شهر از پل پیشین بهتر است.", "fa")["source"].tolist() == ["وزارت راه"]


@pytest.mark.parametrize("opening", ["بالاخره", "چنانچه", "شاید", "گویا", "حتی", "یعنی"])
def test_an_adverb_at_the_head_is_no_speaker(opening):
    found = find(f"{opening} دیروز سخنگوی وزارت راه گفت راه‌ها بسته است.", "fa")
    assert found["source"].tolist() == ["سخنگوی وزارت راه"]


def test_a_press_office_speaks_for_its_house():
    found = find("به گزارش ایسنا به نقل از روابط عمومی وزارت کشور، راه‌های شمال بسته است.", "fa")
    assert found["source_id"].tolist()[1] == "iran-interior-ministry"


@pytest.mark.parametrize("title", ["مسؤولان شهر", "مسوول دفتر فرمانداری شهر"])
def test_who_is_in_charge_is_an_official_in_every_spelling(title):
    found = find(f"{title} اعلام کرد که راه‌های شهر باز است.", "fa")
    assert found["source_type"].tolist() == ["official-state"] and not found["source_id"].iloc[0].startswith("name:")


def test_an_adverb_behind_a_capital_is_no_part_of_its_name():
    assert find("مسکو باز هم تأکید کرد که راه‌ها بسته است.", "fa")["source"].tolist() == ["مسکو"]


def test_agence_france_presse_is_not_the_atomic_agency():
    assert find("به گزارش آژانس فرانس‌پرس، راه‌های شمال بسته است.", "fa")["source_id"].tolist() == ["afp"]

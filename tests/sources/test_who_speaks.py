"""Who is meant by the phrase that names a speaker: titles, pronouns, bodies, namesakes, those who speak together."""

from __future__ import annotations

from evaluation.sources import read_text as find


def test_who_relays_stands_outside_who_is_relayed():
    found = find("وذكرت صحيفة نيويورك تايمز نقلا عن مسؤولين أمريكيين أن إسرائيل تخطط لضربة.", "ar")
    by_cue = found.set_index("cue")
    assert by_cue["level"].to_dict() == {"ذكرت": 1, "نقلا عن": 2}
    assert by_cue.loc["نقلا عن", "via"] == "new-york-times" and by_cue.loc["نقلا عن", "mode"] == "indirect"


def test_a_post_leads_to_the_person_named_as_holding_it():
    text = "Hazem Tamimi, spokesman for Hamas, said the talks had failed.\n\nThe Hamas spokesman added that the siege must end."
    found = find(text, "en")
    assert found["source_id"].nunique() == 1 and found["source_id"].iloc[0].startswith("name:")


def test_experts_and_former_ministers_speak_for_no_state():
    expert = find("قال الخبير العسكري العقيد سمير الزبيدي إن المعركة طويلة.", "ar")
    former = find("Former Prime Minister Ehud Olmert said the government had failed.", "en")
    assert expert["source_type"].tolist() == former["source_type"].tolist() == ["other"]


def test_a_namesake_of_somebody_known_is_a_speaker_of_his_own():
    found = find("حسن احمدیان گفت: این اقدام درست نیست.\n\nاحمدیان افزود: ما ادامه می‌دهیم.", "fa", "2024-02-01")
    assert found["source_id"].nunique() == 1 and found["source_id"].iloc[0].startswith("name:")


def test_the_minister_of_another_country_is_not_the_one_met_before():
    text = "محمدجواد ظریف وزیر امور خارجه ایران گفت: گفت‌وگوها خوب بود.\n\nوزیر امور خارجه ترکیه نیز گفت: همکاری ادامه دارد."
    assert find(text, "fa", "2019-06-01")["source_id"].tolist() == ["zarif", "cavusoglu"]


def test_the_group_is_the_only_movement_the_article_names():
    text = "رهبران کشورها درباره حزب‌الله لبنان رایزنی کردند.\n\nاین گروه اعلام کرد که به توافق پایبند است."
    assert find(text, "fa")["source_id"].tolist() == ["hezbollah"]


def test_it_stands_for_a_body_and_not_for_a_person():
    text = "The Israeli army said the road was closed. Antony Blinken said he was worried. It said the road would stay closed."
    assert find(text, "en")["source_id"].tolist() == ["idf", "blinken", "idf"]


def test_the_head_of_an_organisation_is_an_official_unless_it_is_of_the_world():
    said = " گفت: این طرح آماده است."
    home, world = (find(who + said, "fa") for who in ("رئیس سازمان نوسازی مدارس", "رئیس سازمان جهانی گردشگری"))
    assert home["source_type"].tolist() == ["official-state"] and world["source_type"].tolist() == ["intl-org"]


def test_a_stray_mark_swallows_neither_page_nor_later_quotations():
    found = find('قال ليبرمان:" إذا كنت وزيرا لأمرت بذلك. وأكد ليبرمان أن حزبه " إسرائيل بيتنا " سيعارض أي تنازل.', "ar")
    assert found["surface"].tolist() == ["إذا كنت وزيرا لأمرت بذلك", 'حزبه " إسرائيل بيتنا " سيعارض أي تنازل']


def test_an_envoy_of_a_movement_speaks_for_the_movement_wherever_he_sits():
    found = find("ناصر کریمی نماینده جنبش جهاد در تهران گفت: مقاومت ادامه دارد و ما پیروز خواهیم شد.", "fa", "2020-05-05")
    assert found["source_type"].tolist() == ["party/movement"]


def test_whose_spokesman_somebody_is_does_not_speak():
    text = "Hamid Tamimi, a spokesman for President Mahmoud Abbas, said the talks had failed. Netanyahu's party said it would vote no."
    assert not {"abbas", "netanyahu"} & set(find(text, "en")["source_id"])


def test_a_statement_from_somebody_is_what_they_say():
    assert find("A statement from Hamas said the talks had failed.", "en")["source_id"].tolist() == ["hamas"]


def test_two_who_speak_together_are_neither_of_them():
    found = find("Iran and Hezbollah said they would respond.", "en")
    assert found["source_type"].tolist() == ["other"] and found["source_id"].iloc[0] not in ("iran", "hezbollah")


def test_two_who_speak_together_in_persian_are_neither_of_them():
    assert find("روسیه و ترکیه اعلام کردند که آتش‌بس برقرار است.", "fa")["source_type"].tolist() == ["other"]


def test_two_who_speak_together_in_arabic_are_neither_of_them():
    assert find("واتهمت الأردن ومصر شركة الطيران بالتقصير.", "ar")["source_type"].tolist() == ["other"]


def test_who_spoke_last_week_is_not_the_week():
    text = "Last month, John Holt defended the plan before the council and said it would save money."
    assert find(text, "en")["source_name"].tolist() == ["John Holt"]


def test_a_dateline_that_touches_the_sentence_is_no_speaker():
    found = find("OSLO (NTB)-Admiral Erik Solberg said the quay was closed.", "en")
    assert found["source"].tolist() == ["Admiral Erik Solberg"]


def test_the_leadership_of_a_movement_is_the_movement_and_whom_it_speaks_to_is_not_it():
    assert find("وأكدت قيادة حركة حماس أن الوفد سيغادر.", "ar")["source_id"].tolist() == ["hamas"]
    assert find("وقال قيادي في المقاومة للميادين إن الوفد سيغادر.", "ar")["source"].tolist() == ["قيادي في المقاومة"]


def test_a_gerund_that_opens_a_sentence_is_nobody():
    text = 'Antony Blinken said the road was safe. Keeping Cairo waiting is "part of the plan," he said.'
    assert find(text, "en")["source_id"].tolist() == ["blinken", "blinken"]


def test_a_list_of_speakers_is_heard_whole_and_taken_up_again():
    text = "The Labour Party, the Green Movement, and the Farmers Front said the budget was small. The three parties said taxes must rise."
    found = find(text, "en")
    assert found["source"].iloc[0] == "The Labour Party, the Green Movement, and the Farmers Front"
    assert found["source_id"].nunique() == 1 and found["source_type"].tolist() == ["party/movement"] * 2


def test_who_leads_a_party_speaks_for_it():
    assert find("رئیس حزب کارگر گفت که بودجه کافی نیست.", "fa")["source_type"].tolist() == ["party/movement"]


def test_he_is_who_opened_the_sentence_before():
    text = "On Sunday Antony Blinken said the road was safe. Benjamin Netanyahu visited the village on Friday. He said it would be rebuilt."
    assert find(text, "en")["source_id"].tolist() == ["blinken", "netanyahu"]


def test_she_is_the_last_woman_who_spoke():
    text = "Mary Holt said the road was safe.\n\nPaul Marsh said it was not.\n\nShe said he was wrong."
    found = find(text, "en")
    assert found["source_id"].iloc[2] == found["source_id"].iloc[0]


def test_the_intelligence_agency_of_a_state_is_no_outlet():
    assert find("The intelligence agency said the plot had failed.", "en")["source_type"].tolist() == ["official-state"]


def test_one_word_in_marks_makes_english_reported_speech_mixed():
    assert find("The mayor said the bridge was “unsafe” for lorries.", "en")["mode"].tolist() == ["mixed"]


def test_a_province_is_no_agency_of_the_same_name():
    found = find("رئیس کل دادگستری استان فارس گفت: حکم صادر شد.", "fa")
    assert found["source_type"].tolist() == ["official-state"] and "fars-news" not in found["source_id"].iloc[0]


def test_a_common_family_name_alone_is_nobody_listed():
    known, unknown = (find(f"{name} گفت: کار تمام شد. موسوی افزود: همه آمدند.", "fa") for name in ("سید عباس موسوی", "سید کریم موسوی"))
    assert known["source_id"].tolist() == ["mousavi-abbas"] * 2
    assert unknown["source_id"].nunique() == 1 and unknown["source_id"].iloc[0] != "mousavi-abbas"


def test_a_title_in_the_lead_belongs_to_the_only_person_who_speaks():
    text = "نماینده جنبش جهاد در تهران گفت: راه باز است.\n\nکریم ناصری اظهار کرد: پیروز می‌شویم.\n\nوی افزود: می‌مانیم."
    found = find(text, "fa")
    assert found["source_id"].nunique() == 1 and set(found["source_type"]) == {"party/movement"}


def test_who_issued_a_notice_speaks_in_it():
    assert find("وجاء في تنبيه صادر عن السفارة الفرنسية أن الطرق مغلقة.", "ar")["source_id"].tolist() == ["france-embassy"]


def test_a_centre_that_bears_the_name_of_a_king_is_not_the_king():
    assert find("وأعلن مركز الملك سلمان للإغاثة أن القافلة وصلت.", "ar")["source_id"].iloc[0] != "king-salman"


def test_what_stands_between_commas_is_not_who_speaks():
    assert find("Turkey, a NATO member, has criticised the raid on the camp.", "en")["source_id"].tolist() == ["turkey"]


def test_a_hashtag_is_part_of_a_name_like_any_other_word():
    arabic = "قالت المحامية #ليلى_الحداد إن الخطة ضعيفة. ودعا الرئيس الفلسطيني، محمود #عباس، إلى دعم خطة السلام."
    found = find(f"{arabic}\n\nوأوضح عباس أن الخطة لا تلبي الحقوق.", "ar", "2018-04-15")
    assert found["source"].iloc[1:].tolist() == ["الرئيس الفلسطيني، محمود #عباس", "عباس"] and set(found["source_id"].iloc[1:]) == {"abbas"}
    assert found["source"].iloc[0].endswith("#ليلى_الحداد") and found["source_id"].iloc[0].startswith("name:")
    assert find("محمدجواد #ظریف گفت: گفت‌وگوها خوب بود.", "fa", "2019-06-01")["source_id"].tolist() == ["zarif"]


def test_a_foreign_name_is_known_with_long_vowels_or_without_and_by_its_family_name_alone():
    short = find("صرح نتانياهو أن الاحتجاجات مستمرة.", "ar")
    full = find("التقى الوفد سيرغي لفروف في موسكو.\n\nوقال لفروف إن المحادثات مفيدة.", "ar")
    assert (*short["source_id"], *full["source_id"]) == ("netanyahu", "lavrov")
    another = find("وقال سليم إن الطريق مغلق.\n\nوقال سالم إن الطريق مفتوح.", "ar")
    assert another["source_id"].nunique() == 2


def test_a_title_is_whose_the_article_says_it_is_though_he_has_not_spoken():
    text = "استقبل الوزير المبعوث الأممي إلى السودان فولكر بيرتس في الخرطوم."
    found = find(text + "\n\nوقال المبعوث الأممي إن الوضع صعب، وأكد السفير المصري أنه متفائل.", "ar")["source_id"].tolist()
    assert found[0] == "perthes" and found[1] != "perthes"


def test_an_envoy_is_who_was_sent_on_that_day():
    text = "قال مبعوث الأمم المتحدة إلى اليمن إن الهدنة صامدة.\n\nوأضاف المندوب الروسي أن بلاده تعترض."
    assert find(text, "ar", "2020-05-01")["source_id"].tolist() == ["griffiths", "nebenzya"]
    assert find("The UN envoy to Yemen said the truce was holding.", "en", "2016-05-01")["source_id"].tolist() == ["ould-cheikh"]


def test_the_latter_is_who_was_named_last():
    text = "التقت رئيسة الوزراء البريطانية تيريزا ماي بنيامين نتنياهو في لندن.\n\nوأصر الأخير على أن الاتفاق سيئ."
    assert find(text, "ar", "2018-06-06")["source_id"].tolist() == ["netanyahu"]


def test_of_two_with_one_family_name_the_one_in_office_that_day_is_meant_unless_the_article_names_the_other():
    said = "Johnson said the deal was done."
    days = [find(said, "en", day)["source_id"].item() for day in ("2020-01-05", "2024-01-05")]
    assert days == ["johnson", "mike-johnson"]
    assert find(f"Mike Johnson met reporters.\n\n{said}", "en", "2020-01-05")["source_id"].tolist() == ["mike-johnson"]


def test_a_family_name_with_the_article_is_no_other_word_without_it():
    found = find("وبعد اتصال بين الوزيرين قال بعده الوزير الروسي إنه متفائل. وقال الصدر إن القوات باقية.", "ar")
    assert "wang-wenbin" not in set(found["source_id"]) and found["source_id"].iloc[-1] == "muqtada-al-sadr"
    assert find("وأكد صدر الوثيقة أن القوات باقية.", "ar")["source"].tolist() == ["صدر الوثيقة"]
    assert not find("وأكد صدر الوثيقة أن القوات باقية.", "ar")["source_id"].isin(["muqtada-al-sadr"]).any()

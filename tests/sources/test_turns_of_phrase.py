"""One turn of phrase a row: what is found in a sentence, as (cue, speaker, what is said)."""

from __future__ import annotations

import pandas as pd
import pytest

from evaluation.sources import read_text

SENTENCES = {
    "ar": [
        ("وجاء في بيان للوزارة أن القوات انسحبت من المنطقة.", [("جاء في", "بيان للوزارة", "القوات انسحبت من المنطقة")]),
        (
            "وقالت المنظمة، التي تقول إنها تحققت من الصور، إن حماية المتظاهرين واجب.",
            [("تقول", "المنظمة", "تحققت من الصور"), ("قالت", "المنظمة", "حماية المتظاهرين واجب")],
        ),
        ("وتابع قائلا: «لن نقبل بهذه الشروط أبدا».", [("تابع قائلا", None, "لن نقبل بهذه الشروط أبدا")]),
        ("واتهم إيران بالضلوع في أعمال العنف.", [("اتهم", None, "إيران بالضلوع في أعمال العنف")]),
        ("وأدان المتحدث ناصر كنعاني بشدة الهجوم على المخيم.", [("أدان", "المتحدث ناصر كنعاني", "الهجوم على المخيم")]),
        ("يذكر أن الجيش يواصل عملياته في المخيم.", []),
        ("وحمّلت حركة حماس الاحتلال المسؤولية الكاملة.", [("حمّلت", "حركة حماس", "الاحتلال المسؤولية الكاملة")]),
        ("ووصف بايدن الهجوم بأنه «عمل شرير جدا وخطير».", [("وصف", "بايدن", "الهجوم بأنه «عمل شرير جدا وخطير»")]),
        (
            "ودعا الوزير فيصل المقداد إلى الحوار، مطالبا الأطراف بوقف القتال.",
            [("دعا", "الوزير فيصل المقداد", "الحوار"), ("مطالبا", "الوزير فيصل المقداد", "الأطراف بوقف القتال")],
        ),
        ("وطالب نصر الله محور المقاومة بالتماسك أمام الضغوط.", [("طالب", "نصر الله", "محور المقاومة بالتماسك أمام الضغوط")]),
        ("ودعت الفصائل جماهير المدن إلى الخروج.", [("دعت", "الفصائل", "جماهير المدن إلى الخروج")]),
        (
            "وأكد وزير التجارة الدكتور عزام السهلي في مستهل اللقاء أن الأسعار ستنخفض.",
            [("أكد", "وزير التجارة الدكتور عزام السهلي", "الأسعار ستنخفض")],
        ),
        ("وكان المسؤول قد أكد للميادين أن المفاوضات متوقفة.", [("أكد", "المسؤول", "المفاوضات متوقفة")]),
        (
            "ونقلت صحيفة الأهرام عن مسؤول مصري قوله إن المعبر سيفتح.",
            [("نقلت", "صحيفة الأهرام", "المعبر سيفتح"), ("قوله", "مسؤول مصري", "المعبر سيفتح")],
        ),
        (
            "وقال الوزير إن القانون سيمر، مبينا صعوبة المرحلة المقبلة.",
            [("قال", "الوزير", "القانون سيمر"), ("مبينا", "الوزير", "صعوبة المرحلة المقبلة")],
        ),
        (
            "وبينما أشار إلى تراجع الأسعار، قال الخبير إن الأزمة مستمرة.",
            [("أشار", None, "تراجع الأسعار"), ("قال", "الخبير", "الأزمة مستمرة")],
        ),
        (
            "وتعليقا على تصريحات الوزير بأن الحرب انتهت، قال المتحدث إن القتال مستمر.",
            [("تصريحات", "الوزير", "الحرب انتهت"), ("قال", "المتحدث", "القتال مستمر")],
        ),
        (
            "وقال علي شمخاني أمين المجلس الأعلى للأمن القومي إن الرد قادم.",
            [("قال", "علي شمخاني أمين المجلس الأعلى للأمن القومي", "الرد قادم")],
        ),
        ("وبدأ العمل وفقا لتعليمات الرئيس حسن روحاني في المدينة.", []),
        ("وُصفت حالته بـ«الخطيرة».", []),
        ("وقال الوزير إنه سيعلن عن خطة جديدة.", [("قال", "الوزير", "سيعلن عن خطة جديدة")]),
        ("وطالبت النقابة الحكومة بصرف الرواتب.", [("طالبت", "النقابة", "الحكومة بصرف الرواتب")]),
        ("وطالبت الحركة الأردنيين بفتح الجسر.", [("طالبت", "الحركة", "الأردنيين بفتح الجسر")]),
        ("وأعلنت وزارة الصحة في لبنان وصول اللقاحات.", [("أعلنت", "وزارة الصحة", "وصول اللقاحات")]),
        ("وأدانت الخارجية في بيان مشترك قصف الميناء.", [("أدانت", "الخارجية", "قصف الميناء")]),
        ("واتهمت الأردن ومصر شركة الطيران بالتقصير.", [("اتهمت", "الأردن ومصر", "شركة الطيران بالتقصير")]),
        ("وقال الوزير لصحفيين رافقوه أثناء الرحلة «لن نغلق الجسر أمام الشاحنات».", [("قال", "الوزير", "لن نغلق الجسر أمام الشاحنات")]),
        ("وقال الوزير إن الطريق آمن، في إشارة إلى جسر المدينة.", [("قال", "الوزير", "الطريق آمن")]),
        ("وقال الوزير إن الطريق آمن بينما أغلقت المدارس أبوابها.", [("قال", "الوزير", "الطريق آمن")]),
    ],
    "fa": [
        ("وزیر خارجه روسیه خواستار توقف فوری درگیری‌ها شد.", [("خواستار", "وزیر خارجه روسیه", "توقف فوری درگیری‌ها")]),
        ("بروجرد - خبرگزاری ایرنا: فرماندار بروجرد از پایان برف‌روبی خبر داد.", [("خبر داد", "فرماندار بروجرد", "پایان برف‌روبی")]),
        ("این مقام مدعی کاهش قیمت‌ها در بازار شد.", [("مدعی", "این مقام", "کاهش قیمت‌ها در بازار")]),
        ("در این بیانیه آمده است: نیروها آماده پاسخ هستند.", [("آمده است", "این بیانیه", "نیروها آماده پاسخ هستند")]),
        ("او پس از جنگ به قدرت آمده است.", []),
        ("محمد پناهی گفته که طرح ناقص است.", [("گفته", "محمد پناهی", "طرح ناقص است")]),
        (
            "این بمباران پس از آن رخ داد که ارتش اسرائیل از حمله موشکی به حیفا خبر داد.",
            [("خبر داد", "ارتش اسرائیل", "حمله موشکی به حیفا")],
        ),
        ("کارشناسان معتقدند که قیمت‌ها کاهش می‌یابد.", [("معتقدند", "کارشناسان", "قیمت‌ها کاهش می‌یابد")]),
        (
            "وی افزود: «ملت در برابر فشارها ایستادگی می‌کند» و تاکید کرد که تحریم‌ها بی‌اثر است.",
            [("افزود", "وی", "ملت در برابر فشارها ایستادگی می‌کند"), ("تاکید کرد", "وی", "تحریم‌ها بی‌اثر است")],
        ),
        ("🔸خبرگزاری رسمی لبنان از حمله به بیروت خبر داد.", [("خبر داد", "خبرگزاری رسمی لبنان", "حمله به بیروت")]),
        (
            "محسن رفیعی با ذکر این نکته که بودجه کافی نیست، افزود: پروژه متوقف می‌شود.",
            [("با ذکر این نکته که", "محسن رفیعی", "بودجه کافی نیست"), ("افزود", "محسن رفیعی", "پروژه متوقف می‌شود")],
        ),
        ("حماس در پایان خواستار آن شد که گذرگاه‌ها باز شوند.", [("خواستار", "حماس", "گذرگاه‌ها باز شوند")]),
        (
            "وی این اقدام را خیانت به مردم دانست که پیامدهای آن باقی می‌ماند.",
            [("دانست", "وی", "این اقدام را خیانت به مردم")],
        ),
        ("یکی از فرماندهان ارتش گفت: مرزها امن است.", [("گفت", "یکی از فرماندهان ارتش", "مرزها امن است")]),
        ("رئیس ستاد مبارزه با قاچاق کالا گفت: کالاها کشف شد.", [("گفت", "رئیس ستاد مبارزه با قاچاق کالا", "کالاها کشف شد")]),
        (
            "«فرهاد ناصری» رئیس اتحادیه صنفی امروز در نامه‌ای از گرانی انتقاد کرد.",
            [("انتقاد کرد", "«فرهاد ناصری» رئیس اتحادیه صنفی", "گرانی")],
        ),
        ("این گزارش بر نقش دولت تاکید دارد.", [("تاکید دارد", "این گزارش", "نقش دولت")]),
        (
            "در این نشست سید عباس عراقچی که مهمان همایش است، بر لزوم گفت‌وگو تاکید کرد.",
            [("تاکید کرد", "سید عباس عراقچی", "لزوم گفت‌وگو")],
        ),
        (
            "وزیر از استادان خواست، در تعریف شاخص‌ها بازنگری کنند.",
            [("خواست", "وزیر", "در تعریف شاخص‌ها بازنگری کنند")],
        ),
    ],
    "en": [
        (
            "Carlo's attorney, Sonia Zog, said in an email that he never meant harm.",
            [("said", "Carlo's attorney, Sonia Zog", "he never meant harm")],
        ),
        ("Netanyahu was quoted as saying that the war would go on.", [("saying", "Netanyahu", "the war would go on")]),
        ("Talks failed, with Tehran saying Washington broke the deal.", [("saying", "Tehran", "Washington broke the deal")]),
        ("The army has not commented on the report.", []),
        ("The self-declared government fell, raising hopes of a thaw.", []),
        (
            "Pezeshkian said Tehran would respond, while warning of a wider war.",
            [("said", "Pezeshkian", "Tehran would respond"), ("warning", "Pezeshkian", "a wider war")],
        ),
        ("State media reported that explosions were heard.", [("reported", "State media", "explosions were heard")]),
        (
            "“The river is rising fast,” says veteran engineer Paul Marsh.",
            [("says", "veteran engineer Paul Marsh", "The river is rising fast")],
        ),
        (
            "The crash, which the navy said was an accident, killed two.",
            [("said", "the navy", "was an accident")],
        ),
        (
            "However, the group refused to name the place and said that talks were over.",
            [("said", "the group", "talks were over")],
        ),
        ("The woman told doctors she had slept badly.", [("told", "The woman", "she had slept badly")]),
        (
            "The bridge was closed on Sunday after the flood, a senior official told Reuters.",
            [("told", "a senior official", "The bridge was closed on Sunday after the flood")],
        ),
        ("According to the man, the guard slept.", [("According to", "the man", "the guard slept")]),
        (
            "The premier said in a statement, “We are glad of the news.”",
            [("said", "The premier", "We are glad of the news")],
        ),
        ("“Measles is always deadly”, says WHO.", [("says", "WHO", "Measles is always deadly")]),
        (
            "Jan Holt, head of Holt & Sons, an agency in Leeds, said rents were high.",
            [("said", "Jan Holt, head of Holt & Sons", "rents were high")],
        ),
        ("Blinken has since said that talks would go on.", [("said", "Blinken", "talks would go on")]),
        ("It is a poor deal, Mary Holt has written.", [("written", "Mary Holt", "It is a poor deal")]),
        ("This, he says, is the reason for the delay.", [("says", "he", "This")]),
        ("Doubts about the vaccine spread, partially thanks to rumours.", []),
        (
            "Voicing regret over the delay, particularly at the port, Marsh blamed the union for the queue.",
            [("Voicing", "Marsh", "regret over the delay, particularly at the port"), ("blamed", "Marsh", "the union for the queue")],
        ),
        (
            "Marsh, the spokesman, issued a statement late on Thursday condemning the raid on the camp.",
            [("condemning", "Marsh, the spokesman", "the raid on the camp")],
        ),
        (
            "Citing witnesses, Reuters said the bridge had fallen.",
            [("said", "Reuters", "the bridge had fallen"), ("Citing", "witnesses", "the bridge had fallen")],
        ),
        (
            "Reuters, citing officials, reported that the bridge had fallen.",
            [("reported", "Reuters", "the bridge had fallen"), ("citing", "officials", "the bridge had fallen")],
        ),
        (
            "The union, for its part, denied the claims, saying the figures were lies.",
            [("denied", "The union", "the claims"), ("saying", "The union", "the figures were lies")],
        ),
        (
            "Two people died, the Health Ministry said, adding that the toll would rise.",
            [("said", "the Health Ministry", "Two people died"), ("adding", "the Health Ministry", "the toll would rise")],
        ),
        (
            "Holt was quoted as saying by Reuters that the road was safe.",
            [("quoted", "Reuters", "the road was safe"), ("saying", "Holt", "the road was safe")],
        ),
        (
            "Reuters reported, citing officials, that the bridge had fallen.",
            [("reported", "Reuters", "the bridge had fallen"), ("citing", "officials", "the bridge had fallen")],
        ),
        ("The rebels have threatened to close the road.", [("threatened", "The rebels", "to close the road")]),
        ("The envoy has since strongly condemned the raid.", [("condemned", "The envoy", "the raid")]),
        ("The ministry on March 3 rejected the claim.", [("rejected", "The ministry", "the claim")]),
        ("The minister went on to say that talks would resume.", [("say", "The minister", "talks would resume")]),
        (
            "The road is closed, the World Road Council (WRC) said.",
            [("said", "the World Road Council", "The road is closed")],
        ),
        (
            "The union stressed, according to Reuters, that “the strike goes on as planned.”",
            [
                ("according to", "Reuters", "The union stressed"),
                ("stressed", "The union", "the strike goes on as planned"),
            ],
        ),
        ("Talks with Tehran, which denies the charge, have stalled.", [("denies", "Tehran", "the charge")]),
        (
            "The guard had warned of it for years, the owner said.",
            [("said", "the owner", "The guard had warned of it for years"), ("warned", "The guard", "it for years")],
        ),
        ("He called it a “gross and needless insult”.", [("called", "He", "gross and needless insult")]),
        ("The group described them as traitors.", [("described", "The group", "traitors")]),
        ("The minister said he hoped the talks would resume.", [("said", "The minister", "he hoped the talks would resume")]),
        ("Israel has neither confirmed nor denied the raid.", []),
        ("The move announced on Sunday by the minister was popular.", []),
        ("Two Arab states in the region took part.", []),
        ("The envoy has vowed to avenge the dead.", [("vowed", "The envoy", "to avenge the dead")]),
        ("Rising rents threatened to empty the town.", []),
        ("The town opposes the new bridge.", []),
        ("His aide asked the council to reopen the road.", [("asked", "His aide", "the council to reopen the road")]),
        (
            "“We will not move from here,” Marsh was quoted by Reuters as saying.",
            [("quoted by", "Reuters", "“We will not move from here,”"), ("saying", "Marsh", "We will not move from here")],
        ),
        (
            "Paul Marsh, the commander of the guards told villagers in the north: “We shall stay with you.”",
            [("told", "Paul Marsh, the commander of the guards", "We shall stay with you")],
        ),
        (
            "“We waited for hours there,” she told Reuters. “Nobody ever came.",
            [("told", "she", "We waited for hours there")],
        ),
        (
            "The deal was signed, with Foreign Secretary Ann Holt later saying in London that it was fair.",
            [("saying", "Foreign Secretary Ann Holt", "it was fair")],
        ),
        (
            "The army said the party had rejected the plan.",
            [("said", "The army", "the party had rejected the plan"), ("rejected", "the party", "the plan")],
        ),
    ],
}


@pytest.mark.parametrize(("language", "text", "expected"), [(language, *case) for language, cases in SENTENCES.items() for case in cases])
def test_a_turn_of_phrase_is_read(language, text, expected):
    found = read_text(text, language)
    rows = zip(found["cue"], found["source"].where(found["source"].notna(), None), found["surface"], strict=True)
    assert [(cue, None if pd.isna(source) else source, said) for cue, source, said in rows] == expected

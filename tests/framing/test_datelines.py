"""Where a report was written is told from what it speaks of."""

from __future__ import annotations

import pytest
from marking import found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "TEL AVIV (Reuters) - The army spoke."),
        ("en", "Tel Aviv [Israel], December 1 (ANI/TPS): The minister spoke."),
        ("en", "HAIFA, Israel, Dec 1 (AP) — The mayor spoke."),
        ("en", "JERUSALEM, Israel – The mayor spoke."),
        ("en", "Tel Aviv — The mayor spoke."),
        ("ar", "تل أبيب - قال رئيس البلدية"),
        ("ar", "تل أبيب / 3 آذار / ارنا – قال رئيس البلدية"),
        ("ar", "حيفا، إسرائيل (CNN)-- قال رئيس البلدية"),
        ("ar", "إسرائيل / نبأ – قال رئيس البلدية"),
        ("fa", "تل‌آویو - ایرنا - شهردار گفت"),
        ("ar", "شفق نيوز- تل أبيب\n\nقال رئيس البلدية"),
        ("ar", "* تل أبيب ـ «الصحيفة»: قال رئيس البلدية"),
    ],
)
def test_a_dateline_names_nobody(language, text):
    assert found(text, language, "israel") == []


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("en", "Tel Aviv said on Monday - again - that it knew.", "Tel Aviv"),
        ("en", "However, Israel - as ever - denied it.", "Israel"),
        ("en", "Israel - which had denied it - said so.", "Israel"),
        ("en", "Officials said so.\nIn Haifa (north) they spoke of Israel - again.", "Israel"),
        ("ar", "تل أبيب: لن نقبل الاتفاق", "تل أبيب"),
        ("ar", "إسرائيل - بحسب المسؤول - تنفي", "إسرائيل"),
        ("fa", "اسرائیل – به گفته او – حمله کرد", "اسرائیل"),
    ],
)
def test_what_only_looks_like_a_dateline_counts(language, text, surface):
    assert [s for s, _ in found(text, language, "israel")] == [surface]


def test_what_a_report_says_after_its_dateline_counts():
    assert [s for s, _ in found("TEHRAN, Iran (AP) — Iran said that Tehran was ready.", "en", "iran_state")] == ["Iran", "Tehran"]

"""Names with marks inside them, run together, around words no form holds, or in need of a mention that comes later."""

from __future__ import annotations

import pytest
from marking import found


@pytest.mark.parametrize(
    ("text", "language", "referent", "surface"),
    [
        ("قصف الجيش في غزة موقعا لحركة #حماس قرب الحدود.", "ar", "hamas", "حركة #حماس"),
        ("In Gaza the [Palestinian] resistance fired at Israel.", "en", "resistance", "[Palestinian] resistance"),
        ("رژیم‌صهیونیستی به غزه حمله کرد.", "fa", "israel", "رژیم‌صهیونیستی"),
        ("رژیمصهیونیستی به غزه حمله کرد.", "fa", "israel", "رژیمصهیونیستی"),
        ("رژیم خودسر اسرائیل به غزه حمله کرد.", "fa", "israel", "رژیم خودسر اسرائیل"),
    ],
)
def test_a_name_is_found_whole(text, language, referent, surface):
    assert [mention[0] for mention in found(text, language, referent)][:1] == [surface]


def test_a_name_may_wait_for_a_mention_further_on_that_waits_itself():
    text = "قالت المقاومة إنها ترد. وأعلنت قيادة حماس أسماء الأسرى لدى إسماعيل هنية."
    assert [mention[0] for mention in found(text, "ar", "hamas")] == ["حماس"]
    assert [mention[0] for mention in found(text, "ar", "resistance")] == ["المقاومة"]


def test_what_a_name_waits_for_must_stand_somewhere():
    assert found("ایران از مقاومت پشتیبانی کرده است. کارگران.", "fa", "resistance") == []

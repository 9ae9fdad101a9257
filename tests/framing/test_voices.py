"""In whose voice a term stands: the outlet's, or that of the source whose words hold it."""

from __future__ import annotations

import pandas as pd
from marking import terms_of

COLUMNS = ["doc_id", "start", "end", "source_id", "mode", "level", "via", "coref", "cue_start", "source_start", "source_end", "more_spans"]


def said(text, content, source, mode="indirect", **more):
    """Return the row of a source mention whose content is the part *content* of *text*."""
    row = dict.fromkeys(COLUMNS) | {"doc_id": "text", "source_id": source, "mode": mode, "level": 1, "coref": "explicit"} | more
    return row | {"start": text.index(content), "end": text.index(content) + len(content)}


def voices(text, language, *rows):
    terms = terms_of(text, language, sources=pd.DataFrame(rows, columns=COLUMNS))
    return dict(zip(terms["surface"], terms["voice"], strict=True))


def test_the_outermost_speaker_has_the_voice():
    text = "قال فلان إن علانا قال إن إسرائيل تقصف"
    outer = said(text, "علانا قال إن إسرائيل تقصف", "fulan")
    inner = said(text, "إسرائيل تقصف", "alan", level=2, via="fulan")
    assert voices(text, "ar", outer, inner) == {"إسرائيل": "fulan"}


def test_an_agency_lends_its_voice_only_to_quoted_words():
    text = 'قصفت إسرائيل "دولة الاحتلال" أمس'
    assert voices(text, "ar", said(text, text, "irna", "agency_credit")) == {"إسرائيل": "outlet", "دولة الاحتلال": "irna"}


def test_the_torn_parts_of_a_post_are_all_in_its_voice():
    text = "Israel struck Gaza. — Some One (@one) May 1, 2024 Hamas replied."
    post = said(text, "Israel struck Gaza.", "one", "direct", more_spans=[[text.index("Hamas"), len(text)]])
    assert voices(text, "en", post) == {"Israel": "one", "Gaza": "one", "Hamas": "one"}


def test_what_follows_an_adjunct_up_to_the_main_verb_is_the_speakers_too():
    text = "فلانی با تشکر از حمایت دولت، ملت ایران و مردم مظلوم غزه گفت: اسرائیل شکست خورد."
    thanks = said(text, "حمایت دولت", "fulani", coref="shared-subject", cue_start=7)
    speech = said(text, "اسرائیل شکست خورد", "fulani", "direct", cue_start=text.index("گفت"))
    found = voices(text, "fa", thanks, speech)
    assert {surface: found[surface] for surface in ("مردم مظلوم غزه", "اسرائیل")} == {"مردم مظلوم غزه": "fulani", "اسرائیل": "fulani"}
    ended = text.replace("دولت،", "دولت.")
    assert voices(ended, "fa", thanks, speech)["مردم مظلوم غزه"] == "outlet"


def test_who_points_to_anothers_claim_has_named_him():
    text = "فلانی با اشاره به ادعای نخست وزیر رژیم صهیونیستی مبنی بر پیروزی گفت"
    name = text.index("نخست")
    claim = said(text, "پیروزی", "other", level=2, via="fulani", source_start=name, source_end=text.index(" مبنی"))
    assert voices(text, "fa", claim)["رژیم صهیونیستی"] == "fulani"

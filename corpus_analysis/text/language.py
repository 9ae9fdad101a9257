"""The language of a text: Arabic, Persian, English, or one of the neighbours they are mistaken for."""

from __future__ import annotations

import re

_CUES = (
    ("ckb", "[ەێۆڕڵ]"), ("ps", "[ټډړږښڼۍېځڅ]"), ("ur", "[ٹڈڑںےھہۓ]"), ("fa", "[پچژگکی]"), ("ar", "[يكىةأإ]"), ("en", "[A-Za-z]"),
)  # fmt: skip


def identify_language(text: str) -> str:
    """Return "ar", "fa", "en", "ur", "ckb", "ps" or "und" for a string."""
    counts = {language: len(re.findall(cue, text)) for language, cue in _CUES}
    if re.search("[\u0621-\u064a]", text) and not any(counts[language] for language in counts if language != "en"):
        return "ar"
    if counts["en"] < len(re.findall("[\u0600-\u06ff]", text)):
        counts["en"] = 0
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else "und"

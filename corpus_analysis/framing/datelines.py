"""Tells where a report was written from what it speaks of: "TEL AVIV (Reuters) -" does not name Israel."""

from __future__ import annotations

import re

LONGEST = 100
_DASH = "[-–—ـ]{1,3}"
_WORD = r"[A-Z0-9\[\u0600-\u06ff][^\s.!?؟:«»\"“”()]{0,20}\.?"
# place, perhaps a country and a date, then who reports in brackets: "Haifa, Israel, Dec 1 (AP) —", "القدس المحتلة (الأناضول):"
_CREDITED = re.compile(rf"(?:{_WORD}\s{{1,2}}){{1,7}}\([^()\n]{{2,40}}\)\s{{0,2}}(?:{_DASH}|:)")
# what follows the place itself: "- ", "/ نبأ –", "– ایرنا -"; a colon only after capitals: "GAZA:"
_SLASH = re.compile(rf"\s?/\s?[^\n/.:]{{2,40}}?\s?(?:{_DASH}|[/:])\s")
_CITY = re.compile(rf"(?:,? [^\W\d_]{{2,14}})?\s{{0,2}}{_DASH}\s|/[A-Z]{{3,20}}:\s")
_CAPITALS = re.compile(r":\s")
# the town before its country, and the dash behind: "TEL AVIV, Israel – "
_TOWN = re.compile(r"(?:[A-Z][A-Z.'’-]{1,14} ){0,2}[A-Z][A-Z.'’-]{1,14},\s")
_DASHED = re.compile(rf"\s{{0,2}}{_DASH}\s")
# who reports, and from where, in a line of their own: "شفق نيوز- واشنطن"
_REPORTER = re.compile(rf"[^\s.!?:()]{{2,14}}(?: [^\s.!?:()]{{2,14}}){{0,2}}\s?(?:{_DASH}|/)\s?")


def stands_in_dateline(text: str, begin: int, stop: int, start: int, end: int, place: str) -> bool:
    """Say whether the name ``text[start:end]`` of a place stands in the dateline of the segment ``text[begin:stop]``.

    *place* says what the name is of: "city" or "country". A country counts as part of a dateline only where brackets or a slash
    show that one is there, or a town in capitals before it and a dash behind; a city also where nothing but a dash follows it.
    """
    if start - begin > LONGEST:
        return False
    credited = _CREDITED.match(text, begin, stop)
    if credited and end <= credited.end():
        return True
    if text[begin:start].strip(" *•\t"):
        if place == "country":
            return bool(_TOWN.fullmatch(text, begin, start) and _DASHED.match(text, end, stop))
        return place == "city" and not text[end:stop].strip(" :-–\n") and bool(_REPORTER.fullmatch(text, begin, start))
    if place == "city" and (_CITY.match(text, end, stop) or (text[start:end].isupper() and _CAPITALS.match(text, end, stop))):
        return True
    return bool(_SLASH.match(text, end, stop))

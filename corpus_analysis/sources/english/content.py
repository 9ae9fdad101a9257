"""Where what is said begins and ends on the right of an English verb of speech."""

from __future__ import annotations

from ..drafts import Hit
from ..grammar import function_words
from ..page import COMMAS, Page
from .phrases import BOUNDS, DETERMINERS, PERIODS, is_name

WORDS = function_words("en")
FINITE, OBJECTS = WORDS["finite"], WORDS["objects"]
NOTING = WORDS["noting"] | WORDS["statements"]
VALUING = ("able", "ible", "ful", "less", "ous", "ive", "legal")  # how adjectives of judgement end
TURNS = COMMAS | {"that", ":"}
ADJUNCT, DAYS, POSSESSIVES = WORDS["adjunct"], WORDS["days"], WORDS["possessives"]


def whole_clause(page: Page, quote: tuple[int, int], first: int, spoken: bool) -> tuple[int, int]:
    """A quotation that ends a clause of the speaker's own (… to act “in defence”) takes the clause along."""
    opening = quote[0]
    said = page.words[first : first + 2] == ["that", "said"]
    told = page.words[opening - 1] in COMMAS and page.heads[opening - 2] not in ("", "according")
    if opening - first > 2 and not said and told:
        return first, quote[1]  # … and he said, "…," the office said: the quotation is within what the office says
    return quote if opening - first <= 2 or page.words[opening - 1] in BOUNDS or spoken else (first, quote[1])


def is_clause(page: Page, start: int, end: int) -> bool:
    """Say whether a finite verb follows soon: X reported the army had left."""
    words = page.words
    if words[start] in WORDS["joints"]:
        return False  # they argue and trade accusations
    near = range(start + 1, min(end, start + 12))
    ends = (at for at in near if (words[at] in WORDS["relatives"] and words[at - 1] in COMMAS) or words[at] in ("while", "because"))
    end = next(ends, end)
    return any(
        words[at] in FINITE
        or (words[at].endswith("s") and len(words[at]) > 4 and words[at + 1 : at + 2] != [] and words[at + 1] in DETERMINERS)
        or (len(words[at]) > 4 and words[at].endswith("ed") and words[at - 1] not in DETERMINERS)
        for at in range(start + 1, min(end, start + 12))
    )


def is_marked(page: Page, hit: Hit, start: int, end: int) -> bool:
    """Say whether that, a colon or a quotation mark shows that a verb of many uses announces speech here; "as", that it judges."""
    near = page.words[start : min(end, start + 20)]
    if hit.cue.kind == "judging":
        if hit.cue.requires:
            return page.words[start - 1] in hit.cue.requires or not hit.cue.requires.isdisjoint(near)
        return any(t in page.pairs for t in range(start, min(end, start + 25)))
    told = hit.cue.lemma in ("find", "show") and not WORDS["papers"].isdisjoint(page.words[max(0, hit.at - 12) : hit.at])
    return page.words[start - 1] in ("that", ":") or start in page.pairs or (told and is_clause(page, start, end))


def evidence(page: Page, hit: Hit, start: int) -> bool:
    told = hit.cue.lemma == "tell" and page.words[start] in WORDS["clause_openers"]
    told = told or (hit.cue.lemma == "report" and not WORDS["incidents"].isdisjoint(page.words[start : start + 5]))
    if hit.form.participle and (page.words[start] in WORDS["persons"] or page.words[start] == "there"):
        told = told or page.words[start + 1] in FINITE  # suggesting he would
    told = told or (hit.cue.lemma == "identify" and "as" in page.words[start + 1 : start + 9])
    told = told or hit.cue.lemma in WORDS["requesting"] or (hit.cue.lemma in WORDS["naming"] and page.words[hit.end] in OBJECTS)
    told = told or (hit.cue.lemma in WORDS["asking"] and page.words[start] in WORDS["whether"])
    return page.words[start - 1] in ("that", ":") or start in page.pairs or hit.cue.kind == "judging" or told


def right_content(page: Page, hit: Hit, token: int, end: int) -> int | None:
    """Return where the content after the verb begins: behind that, a colon, a quotation mark, an addressee, a day."""
    start = _start(page, hit, token, end)
    return start if start is not None and start < end else None


def _start(page: Page, hit: Hit, token: int, end: int) -> int | None:
    words = page.words
    token = behind_aside(page, token, end)
    if token >= end:
        return None
    if hit.cue.lemma == "express" and words[token] in ADJUNCT:
        return None  # fears they have expressed in polls that show …
    if hit.cue.lemma in WORDS["naming"] and words[token] in OBJECTS:
        at = token + 1 + (words[token + 1 : token + 2] in (["as"], ["to"]))
        whole = words[at : at + 1] in (["a"], ["an"]) and page.pairs.get(at + 1, end) >= end - 2  # a liar, all of it in marks
        return at + 1 if whole and at + 1 in page.pairs else at if at < end else None
    if hit.cue.lemma in WORDS["naming"] and words[token] == "as":
        return token + 1  # what he referred to as spying
    limit = min(end, token + 22)
    asked = (
        hit.cue.lemma in WORDS["requesting"]
        or hit.cue.lemma in ("urge", "call on", "appeal to")
        or (hit.cue.lemma in WORDS["resolving"] and words[token] == "to")
    )
    for at in range(token, limit):
        if words[at] not in TURNS and at not in page.pairs:
            continue
        if words[at] == "that" and at > token and asked and "to" in words[token:at]:
            break  # asked the court to set a rule that would protect them
        if words[at] == "that" and (at == token or _leads(page, hit, token, at)):
            return at + 1
        if words[at] == ":":
            if any(other.form.participle for other in page.hits(token, at)):
                break  # he said, adding: “…”
            return at + 1 if at + 1 < end else None
        listed = words[at - 1] in COMMAS and at - 2 in page.closings  # its “independent”, “professional” role
        named = at in page.pairs and page.pairs[at] - at < 9 and hit.cue.lemma in WORDS["addressing"]
        if named and words[page.pairs[at] + 1 : page.pairs[at] + 2] == ["that"]:
            return page.pairs[at] + 2  # told “State of the Union” that …
        if (
            at in page.pairs
            and not listed
            and (at == token or words[at - 1] in COMMAS or (page.pairs[at] - at > 4 and hit.cue.kind == "speech" and at - token < 12))
        ):
            if any(other.form.number is None and not other.form.participle for other in page.hits(token, at)):
                break  # commented harshly and said: “…”
            if at == token or words[at - 1] in COMMAS or (page.pairs[at] >= end - 1 and (words[token] in ADJUNCT or words[token] in DAYS)):
                begin = _behind_day(page, token, at)
                if hit.cue.lemma in WORDS["addressing"]:
                    return at
                return at if begin in (at, token) or words[begin] in ADJUNCT else begin
            break
        if at in page.pairs and hit.cue.kind == "judging" and (at - token < 12 or hit.cue.lemma in WORDS["naming"]):
            return token  # called the deal "the worst ever"
        if words[at] in COMMAS and at > token:
            if hit.cue.kind == "speech" and at + 1 in page.pairs and at - 1 not in page.closings:
                return at + 1  # said in a statement, “…”
            apposed = next((t for t in range(at + 2, min(end - 2, at + 8)) if words[t] in COMMAS), None)
            if hit.cue.lemma in WORDS["addressing"] and apposed is not None and words[apposed + 1] == "that":
                return apposed + 2  # told the paper's partner, CBS News, that …
            if words[at + 1 : at + 2] == ["that"] and words[token] in ADJUNCT and at + 2 < end:
                return at + 2  # confirmed to a correspondent in Syria, that …
            break
    if words[token] in COMMAS or (words[token] == "-" and page.starts[token] > page.ends[token - 1]):
        return None
    if hit.cue.lemma in WORDS["asking"]:
        question = next((t for t in range(token, min(end, token + 8)) if words[t] in WORDS["whether"]), None)
        if question is not None:
            return question  # asked the envoy whether …
    if hit.cue.lemma in WORDS["addressing"]:
        return _after_addressee(page, token, end)
    topic = hit.cue.lemma == "warn" and words[token] in ("of", "about")
    at = _behind_day(page, token + topic, end)
    occasion, at = at, _behind_occasion(page, at, end)
    if at >= end or words[at] in COMMAS or (at > occasion and (words[at] in ADJUNCT or words[at] == "without")):
        return None
    if hit.cue.obj or (hit.cue.lemma == "report" and not WORDS["incidents"].isdisjoint(words[at : min(end, at + 5)])):
        return at if words[at] not in WORDS["joints"] else None
    if hit.cue.lemma in WORDS["requesting"]:
        purpose = next((t for t in range(at + 1, min(end, at + 12)) if words[t] == "to" or words[t] in COMMAS), None)
        if purpose is None or words[purpose] != "to" or words[at] == "to" or purpose + 1 >= end:
            return None
        return None if is_name(page, purpose + 1) or words[purpose + 1] in DETERMINERS else at  # not: ordered advisers to the capital
    if hit.cue.kind == "judging" and any(word in ("a", "an", "as") for word in words[at + 1 : min(end, at + 9)]):
        return at  # called the vote a farce
    if hit.cue.lemma in WORDS["naming"] and _is_valued(page, at, end):
        return at  # called the response unacceptable
    if hit.cue.lemma == "identify" and "as" in words[at + 1 : min(end, at + 9)]:
        return at  # identified the man as a lawyer
    if hit.cue.lemma in WORDS["holding"] and is_marked(page, hit, at, end):
        return at  # holds the group, which rules the town, responsible
    return at if hit.cue.lemma == "say" or is_clause(page, at, end) else None


def _is_valued(page: Page, at: int, end: int) -> bool:
    """Say whether an adjective of judgement ends a short phrase: the response unacceptable."""
    stop = next((t for t in range(at, end) if page.words[t] in COMMAS or page.words[t] in WORDS["joints"]), end)
    word = page.words[stop - 1]
    return 1 < stop - at < 10 and not is_name(page, stop - 1) and (word in WORDS["values"] or word.endswith(VALUING)) and len(word) > 4


def _behind_day(page: Page, at: int, end: int) -> int:
    """Skip on Monday, last month, later."""
    words = page.words
    while at < end:
        if words[at] in DAYS or (words[at] in ("on", "in", "at") and words[at + 1 : at + 2] and words[at + 1] in DAYS):
            at += 1
        elif words[at] in ("last", "this", "next") and at + 1 < end and words[at + 1] in PERIODS:
            at += 2
        else:
            break
    return at


def _behind_occasion(page: Page, at: int, end: int) -> int:
    """Skip in a written statement, on social media, during a news conference on Monday."""
    words = page.words
    if at < end and words[at] in ("in", "on", "at", "during", "via", "through"):
        near = range(at + 1, min(end, at + 6))
        noun = next((t for t in near if words[t] in NOTING and not (t + 1 < end and words[t + 1] in NOTING)), None)
        if noun is not None and not any(words[t] in FINITE or words[t] in COMMAS for t in range(at, noun)):
            if noun + 1 < end and words[noun + 1] in WORDS["released"]:  # in a press release published by the office
                return next((t for t in range(noun + 2, min(end, noun + 12)) if words[t] in WORDS["persons"] or t in page.pairs), end)
            return _behind_day(page, noun + 1, end)
        if words[at : at + 2] == ["in", "a"]:
            return _behind_day(page, min(at + 3, end), end)
    return at


def behind_aside(page: Page, token: int, end: int) -> int:
    """Skip ", according to the agency," between a verb and that or the quotation."""
    words = page.words
    if token + 2 < end and words[token] in COMMAS and token + 1 not in page.pairs:
        comma = next((t for t in range(token + 2, min(end - 1, token + 16)) if words[t] in COMMAS and t not in page.inside), None)
        turned = comma == token + 2 and words[token + 1] in ("however", "though", "meanwhile", "instead")  # said, however, the deal
        if comma is not None and (turned or words[comma + 1] == "that" or comma + 1 in page.pairs) and not _speaks(page, token + 1):
            return comma + 1
    return token


def _speaks(page: Page, at: int) -> bool:
    """Say whether another verb of speech stands at a token: said, adding, “…”, but not: reported, citing officials, that …"""
    return at in page.found and page.found[at][1].kind in ("speech", "judging")


def _leads(page: Page, hit: Hit, token: int, that: int) -> bool:
    """Say whether "that", some words behind the verb, opens the content (told reporters on Monday that …)."""
    if hit.cue.kind != "speech" or that - token > 12 or page.words[that - 1] == "and":
        return False
    if page.words[token] in POSSESSIVES and hit.cue.lemma not in WORDS["addressing"] | {"warn", "express", "voice"}:
        return False  # affirmed his stance that
    if hit.cue.obj and hit.cue.lemma in WORDS["denying"] and page.words[that - 1] in WORDS["claims"]:
        return False  # refuted any suggestion that
    if any(page.words[at] in FINITE and not page.capitals[at] for at in range(token, that)):
        return False  # stressed the vote would not change the fact that
    if any(other.form.number is None and other.cue.lemma not in WORDS["holding"] for other in page.hits(token, that)):
        return False  # declared it serious and stressed that
    behind = token + (page.words[token] in WORDS["clausal_prepositions"] and page.words[token + 1] not in WORDS["learning"])
    if any(page.words[at] in WORDS["clausal_prepositions"] and page.words[at + 1].endswith("ing") for at in range(behind, that)):
        return False  # continued its journey after determining that, but not: warned after meeting the envoy that
    dated = _behind_day(page, token, that) == that
    return hit.cue.lemma != "say" or dated or any(page.words[token] in group for group in (ADJUNCT, DAYS, COMMAS))


def _after_addressee(page: Page, token: int, end: int) -> int | None:
    """Return where the content begins behind whom somebody told: behind names and pronouns, before the clause's own subject."""
    words, stop = page.words, token
    while stop < end and stop - token < 8 and (is_name(page, stop) or words[stop] in DETERMINERS or words[stop] in WORDS["told"]):
        if stop > token and words[stop] in DETERMINERS and is_name(page, stop - 1):
            break  # told the BBC the plan had failed
        if stop > token and words[stop - 1] in ("reporters", "journalists", "him", "her", "them") and is_name(page, stop):
            break  # told reporters Israel had …
        stop += 1
    if stop < end and words[stop] in ("to", "about", "of", "on"):
        return None
    if not any(words[at] in WORDS["told"] for at in range(token, stop)):  # told doctors he ate …; told Times readers there was …
        limit = next((t for t in range(token, min(end, token + 7)) if words[t] in COMMAS), min(end, token + 7))
        opening = (t for t in range(token + 1, limit) if words[t] in WORDS["clause_openers"] or t in page.pairs)
        stop = next(opening, stop)
    if token < stop < end and words[stop] in ("in", "on", "at", "after", "during", "outside"):  # told reporters in London it would
        near = range(stop + 2, min(end, stop + 9))
        stop = next((t for t in near if words[t] in WORDS["persons"] or (words[t] in ("there", "we"))), stop)
    begins = token < stop < end and (words[stop][0].isalnum() or stop in page.pairs)
    return stop if begins and words[stop] not in ("to", "in", "on", "about") else None

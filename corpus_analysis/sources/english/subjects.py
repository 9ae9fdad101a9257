"""Who is the subject of an English verb of speech: the phrase before or behind it, over appositions and relative clauses."""

from __future__ import annotations

from collections.abc import Iterator

from ..drafts import Hit
from ..grammar import Grammar, load_grammar
from ..marks import MARKS
from ..page import COMMAS, STOPS, Page
from .phrases import (
    AUXILIARIES,
    BOUNDS,
    CONNECTIVES,
    DETERMINERS,
    FINITE,
    MONTHS,
    NO_PAST,
    PERIODS,
    PLACING,
    SUBJECTS,
    WORDS,
    before_verb,
    is_acronym,
    is_name,
    is_past,
    phrase_end,
    spaced_dash,
)

CLAUSE_BEGINS = CONNECTIVES | {"that"}
RELATIVES = frozenset(("who", "which", "that", "whose", "where", "when", "as", "while", "because", "if"))
MOST_SEGMENTS = 6  # between commas before a verb
ADVERBIAL = load_grammar("en").stop | CONNECTIVES | WORDS["linking"]  # with what an adverbial may open a sentence


def subject_left(page: Page, grammar: Grammar, verb: int, first: int) -> tuple[int, int] | None:
    """Return the speaker's phrase before the verb: back to the clause's beginning, over an apposition or relative clause."""
    words, stop = page.words, before_verb(page, verb, first)
    if stop > first and words[stop - 1] in ("and", "but", "then"):
        return None  # a further verb of the same subject
    if words[stop - 1] == ")":  # the World Health Organization (WHO) said
        stop = next((t for t in range(stop - 2, max(first, stop - 9), -1) if words[t] == "("), stop)
    bare = words[stop - 1] == "which" or (words[stop - 1] == "that" and words[stop - 2] not in WORDS["statements"])
    if bare and stop - 1 > first:
        return _antecedent(page, grammar, first, stop - 1)
    if stop > first and words[stop - 1] in SUBJECTS:
        return stop - 1, stop  # for what they said was a pattern
    begin = stop
    opening = page.closings.get(stop - 1, 0)
    if opening > first and words[opening - 1] in WORDS["titled"]:  # the article, titled “…” said
        stop = begin = opening - 1 - (words[opening - 2] in COMMAS)
    while begin > first and words[begin - 1] not in BOUNDS and not spaced_dash(page, begin - 1) and stop - begin < 18:
        if begin < stop and page.heads[begin - 1] and _opens_clause(page, begin):
            break  # said the party had rejected
        if words[begin - 1] == "what":
            break  # in what the president called a line
        if words[begin - 1] in CLAUSE_BEGINS and (
            words[begin - 1] != "and" or stop - begin > 6 or (words[begin - 2 : begin - 1] and words[begin - 2] in COMMAS)
        ):
            break
        begin -= 1
    joint = next((t for t in range(stop - 1, begin, -1) if words[t] == "and"), begin)
    if any(words[t] in FINITE or is_past(page, t) for t in range(begin, joint)):
        begin = joint + 1  # the truce was left in tatters and the army said
    if begin > first + 1 and begin < stop and words[begin - 1] == "that" and _opens_relative(page, grammar, begin):
        return _antecedent(page, grammar, first, begin - 1)  # the force that coordinates the effort said
    if begin == stop and begin > first and _comma(page, begin - 1):  # X, the minister, said
        return _apposition(page, first, begin - 1)
    while (
        begin < stop
        and not is_acronym(page, begin)
        and (words[begin] in CONNECTIVES or words[begin] in ("on", "in", "at", "earlier", "later", "then", "who"))
    ):
        if words[begin] == "who":
            if not _who_is_spoken_of(page, grammar, begin, stop):
                return _apposition(page, first, begin) or _antecedent(page, grammar, first, begin)
            begin += 1
            break
        if words[begin : begin + 2] == ["in", "a"] and begin + 2 < stop and words[begin + 2] in WORDS["statements"]:
            begin += 2  # In a statement Thursday the office said
            while begin + 1 < stop and words[begin + 1] in AUXILIARIES:
                begin += 1
        begin = _skip_opening(page, begin, stop)
    if begin - 2 >= first and words[begin - 1] in COMMAS and words[begin].endswith("ing"):
        return _apposition(page, first, begin - 1)  # the commander, playing down the risk of war warned
    if begin - 2 >= first and words[begin - 1] in COMMAS and (words[begin] in DETERMINERS or words[begin] in grammar.heads):
        name = begin - 1  # Hossein Salami, the commander of the Guards told …
        while name > first and is_name(page, name - 1) and words[name - 1][0].isalnum() and words[name - 1] not in grammar.stop:
            name -= 1
        if 1 < begin - 1 - name < 6 and (name == first or words[name - 1] in BOUNDS):
            return name, stop
    claims = words[begin] in ("a", "an") and words[begin + 1] in WORDS["claims"] and begin + 2 < stop
    if claims and (is_name(page, begin + 2) or words[begin + 2] in DETERMINERS):
        begin += 2  # an allegation the agency denies
    relative = next((t for t in range(begin + 1, stop - 1) if words[t] == "which"), None)
    if relative is not None and (is_name(page, relative + 1) or words[relative + 1] in DETERMINERS):
        begin = relative  # a claim which the group denies
    if begin + 1 < stop and words[begin] in ("which", "whom"):  # the crash, which it said was an accident
        begin += 1
    if begin >= stop or (words[begin] in grammar.stop and words[begin + 1] != "-" and not is_acronym(page, begin)):
        return None
    finish = phrase_end(page, grammar, begin, stop)
    if words[finish] not in RELATIVES and any(words[t] in FINITE for t in range(finish, stop)):
        return None  # the plan does not answer fundamental points
    begin = _list_begin(page, begin, first)
    return (begin, finish) if finish > begin and _names_a_speaker(page, grammar, begin, finish, first) else None


def _opens_relative(page: Page, grammar: Grammar, at: int) -> bool:
    """Say whether a verb without a subject stands behind "that"."""
    word = page.words[at]
    third = word.endswith("s") and word not in grammar.heads and page.words[at + 1] in DETERMINERS
    return not is_name(page, at) and (word in FINITE or is_past(page, at) or third)


def _who_is_spoken_of(page: Page, grammar: Grammar, who: int, stop: int) -> bool:
    """Say whether a relative clause has a subject of its own, which speaks: a boy who the ministry said had died."""
    if stop - who > 5 or who + 1 >= stop:
        return False
    subject = page.words[who + 1]
    named = subject in DETERMINERS or subject in grammar.heads or subject in grammar.pronouns or is_name(page, who + 1)
    return named and not any(page.words[t] in FINITE or is_past(page, t) for t in range(who + 1, stop))


def _list_begin(page: Page, begin: int, first: int) -> int:
    """Return where a list of speakers begins whose last one is the phrase at *begin*: the party, the union, and the guild said."""
    words = page.words
    if begin - 2 <= first or words[begin - 1] != "and":
        return begin
    at, items = begin - 1, 0
    while at - 1 > first and words[at - 1] == ",":
        item = at - 1
        while item > first and at - item <= 8 and words[item - 1] not in BOUNDS and words[item - 1] not in CLAUSE_BEGINS:
            item -= 1
        named = words[item] in DETERMINERS or is_name(page, item)
        if at - item < 2 or at - item > 8 or not named or words[item] in ADVERBIAL:
            break
        at, items = item, items + 1
    return at if items else begin


def _opens_clause(page: Page, at: int) -> bool:
    """Say whether a verb of saying stands before the token, so that the subject of what is said begins with it."""
    match = page.found.get(at - 1)
    return match is not None and match[1].lemma in WORDS["clausal"] and not match[0].participle and not is_name(page, at - 1)


def _antecedent(page: Page, grammar: Grammar, first: int, which: int) -> tuple[int, int] | None:
    """Return the phrase a relative clause belongs to: talks with Tehran, which denies …"""
    words = page.words
    stop = which - 1 if _comma(page, which - 1) else which
    if words[stop - 1] == ")":  # the World Health Organization (WHO), which said
        stop = next((t for t in range(stop - 2, max(first, stop - 5), -1) if words[t] == "("), stop)
    begin = stop
    while (
        begin > first
        and stop - begin < 9
        and (is_name(page, begin - 1) or words[begin - 1] in grammar.heads or words[begin - 1] in ("-", "'", "’", "s", "'s", "’s"))
    ):
        begin -= 1
    whole = (at for at in range(max(first, begin - 3), begin) if begin < page.name(at, stop)[0] <= stop)
    begin = next(whole, begin)  # Doctors without Borders
    if begin == stop and (words[stop - 1] in grammar.groups or words[stop - 1] in WORDS["papers"]):
        begin -= 1  # the council, which said
    if begin > first and words[begin - 1] in DETERMINERS:
        begin -= 1
    return (begin, stop) if begin < stop and words[begin][0].isalnum() else None


def _names_a_speaker(page: Page, grammar: Grammar, first: int, end: int, opening: int) -> bool:
    """Say whether a phrase of a sentence can be a subject: it holds a name, title, pronoun or plural, and no participle opens it."""
    words = page.words
    if words[end] in ("%", "percent") or words[end - 1] == "percent":
        return True  # 40 percent said
    if words[first].endswith("ed") and words[first] not in NO_PAST and not is_name(page, first):
        return False
    if end - first == 1 and words[first] in WORDS["pointing"]:
        return False
    titled = words[first] in grammar.heads or words[first] in grammar.honorifics or words[first + 1] in grammar.heads
    named = is_name(page, first) and (first > opening or titled or end == first + 1)  # Fleming spokesman John Holt
    if words[first].endswith("ing") and len(words[first]) > 5 and not page.names[first] and not titled and not named:
        return False  # Leading a party called …
    return any(
        is_name(page, at)
        or word in grammar.heads
        or word in DETERMINERS
        or word in grammar.pronouns
        or (word.endswith("s") and len(word) > 3)
        for at, word in enumerate(words[first:end], start=first)
    )


def clause_subject(page: Page, first: int, end: int) -> tuple[int, int] | None:
    """Return the subject of a sentence before its first verb: However, the group raised alarm and said …; On Sunday, the group …"""
    words, grammar = page.words, load_grammar("en")
    if words[first : first + 2] in (["at", "least"], ["at", "most"]):
        first += 2  # At least one woman ran into the street and shouted
    if words[first] in CONNECTIVES and first + 1 < end:
        first += 1 + (words[first + 1] in COMMAS)
    while first < end and (words[first] in ADVERBIAL or _acting(page, first, end)) and not is_acronym(page, first):
        comma = next((at for at in range(first, min(end, first + 25)) if words[at] in COMMAS), end)
        first = comma + 1
    opening = words[first : first + 3]
    if len(opening) == 3 and opening[0] in ("last", "this", "next") and opening[1] in PERIODS:
        first += 2 + (opening[2] in COMMAS)  # Last week, Raisi defended … and said
    if first >= end:
        return None
    if words[first] in grammar.pronouns:
        return first, first + 1
    titled = any(is_name(page, at) for at in range(first, min(first + 3, end)))  # veteran journalist Jan Holt
    if words[first] in grammar.stop or not (titled or words[first] in DETERMINERS):
        return None
    stop = next((at for at in range(first + 1, end) if is_past(page, at)), end)
    finish = phrase_end(page, grammar, first, stop)
    if finish + 2 < end and words[finish] in COMMAS and is_name(page, finish + 1):  # the premier's rival, John Holt, left
        apposed = phrase_end(page, grammar, finish + 1, stop)
        finish = apposed if words[apposed] in COMMAS else finish
    named = any(is_name(page, at) or words[at] in grammar.heads for at in range(first + (words[first] in DETERMINERS), finish))
    return (first, finish) if first < finish < end - 1 and named else None


def _acting(page: Page, first: int, end: int) -> bool:
    """Say whether a participle opens the sentence: Tweeting on Sunday, the president stopped short of …"""
    word = page.words[first]
    return word.endswith("ing") and len(word) > 5 and not page.names[first] and page.words[first + 1] in PLACING


def _comma(page: Page, at: int) -> bool:
    return page.words[at] in COMMAS or spaced_dash(page, at)


def _is_dash(page: Page, at: int) -> bool:
    return page.words[at] in ("–", "—") or spaced_dash(page, at)


def _skip_opening(page: Page, begin: int, stop: int) -> int:
    begin += 1
    if page.words[begin - 1] in ("and", "but", "so", "yet") and begin < stop and page.words[begin] in load_grammar("en").heads:
        return begin  # And sources said
    while begin < stop and not (is_name(page, begin) or page.words[begin] in ("the", "a", "an", "he", "she", "they", "it")):
        begin += 1
    if begin + 1 < stop and (page.words[begin] in load_grammar("en").stop or page.words[begin] in MONTHS):
        begin += 1
        while begin + 1 < stop and page.words[begin].isdigit():
            begin += 1  # In June 2017 the group said
    return begin


def _apposition(page: Page, first: int, comma: int) -> tuple[int, int] | None:
    """Return the phrase before the verb that a comma at *comma* parts from it: X, the minister, said; the envoy, Y, 60, from Z, said."""
    dash = next((at for at in range(comma - 1, first, -1) if _is_dash(page, at)), None) if _is_dash(page, comma) else None
    if dash is not None:  # Russia - one of the parties to the deal, with China, France and Britain - said
        begin = dash
        while (
            begin > first and page.words[begin - 1] not in BOUNDS and page.words[begin - 1] not in ("after", "that") and dash - begin < 12
        ):
            begin -= 1
        begin, kind = _segment(page, begin, dash)
        return (begin, dash) if kind == "phrase" else None
    chosen, finish, parts = None, comma, list[tuple[int, int]]()
    for start, end in _segments(page, first, comma):
        begin, kind = _segment(page, start, end)
        if kind == "clause":
            break
        if kind == "phrase":
            chosen = begin
        elif chosen is None:
            finish = start - 1  # an age, a place, a relative clause belong to nobody's name
        parts.append((begin, end))
    if chosen is None or chosen >= finish:
        return None
    if len(parts) > 2 and all(is_name(page, at) for at in range(*parts[-1]) if page.words[at][0].isalnum()):
        finish = parts[-2][1]  # X, head of A, an agency in B: what B is says nothing of X
    return chosen, finish


def _segments(page: Page, first: int, comma: int) -> Iterator[tuple[int, int]]:
    """Yield what stands between commas before *comma*, the nearest first."""
    end = comma
    for _ in range(MOST_SEGMENTS):
        begin = end
        while begin > first and not _comma(page, begin - 1) and end - begin < 25:
            if page.words[begin - 1] in MARKS:
                opening = page.closings.get(begin - 1)
                if opening is None or page.words[begin - 2] in COMMAS or page.words[begin - 2] in STOPS:
                    break
                begin = opening  # whose staff is “working around the clock”
                continue
            begin -= 1
        yield begin, end
        if begin <= first or not _comma(page, begin - 1):
            return
        end = begin - 1


def _segment(page: Page, begin: int, end: int) -> tuple[int, str]:
    """Return where a segment begins behind its connectives, and whether it is a phrase that may name, a clause or a mere addition."""
    words, grammar = page.words, load_grammar("en")
    while begin < end and words[begin] in CONNECTIVES and not is_acronym(page, begin):
        begin += 1
    acting = words[begin].endswith("ing") and not (is_name(page, begin) and words[begin - 1] in COMMAS) if begin < end else False
    counted = begin < end and words[begin].isdigit() and words[begin + 1 : begin + 4] != ["-", "year", "-"]
    if begin == end or counted or acting or words[begin] in ("who", "which", "whose", "aged"):
        return begin, "addition"
    if is_past(page, begin) and begin + 1 < end and words[begin + 1] in PLACING:
        return begin, "addition"  # affiliated with Fatah, known as the squad
    circumstance = words[begin] in ("in", "on", "at", "during")  # in comments to an agency
    cues = (at for at in range(begin, end) if at in page.found and not circumstance and not is_name(page, at))
    cues = (at for at in cues if words[at - 1] != "of" and words[at + 1 : at + 2] not in (["tank"], ["tanks"]))  # head of forecasting
    spoken = (at for at in cues if not (words[at] in WORDS["nouns"] and words[at - 1] in DETERMINERS))
    acts = (
        at for at in range(begin, end) if words[at] in FINITE or (is_past(page, at) and words[min(at + 1, end - 1)] not in grammar.heads)
    )
    verb = min(next(acts, end), next(spoken, end))
    relative = words[begin] in DETERMINERS and not RELATIVES.isdisjoint(words[begin + 1 : verb])
    if verb < end and not relative:
        return begin, "clause"
    if (words[begin] in grammar.stop or words[begin] in WORDS["excepting"]) and not is_acronym(page, begin):
        return begin, "addition"
    named = any(
        is_name(page, at) or words[at] in grammar.heads or words[at] in DETERMINERS or words[at] in grammar.pronouns
        for at in range(begin, end)
    )
    return begin, "phrase" if named else "addition"


def names_anybody(page: Page, grammar: Grammar, phrase: tuple[int, int]) -> bool:
    """Say whether a phrase holds a title or somebody known, or is a name through and through."""
    inside = range(*phrase)
    return any(page.words[at] in grammar.heads for at in inside) or bool(page.find(*phrase)) or all(is_name(page, at) for at in inside)


def subject_right(page: Page, grammar: Grammar, hit: Hit, end: int) -> tuple[int, int] | None:
    words, at = page.words, hit.end
    if at >= end or not words[at][0].isalnum() or (words[at] in grammar.stop and not is_acronym(page, at)):
        return None
    stop = phrase_end(page, grammar, at, end)
    titled = any(is_name(page, t) for t in range(at, min(stop, at + 6)))  # says veteran industry analyst Ken Doctor
    if not (titled or words[at] in DETERMINERS or words[at] in grammar.heads):
        return None
    if stop + 1 < end and words[stop] in COMMAS:  # said the group's lawyer, Jane Doe
        finish = phrase_end(page, grammar, stop + 1, end)
        named = all(is_name(page, t) or words[t] in ("-", ".") for t in range(stop + 1, finish))
        stop = finish if named and 0 < finish - stop - 1 <= 5 and (finish >= end or words[finish] in COMMAS) else stop
    return (at, stop) if stop > at else None

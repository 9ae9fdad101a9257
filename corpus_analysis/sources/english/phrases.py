"""The phrases of English attribution: where a speaker's phrase ends, what stands before a verb, datelines."""

from __future__ import annotations

from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page

WORDS = function_words("en")
AUXILIARIES = WORDS["auxiliaries"]
CONNECTIVES = WORDS["connectives"]
NO_ADVERBS, NO_PAST = WORDS["no_adverbs"], WORDS["no_past"]
SUBJECTS, MONTHS = WORDS["subjects"], WORDS["months"]
PLACING = WORDS["prepositions"] | WORDS["placing"] | {"as"}
JOINING = WORDS["joining"]
DASHES = frozenset("-–—")
AFTER_DATELINES = DASHES | {":"}
DATELINE = 14  # tokens: SANAA, Apr 30 (NNN-SABA) –
NEAR_BY = 1000  # tokens around a name among which it stands in full
DETERMINERS = WORDS["determiners"]
PERIODS = WORDS["periods"] | WORDS["days"]
FINITE = WORDS["finite"]
BOUNDS = frozenset("()") | MARKS | COMMAS | {":"}


def behind_dateline(page: Page, first: int, end: int) -> int:
    """Skip "BEIRUT (Reuters) - "."""
    words = page.words
    glued = words[first + 1 : first + 2] == ["-"] and page.starts[first + 1] == page.ends[first] and is_name(page, first)
    if glued and first + 2 < end and page.ends[first + 1] < page.starts[first + 2]:
        return first + 2  # Tehran- The minister said
    for token, word in enumerate(words[first + 1 : min(end, first + DATELINE)], first + 1):
        if word not in AFTER_DATELINES:
            continue
        if (
            words[token] in DASHES
            and (words[token - 1] == ")" or page.raw[page.starts[first] : page.ends[first]].isupper())
            and (words[token - 1] == ")" or page.starts[token] > page.ends[token - 1])
            and not page.has_cue(first, token)
        ):
            return token + 1
        if spaced_dash(page, token) or words[token] in "–—":
            named = all(is_name(page, t) or words[t] == "," for t in range(first, token))
            told = "," in words[first:token] or any(is_acronym(page, t) for t in range(first, token))
            if named and told and token + 1 < end and is_name(page, token + 1):
                return token + 1  # Islamabad, Pakistan – Pakistan has hit back; Beirut CNN — Killing …
        if words[token] == ":" and token + 1 < end and is_name(page, token + 1) and not page.has_hit(first, token):
            return token + 1  # Dubai: The minister said
    return first


def is_name(page: Page, token: int) -> bool:
    return page.capitals[token]


def names_person(page: Page, first: int, end: int) -> bool:
    """Say whether a phrase is a name through and through, no word with a capital only because a sentence opens with it."""
    if not all(page.capitals[at] for at in range(first, end)):
        return False
    word, near = page.words[first], range(max(0, first - NEAR_BY), min(len(page.words), first + NEAR_BY))
    return end - first > 1 or any(page.words[at] == word and page.capitals[at] and page.capitals[at - 1] for at in near if at)


def is_acronym(page: Page, token: int) -> bool:
    """Say whether a word is written in capitals: the WHO is not who."""
    return page.ends[token] - page.starts[token] > 2 and page.text(token, token + 1).isupper()


def phrase_end(page: Page, grammar: Grammar, at: int, limit: int) -> int:
    """Return where a speaker's phrase that begins at *at* ends."""
    words, token = page.words, at
    while token < limit:
        word = words[token]
        if (
            (
                token > at
                and (
                    word in ("'s", "’s", "'", "’")
                    or (word in ("-", ".", "&", "/") and token + 1 < limit and page.starts[token] == page.ends[token - 1])
                )
            )
            or (token > at and word == "'")
            or word == "’"
        ):
            token += 1
        elif (
            not word[0].isalnum()
            or word in MARKS
            or (
                token > at
                and word in grammar.stop
                and word not in JOINING
                and not (word in WORDS["days"] and (words[token - 1] in grammar.document or words[token - 1] == "the"))
                and not (word in ("later", "earlier") and words[token - 1] in grammar.document)
                and not (word == "by" and (words[token - 1] in grammar.document or words[token - 1] in ("issued", "released", "published")))
            )
        ):
            break
        elif token > at and page.heads[token] and not is_name(page, token) and page.hits(token, token + 3) and page.hits(token, limit):
            adjective = word.endswith("ing") and words[token - 1] in DETERMINERS  # the ruling party
            if adjective or word.removesuffix("s") in WORDS["nouns"]:
                token += 1
                continue
            break
        elif token > at and word in WORDS["days"] and words[token - 1] in grammar.document:
            token += 1  # a report on Saturday by the agency
        elif token > at and (word == "by" or (word in ("for", "of") and words[token - 1] in grammar.spokesperson)):
            token += 1
        elif (token > at and word in JOINING and not (token + 1 < limit and (is_name(page, token + 1) or words[token + 1] == "the"))) or (
            token > at and word in ("on", "in", "at") and token + 1 < limit and words[token + 1] in grammar.stop
        ):
            break
        else:
            token += 1
    return token


def before_verb(page: Page, at: int, first: int) -> int:
    """Return where the auxiliaries and adverbs before a verb begin (has since strongly condemned)."""
    words = page.words
    if at - 3 > first and words[at - 1] == "to" and words[at - 2] == "on" and words[at - 3] in ("went", "goes", "gone"):
        at -= 3  # he went on to say
    if at - 2 > first and words[at - 1] == "to" and words[at - 2] in ("continued", "continues", "proceeded"):
        at -= 2
    if at - 3 > first and words[at - 1] == "to":  # took to Twitter to say
        at = next((t for t in range(at - 3, max(first, at - 7), -1) if words[t] in ("took", "taken") and words[t + 1] == "to"), at)
    date = at
    while date > first and (words[date - 1] in MONTHS or words[date - 1].isdigit() or words[date - 1] == "."):
        date -= 1
    if date < at and date - 1 > first and words[date - 1] in ("on", "in"):
        at = date - 1  # the party on March 3 said
    while at > first and (words[at - 1] in AUXILIARIES or (words[at - 1].endswith("ly") and is_adverb(page, at - 1))):
        at -= 1
        if at - 1 > first and words[at - 1] in ("on", "in") and is_name(page, at):
            at -= 1  # the army on Monday said
    return at


def is_adverb(page: Page, at: int) -> bool:
    return len(page.words[at]) > 5 and page.words[at] not in NO_ADVERBS and not is_name(page, at)


def is_past(page: Page, at: int) -> bool:
    word = page.words[at]
    hyphened = at > 0 and page.words[at - 1] == "-" and page.ends[at - 1] == page.starts[at]  # an Iran-backed group
    if hyphened or word in NO_PAST or is_name(page, at):
        return False
    return (word.endswith("ed") and len(word) > 3) or word in WORDS["irregular"]


def spaced_dash(page: Page, at: int) -> bool:
    return page.words[at] == "-" and at > 0 and page.starts[at] > page.ends[at - 1]


def quote_before(page: Page, at: int, first: int) -> tuple[int, int] | None:
    closing = page.closings
    for token in (at - 1, at - 2):
        if token >= first and token in closing and (token == at - 1 or page.words[at - 1] in COMMAS):
            opening, short = closing[token], token - closing[token] < 9
            scare = short and token == at - 1 and page.words[token - 1][0].isalnum()
            placed = short and opening > first and page.words[opening - 1] in PLACING  # Calling in to “Fox & Friends,” he said
            scare = scare or (placed and all(is_name(page, t) for t in range(opening + 1, token) if page.words[t][0].isalpha()))
            return None if scare else (opening, token + 1)  # the "New Right" party claimed
    return None

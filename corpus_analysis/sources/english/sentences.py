"""The grammar of attribution in English news: speaker and verb on either side of what is said."""

from __future__ import annotations

from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words, load_grammar
from ..page import COMMAS, Page
from .content import DETERMINERS, FINITE, OBJECTS, behind_aside, evidence, is_clause, is_marked, right_content, whole_clause
from .credits import according, judged, quoted, relay
from .ends import clause_end, cut
from .nominals import nominal
from .participles import participle, settle_leading
from .phrases import before_verb, behind_dateline, is_name, is_past, names_person, quote_before, spaced_dash
from .subjects import clause_subject, names_anybody, subject_left, subject_right

WORDS = function_words("en")
ADJUNCT, PASSIVE, PLURAL = WORDS["adjunct"], WORDS["passive"], WORDS["plural"]
CLAUSES = WORDS["clauses"]
DAYS, PREPOSITIONS, FUNCTION = WORDS["days"], WORDS["prepositions"], WORDS["function"]


def read_sentence(page: Page, first: int, end: int) -> list[Draft]:
    """Return the attributions of one sentence (tokens ``first:end``)."""
    grammar, hits = load_grammar("en"), page.hits(first, end)
    drafts: list[Draft] = []
    first = behind_dateline(page, first, end)
    for hit in hits:
        hyphened = hit.at > first and page.words[hit.at - 1] == "-" and page.ends[hit.at - 1] == page.starts[hit.at]
        hyphened = hyphened or (hit.end < end and page.words[hit.end] == "-" and page.ends[hit.end - 1] == page.starts[hit.end])
        if hit.at < first or hyphened or (hit.at > first and is_name(page, hit.at)):
            continue
        if hit.cue.lemma in ("quoted by", "cited by") or (hit.cue.kind == "relay" and page.words[hit.at - 1] in PASSIVE):
            drafts.extend(quoted(page, grammar, hit, first, end))
            continue
        if hit.cue.kind in ("according", "credit"):
            draft = according(page, grammar, hit, first, end, drafts)
        elif hit.cue.kind == "relay":
            drafts.extend(relay(page, grammar, hit, first, end))
            continue
        elif any(d.hit and d.hit.at == hit.at for d in drafts) or hit.at in page.inside:
            continue
        elif (draft := judged(page, grammar, hit, end)) is not None:
            pass
        elif hit.form.participle and page.words[hit.at - 1] not in PASSIVE:
            draft = participle(page, hit, first, end, drafts)
        else:
            draft = _verb(page, grammar, hit, first, end, drafts)
        if draft is not None:
            drafts.append(draft)
    drafts = [*settle_leading(page, drafts), *nominal(page, grammar, first, end)]
    _share_with_cited(drafts, first)
    cut(page, drafts)
    return drafts


def _share_with_cited(drafts: list[Draft], first: int) -> None:
    """Citing witnesses, the agency said …; The agency, citing witnesses, said …: both stand for the same words."""
    cited = drafts[0] if drafts and drafts[0].hit and drafts[0].hit.cue.lemma in ("citing", "quoting") else None
    main = next((d for d in drafts[1:] if d.subject_of is None and d.content and d.hit and d.hit.at < d.content[0]), None)
    if cited is None or cited.content is None or cited.hit is None or main is None or main.subject is None:
        return
    beside = main.subject[1] <= cited.hit.at <= main.subject[1] + 1  # However, the agency, citing witnesses, said …
    if cited.hit.at == first or beside or main.subject[0] <= cited.content[0] < main.subject[1] <= cited.hit.at:
        cited.content, cited.outer = main.content, main


def _verb(page: Page, grammar: Grammar, hit: Hit, first: int, end: int, drafts: list[Draft]) -> Draft | None:
    if not _is_finite(page, hit, first, end):
        return None
    words, draft = page.words, Draft(hit, hit.cue.kind)
    if spaced_dash(page, hit.at - 1):  # the Authority - worried it will lose - attacked the plan
        end = next((t for t in range(hit.end, end) if spaced_dash(page, t)), end)
    left = subject_left(page, grammar, hit.at, first)
    inverted = None if left or hit.cue.lemma in WORDS["addressing"] else subject_right(page, grammar, hit, end)
    if left is not None and words[hit.at - 1] in COMMAS and (inverted := _closing_subject(page, grammar, hit, end)) is not None:
        left = None  # Launched from the hills, the attack hit a base, said the army
    subject = left or inverted
    if subject is not None and _follows_quotation(page, draft, left, subject, first, end, drafts):
        return draft
    if left is None:
        speaks = inverted is not None and (not hit.cue.obj or (hit.form.number is None and names_anybody(page, grammar, inverted)))
        speaks = speaks and inverted is not None and (inverted[1] >= end or words[inverted[1]] not in FINITE)
        if inverted is not None and speaks and hit.at - 1 > first and words[hit.at - 1] in COMMAS and hit.cue.kind == "speech":
            draft.content, draft.subject = (first, hit.at), inverted
            follow = inverted[1] + 1  # The plan, said Blinken, “was …”
            draft.more = [(follow + 1, page.pairs[follow])] if follow in page.pairs else []
            return draft
        return _shared(page, hit, first, end, drafts, draft)
    draft.subject = left
    return _with_subject(page, grammar, draft, left, first, end, drafts)


def _is_finite(page: Page, hit: Hit, first: int, end: int) -> bool:
    """Say whether a form that looks like a finite verb is one: no noun, passive, infinitive or denial."""
    words, form = page.words, hit.form
    before = words[hit.at - 1] if hit.at > first else ""
    if before == "to" and form.number == "p" and before_verb(page, hit.at, first) < hit.at:
        return True
    after = words[hit.end] if hit.end < end else ""
    if (hit.cue.lemma == "call" and after in ("off", "up", "in", "back")) or (hit.cue.lemma == "continue" and after == "to"):
        return False  # called off the hearing
    passive = words[hit.at - 2] if before.endswith("ly") and hit.at - 1 > first else before
    if passive in PASSIVE and form.number is None and not form.participle:
        return False
    noun = not (passive.endswith("s") or passive in PLURAL) or (after in load_grammar("en").heads and len(form.words) == 1)
    bracketed = before in COMMAS and after in WORDS["clause_openers"]  # X, and other critics, claim the …
    if noun and not bracketed and form.number == "p" and words[hit.at] in WORDS["nouns"]:
        return False  # the state news agency, in a report; federal and state officials
    plural = form.number == "s" and len(form.words) == 1 and words[hit.at].removesuffix("s") in WORDS["nouns"]
    if (
        plural
        and before not in WORDS["persons"]
        and (
            before.endswith("ing")
            or after.endswith("ing")
            or any(after in group for group in (ADJUNCT, FINITE, WORDS["after_nouns"], WORDS["irregular"]))
        )
    ):
        return False  # raising hopes; two Arab states in the region
    if after == "that" and hit.end + 1 < end and form.number == "s" and (words[hit.end + 1] in FINITE or is_past(page, hit.end + 1)):
        return False  # remarks that appeared
    if before.endswith("ly") and passive in DETERMINERS:
        return False  # a clearly identified group
    if before.endswith("est") and len(before) > 4:
        return False  # the world's largest confirmed reserves
    cleft = before == "that" and words[first : first + 2] in (["it", "was"], ["it", "is"])  # It was the ministry that asked …
    if (
        before in FUNCTION
        and not form.participle
        and not cleft
        and not (before in ("media", "news") and words[hit.at] not in WORDS["nouns"])
    ):
        return False
    if (
        not WORDS["denials"].isdisjoint((before, passive))
        or passive.endswith(("n't", "n’t"))
        or (form.number == "p" and before in WORDS["modals"])
    ):
        return False
    had = before in ("have", "has", "had")
    if (had and form.number is not None and words[hit.at] not in WORDS["irregular"]) or (words[hit.at] == "written" and not had):
        return False
    dated = next((t for t in range(hit.end, end) if words[t] != "on" and words[t] not in DAYS), end)
    return had or form.number is not None or words[dated : dated + 1] != ["by"]  # the move announced on Sunday by the minister


def _follows_quotation(
    page: Page, draft: Draft, left: tuple[int, int] | None, subject: tuple[int, int], first: int, end: int, drafts: list[Draft]
) -> bool:
    """Read “…,” X said; what X goes on to say in marks belongs to it."""
    hit, words = draft.hit, page.words
    assert hit is not None
    quote = quote_before(page, left[0] if left else hit.at, first)
    opened = quote is not None and first in page.found and page.found[first][0].participle
    if opened and quote is not None and not any(words[t] in COMMAS and t not in page.inside for t in range(first, quote[0])):
        return False  # Describing the sanctions as “hostile”, the ministry said …
    if quote is None or quote[1] - quote[0] <= 3 or (left is not None and words[hit.end : hit.end + 1] == ["that"]):
        return False
    spoken = any(d.hit and d.hit.at < quote[0] for d in drafts)
    held = any(d.hit and d.content and d.hit.at < d.content[0] <= quote[0] and quote[1] - 1 <= d.content[1] for d in drafts)
    draft.content = (first, quote[1]) if held else whole_clause(page, quote, first, spoken)  # A called it “…,” the agency said
    draft.subject = subject
    after = max(hit.end, subject[1])
    follow = next((o for o in range(after, min(end, after + 12)) if o in page.pairs and words[o - 1] not in WORDS["placing"]), None)
    if follow is not None and not any(words[t] in ("adding", "and", "but") for t in range(after, follow)):
        draft.more = [(follow + 1, page.pairs[follow])]
    return True


def _with_subject(
    page: Page, grammar: Grammar, draft: Draft, left: tuple[int, int], first: int, end: int, drafts: list[Draft]
) -> Draft | None:
    """Read what stands before or behind a verb whose subject precedes it."""
    words, hit = page.words, draft.hit
    assert hit is not None
    cue, token = hit.cue, hit.end
    if _is_put_in(page, draft, hit, left, first, end):
        return draft
    if _is_unsaid(page, grammar, hit, left, first, end, drafts):
        return None
    end = clause_end(page, hit, left, first, end)
    if cue.lemma == "accuse" and words[token : token + 1] == ["of"] and words[left[0] - 1] in ("who", "whom", "which"):
        draft.content = (token + 1, end)  # the group, which it has accused of treason, …
        return draft
    start = right_content(page, hit, token, end)
    if start is not None and words[start] in FINITE and words[start - 1] != "that":  # a vessel they say was owned by X, …
        end = next((t for t in range(start, end) if words[t] in COMMAS and t not in page.inside), end)
    if words[left[0] - 1] == "what" and left[0] > first:
        if start is None or words[start] in ADJUNCT:
            return None  # what they have been saying in the last few days
        marked = next((t for t in range(start, min(end, start + 4)) if t in page.pairs), None)
        if cue.lemma in WORDS["naming"] and marked is not None:
            end = page.pairs[marked] + 1  # what he called a “test” has lasted
    start, follows = _start(page, hit, start, end)
    if follows and left[0] - 3 > first and words[left[0] - 1] in COMMAS and cue.kind == "speech" and _ends_clause(page, hit, end):
        before = range(first, left[0] - 1)
        if words[first] in PREPOSITIONS and not any(words[t] in FINITE or is_past(page, t) or words[t] in COMMAS for t in before):
            return None  # In his evidence, he said after the ruling that …
        draft.content = (first, left[0])
        return draft
    if start is None and cue.lemma == "report" and any(grammar.heads.get(word) == "agency/outlet" for word in words[slice(*left)]):
        start = next((t for t in range(token, end) if words[t] not in DAYS), end)  # an agency reports what happened
        draft.content = (start, end) if start < end and words[start] not in COMMAS and words[start] not in ADJUNCT else None
        return draft
    if start is None or not _announces(page, hit, start, end):
        return None
    known = any(word in grammar.heads or word in grammar.pronouns or word in WORDS["papers"] for word in words[slice(*left)])
    if cue.lemma in WORDS["showing"] and not (known or page.find(*left) or names_person(page, *left)):
        return None  # the case shows that
    draft.content = (start, end)
    return draft


def _is_put_in(page: Page, draft: Draft, hit: Hit, left: tuple[int, int], first: int, end: int) -> bool:
    """Say whether speaker and verb are put into what is said, between commas, and note what stands around them."""
    words, token = page.words, hit.end
    aside = behind_aside(page, token, end)
    if aside > token and words[aside] == "that":
        return False  # This week, he said, after a visit, that …
    before, parted = left[0] - 1, hit.cue.kind == "speech" and words[left[0] - 1] in COMMAS and 1 < left[0] - first < 7
    if parted and token < end and (words[token] in ADJUNCT or words[token] in DAYS):  # The plan, he said on Monday, remains …
        comma = next((t for t in range(token, min(end - 1, token + 14)) if words[t] in COMMAS), token)
        token = comma if words[comma + 1] in FINITE or words[comma + 1] in WORDS["staying"] else token
    parted = parted and words[token : token + 1] == [","]
    if parted and (words[first] in WORDS["connectives"] or words[first] in WORDS["linking"]) and left[0] - first == 2:
        draft.content = (token + 1, end)  # However, they said, the group …
        return True
    loose = _behind_comma(page, hit, left, first, end)
    if loose is not None:
        draft.content = (loose, end)
        return True
    goes_on = token + 2 < end and token + 1 in page.pairs and words[before] in COMMAS and words[token] == ","
    whole = goes_on and (_is_predicate(page, token + 2) or _is_whole(page, first, before))
    around = whole and hit.cue.kind == "speech" and before not in page.closings  # His stance, she said, “makes peace …”
    around = around or (parted and token + 1 < end and token + 1 not in page.pairs and not page.heads[token + 1])  # This, he says, is …
    if around:
        draft.content, draft.more = (first, left[0]), [(token + 1, end)]
    return bool(around)


def _is_unsaid(page: Page, grammar: Grammar, hit: Hit, left: tuple[int, int], first: int, end: int, drafts: list[Draft]) -> bool:
    """Say whether nobody is heard by the verb: the operation, as Moscow calls it; said he hoped; the woman who reported the call."""
    words, cue, token = page.words, hit.cue, hit.end
    before, follows = words[left[0] - 1], left[0] > first
    if before == "as" and follows and words[token : token + 1] in (["it"], ["them"]) and words[token + 1] in COMMAS:
        return True
    own = words[left[0]] in grammar.pronouns and follows and any(t in page.found for t in range(max(first, left[0] - 2), left[0]))
    goes = before == "that" and words[left[0] - 2] == "and"  # said that …, and that he believed …
    own = own or (goes and any(d.content and d.content[1] >= hit.at for d in drafts))
    if own and (cue.lemma in WORDS["thinking"] or cue.kind == "judging"):
        return True
    if "whether" in words[max(first, left[0] - 1) : left[0] + 1]:
        return True  # asked whether he believes
    if words[left[0] : left[1]] in (["i"], ["we"]) or (words[left[0]] in WORDS["nobody"] and words[left[0] + 1] != "."):
        return True  # the author is no source; no group claimed responsibility
    if not cue.strict or words[before_verb(page, hit.at, first) - 1] != "who" or words[first : first + 2] in (["it", "was"], ["it", "is"]):
        return False
    argues = cue.lemma in WORDS["claiming"] and token < end and is_clause(page, token, end)  # lawyers who argued they would suffer
    return not argues and not is_marked(page, hit, token, end) and "that" not in words[token : token + 1]


def _start(page: Page, hit: Hit, start: int | None, end: int) -> tuple[int | None, bool]:
    """Return where what is said begins behind the verb, and whether it may stand before the verb instead."""
    words, cue, token = page.words, hit.cue, hit.end
    stated = start is not None and start - token > 1 and words[start - 1] == "that"  # confirmed to an agency that …
    if words[token : token + 1] == ["to"] and cue.kind == "speech" and len(hit.form.words) == 1 and not stated:
        return token if cue.lemma in WORDS["resolving"] else None, False  # vowed to avenge
    if start is None:
        return None, True
    heard = cue.lemma in WORDS["addressing"] and _names_hearer(page, start, end)
    heard = heard or (start in page.found and page.found[start][1].kind in ("according", "credit"))  # she said according to Irna
    return start, heard or ((words[start] in ADJUNCT or words[start] == "without") and words[start - 1] not in ("that", ":"))


def _names_hearer(page: Page, start: int, end: int) -> bool:
    """Say whether nothing but whom somebody told follows: …, he told a monthly briefing."""
    return start not in page.pairs and not any(page.words[t] in FINITE or is_past(page, t) or page.heads[t] for t in range(start, end))


def _is_predicate(page: Page, at: int) -> bool:
    """Say whether a finite verb without a subject stands at a token: “makes peace more achievable”."""
    word = page.words[at]
    third = (
        word.endswith("s")
        and len(word) > 4
        and (page.words[at + 1] in DETERMINERS or page.words[at + 1] in OBJECTS or not is_name(page, at))
    )
    return not is_name(page, at) and (word in FINITE or (third and page.words[at + 1] not in PASSIVE))


def _is_whole(page: Page, first: int, end: int) -> bool:
    """Say whether a main clause without a cue stands here: This one was being reviewed, he said, “because it went wrong”."""
    opening = page.words[first]
    if opening in ADJUNCT or opening in WORDS["connectives"] or opening in PREPOSITIONS or is_past(page, first) or opening.endswith("ing"):
        return False
    return any(page.words[t] in FINITE for t in range(first + 1, end)) and not page.has_hit(first, end)


def _behind_comma(page: Page, hit: Hit, left: tuple[int, int], first: int, end: int) -> int | None:
    """Return where a clause begins that a needless comma parts from the verb: the group said yesterday, they had left."""
    words, at = page.words, hit.end
    while at < end and words[at] in DAYS:
        at += 1
    opened = all(words[t] in WORDS["linking"] or words[t] in COMMAS or words[t] in ("in", "addition") for t in range(first, left[0]))
    if not opened or at + 2 >= end or words[at] != "," or hit.cue.lemma not in WORDS["clausal"]:
        return None
    return at + 1 if words[at + 1] in WORDS["persons"] and is_clause(page, at + 1, end) else None


def _ends_clause(page: Page, hit: Hit, end: int) -> bool:
    """Say whether nothing that is said follows a verb: …, the minister said on Sunday; …, an official told Reuters."""
    after = page.words[hit.end] if hit.end < end else ","
    return (
        hit.cue.lemma in WORDS["addressing"]
        or hit.cue.lemma == "say"
        or after in COMMAS
        or after in ADJUNCT
        or after in DAYS
        or after in CLAUSES
        or not after[0].isalnum()
        or "\n" in page.raw[page.ends[hit.end - 1] : page.starts[hit.end]]
        or after.endswith("ly")
    )


def _announces(page: Page, hit: Hit, start: int, end: int) -> bool:
    """Say whether a verb with something behind it, at *start*, announces speech here."""
    cue = hit.cue
    if (
        cue.kind == "judging"
        and len(hit.form.words) == 1
        and hit.end < end
        and page.words[hit.end] in ("on", "of", "for", "by", "to", "over")
    ):
        return False  # an attack Iran blamed on Israel
    if end - start == 1 and page.words[start] in OBJECTS:
        return False
    if cue.lemma == "declare" and page.words[start] in WORDS["declared"]:
        return False  # declared war
    if page.words[start] == "to" and cue.lemma in WORDS["resolving"]:
        return True  # threatened to close the strait
    if cue.lemma in WORDS["asking"] and page.words[start] in WORDS["whether"]:
        return True
    if cue.need and not is_marked(page, hit, start, end) and not _explains(page, hit, start, end):
        return False
    if cue.strict and not cue.obj and page.words[start] in WORDS["unsaid"]:
        return False
    return not cue.strict or cue.obj or evidence(page, hit, start) or is_clause(page, start, end)


def _explains(page: Page, hit: Hit, start: int, end: int) -> bool:
    """Say whether the speaker goes on behind what is judged: defended the use of force, saying …"""
    told = (other for other in page.hits(start, end) if other.form.participle and other.cue.kind == "speech")
    return hit.cue.kind == "judging" and any(page.words[other.at - 1] in COMMAS for other in told)


def _closing_subject(page: Page, grammar: Grammar, hit: Hit, end: int) -> tuple[int, int] | None:
    """Return the speaker behind the verb if sentence or clause ends with it."""
    found, words, cue = subject_right(page, grammar, hit, end), page.words, hit.cue
    if (
        found is None
        or cue.kind != "speech"
        or cue.obj
        or cue.lemma in WORDS["addressing"]
        or found[1] - found[0] > (14 if is_name(page, found[1] - 1) else 6)
    ):
        return None
    if found[1] < end and words[found[1]] not in COMMAS:
        return None
    inside = range(*found)
    if any(words[at] in FINITE or is_past(page, at) for at in inside):
        return None
    return found if names_anybody(page, grammar, found) else None


def _shared(page: Page, hit: Hit, first: int, end: int, drafts: list[Draft], draft: Draft) -> Draft | None:
    """… and said …: the subject of the verb before, or of a sentence whose verb is no cue."""
    begin = before_verb(page, hit.at, first)
    joined = page.words[begin - 1]
    if joined in COMMAS:  # …, but, in a letter to the court, rejected
        bracket = next((t for t in range(begin - 2, max(first, begin - 16), -1) if page.words[t] in COMMAS), first)
        joined = page.words[bracket - 1] if page.words[bracket - 1] in ("and", "but") else joined
    stated = joined == "that" and begin == hit.at and page.words[begin - 2] in WORDS["statements"]  # in a statement that said …
    if joined not in ("and", "but", "then") and not stated and not (joined in COMMAS and _goes_on(page, hit, end)):
        return None
    leader = next((d for d in reversed(drafts) if d.subject and d.kind not in ("according", "credit")), None)
    subject = leader.subject if leader else clause_subject(page, first, hit.at)
    start = right_content(page, hit, hit.end, end)
    if start is None or subject is None or not _announces(page, hit, start, end):
        return None
    if hit.form.number == "p" and not (WORDS["modals"] | {"to"}).isdisjoint(page.words[subject[1] : hit.at]):
        return None  # is trying to obstruct the talks and encourage …
    draft.content, draft.coref = (start, end), "shared-subject" if leader else ""
    draft.subject_of, draft.subject = leader, subject
    return draft


def _goes_on(page: Page, hit: Hit, end: int) -> bool:
    """Say whether a verb behind a comma is one of a series: asked about it, called it a lie and said …"""
    return hit.form.number is None and any(page.words[other.at - 1] in ("and", "but") for other in page.hits(hit.end, end))

"""In what capacity an English phrase speaks: for a state, a movement, an outlet, an organisation of states, or for none of these."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ..grammar import Grammar, function_words
from ..people import Entity

WORDS = function_words("en")
ROLES, PRIVATE, HONOURS = WORDS["roles"], WORDS["private"], WORDS["honours"]
DETERMINERS = WORDS["determiners"]
OF_SOMEBODY = WORDS["of_somebody"] | {"at"}
HALVES = frozenset(("foreign", "prime", "defense", "defence"))  # words of a title that are no title


def capacity(words: Sequence[str], found: Sequence[tuple[int, int, Entity]], capitals: frozenset[str], grammar: Grammar) -> str:
    """Return the type of who is named by these words (match forms), in which these known names were found."""
    gathered = next((at for at in range(min(5, len(words) - 2)) if words[at] in WORDS["gatherings"] and words[at + 1] == "of"), None)
    if gathered is not None and words[gathered] not in capitals:  # a group of residents: in what capacity its members speak
        begin = gathered + 2
        return capacity(words[begin:], [(first - begin, end - begin, e) for first, end, e in found if first >= begin], capitals, grammar)
    sent = next((at for at, word in enumerate(words[:8]) if word in WORDS["sent"]), len(words))
    entities = [
        entity
        for first, end, entity in found
        if not (entity.type == "intl-org" and first > sent and "to" in words[max(0, first - 2) : first])  # ambassador to the UN
        and words[end : end + 1] not in (["union"], ["unions"])  # the police union
        and not (words[end - 1] == "party" and not WORDS["lawmakers"].isdisjoint(words[end : end + 1]))  # a Labour Party lawmaker
    ]
    holder = next((entity for entity in entities if entity.kind == "person"), None)
    if holder is not None and "office" in words:
        return holder.type
    institution = next((entity.type for entity in entities if entity.kind == "institution"), None)
    place = next((entity.type for entity in entities if entity.kind in ("role", "body")), None)
    heads = [(at, word, type_) for at, word in enumerate(words) if (type_ := _head(words, at, capitals, grammar))]
    serving = any(type_ == "official-state" and word not in ROLES for _, word, type_ in heads)
    envoy = not grammar.envoys.isdisjoint(words[:5])
    movement = institution == "party/movement" or any(type_ == "party/movement" for _, _, type_ in heads)
    if words[1 if words[0] in DETERMINERS and len(words) > 1 else 0] in WORDS["sides"]:
        return "other"  # critics of the minister
    if any(one in grammar.persons and other in WORDS["kin"] for one, other in [*pairwise(words), *zip(words, words[2:], strict=False)]):
        return "other"  # the mayor's wife, the president's eldest son
    if words[-1] == "com":
        return "agency/outlet"
    if words[-1] in ("website", "site") and not (PRIVATE | WORDS["owning"]).isdisjoint(words):
        return "other"  # the university's website
    if words[-1] in WORDS["outlet_nouns"] and len(words) > 2:
        return "agency/outlet"  # the party's newspaper
    expert = next((at for at, word in enumerate(words[:9]) if word in grammar.experts), None)
    if movement and (envoy or not serving):
        past = words[0] in grammar.former or (words[1:2] != [] and words[1] in grammar.former)  # a former adviser to the movement
        return "other" if past or _is_expert(words, expert, grammar) else "party/movement"
    whose = next((entity for entity in entities if entity.kind in ("country", "institution")), None)
    if envoy and whose is not None and whose.kind == "country":
        return "official-state"
    if _is_expert(words, expert, grammar):
        return "other"
    if institution is None and "news" in words and not WORDS["agencies"].isdisjoint(words):
        return "agency/outlet"
    public = not WORDS["public"].isdisjoint(words) and not WORDS["national"].isdisjoint(words)
    bureau = "bureau" in words and any(entity.kind == "country" for entity in entities)
    if institution is None and (public or bureau):
        return "official-state"
    if "governmental" in words and "non" in words:
        return "other"
    if institution is None and place is None and any(word in HONOURS and word in capitals for word in words):
        return "other" if not grammar.former.isdisjoint(words) else "official-state"
    stateless = institution is None and not serving and all(entity.kind != "body" for entity in entities)
    if stateless and (not PRIVATE.isdisjoint(words) or _serves_unknown(words, found, capitals, grammar)):
        return holder.type if holder is not None else "other"
    if not WORDS["state_agencies"].isdisjoint(words) and not WORDS["agencies"].isdisjoint(words):
        return institution or "official-state"
    if heads and heads[0][1] in WORDS["records"]:
        return "other"  # images broadcast in the media
    for at, word, type_ in heads:
        left = not grammar.former.isdisjoint(words[:at])
        if type_ == "other" and not (institution or word in grammar.anonymous):
            continue
        if type_ in ("official-state", "intl-org", "other"):
            official = word in grammar.anonymous and not WORDS["of_state"].isdisjoint(words)  # security sources
            kind = institution or ("official-state" if official else type_)
            return "other" if left and kind == "official-state" else kind
        return type_
    outlet = len(words) > 1 and words[-1] in WORDS["outlets"] and words[-1] in capitals
    outlet = outlet or any(word.endswith("news") and len(word) > 6 for word in capitals)  # Sputniknews
    return institution or place or ("agency/outlet" if outlet else "other")


def _head(words: Sequence[str], at: int, capitals: frozenset[str], grammar: Grammar) -> str | None:
    """Return the capacity that a word stands for here; none for half a title and what only names make an outlet."""
    word, before = words[at], words[at - 1] if at else ""
    if word == "official" and at < len(words) - 1 and grammar.heads.get(words[-1]) == "agency/outlet":
        return None  # official state-run media
    if word == "chief" and "officer" in words[at + 1 : at + 4]:
        return "other"  # chief marketing officer
    behind = words[at + 1] if at < len(words) - 1 else ""
    if word in ("head", "chief") and grammar.heads.get(behind) == "other" and behind not in WORDS["courtesy"]:
        return "other"  # head coach
    if word == "department" and word in capitals and behind == "of" and PRIVATE.isdisjoint(words):
        return "official-state"
    if word == "media" and before == "social":
        return None  # social media users
    if word in ("organization", "organisation") and before in ("news", "media"):
        return "agency/outlet"
    if word == "leader" and before in ("labour", "labor") and before in capitals:
        return "party/movement"
    if word in ("leader", "leaders") and before in WORDS["civic"]:
        return "other"
    if word == "council" and before in WORDS["local"]:
        return "official-state"
    if word in ("attorney", "attorneys"):
        state = before in ("us", "u.s", "u.s.", "district", "state", "county", "city") or words[at + 1 : at + 2] == ["general"]
        return "official-state" if state else "other"
    if word in WORDS["outlets"] and word in grammar.heads and word not in capitals and grammar.heads[word] == "agency/outlet":
        plain = word in ("tv", "radio", "television", "daily", "weekly", "magazine") or (word == "press" and at == len(words) - 1)
        return "agency/outlet" if plain else "other"
    if word in WORDS["agencies"] and (
        before in WORDS["charitable"] or words[at + 1 : at + 2] == ["for"] or (words[-1] != word and at and words[at + 1].endswith("ing"))
    ):
        return "official-state" if before in grammar.nations else "other"  # the Australian agency leading the search
    if word == "party" and not WORDS["lawmakers"].isdisjoint(words[at + 1 : at + 2]):
        return None  # a Green Party lawmaker
    if word in ("group", "groups") and (before in WORDS["charitable"] or (word in capitals and at == len(words) - 1 and at > 0)):
        return "other"
    if word == "bloc" and at and before not in DETERMINERS and before not in ("european", "trade", "economic", "trading", "regional"):
        return "party/movement"  # a member of the Loyalty to the Resistance bloc
    if word == "coalition" and before == "led":
        return "official-state"  # the Saudi-led coalition
    if word == "commissioner":
        return "intl-org" if "high" in words[:at] or "european" in words[:at] else "official-state"
    if word == "jihad" and before != "islamic":
        return None  # a given name
    if behind in ("union", "unions"):
        return None  # the police union
    if word == "union" and before not in ("european", "african"):
        return "other"
    if word == "force" and before == "air":
        return "official-state"
    return grammar.heads.get(word)


def _serves_unknown(words: Sequence[str], found: Sequence[tuple[int, int, Entity]], capitals: frozenset[str], grammar: Grammar) -> bool:
    """Say whether what a phrase names somebody the head of or spokesperson for is nothing a state has: a spokesman for the families."""
    countries = any(entity.kind == "country" for _, _, entity in found)
    for at, word in enumerate(words[:-1]):
        if any(first < at < end for first, end, _ in found):
            continue  # deputy secretary of state
        if words[at - 1] == "department" and words[at - 1] in capitals:
            continue  # the Department of Foreign Affairs
        if word in OF_SOMEBODY and at and words[at - 1] in ROLES and not countries:
            speaks = words[at - 1] in grammar.spokesperson and word in ("for", "of")
            return speaks or any(other in capitals for other in words[at + 1 : at + 3])
    return False


def _is_expert(words: Sequence[str], expert: int | None, grammar: Grammar) -> bool:
    """Say whether the first title is that of an expert: a military analyst, but not the minister and former professor."""
    if expert is None:
        return False
    before = words[: expert - 1] if expert and words[expert - 1] in ("chief", "head", "lead") else words[:expert]  # a chief economist
    return not any(word in grammar.persons and word not in grammar.experts and word not in HALVES for word in before)


def without_clause(words: tuple[str, ...], capitals: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a phrase without a relative clause, unless it says what somebody is: the actor who plays Mandela."""
    who = words.index("who", 1) if "who" in words[1:-1] and "who" not in capitals else len(words) - 1
    if who >= len(words) - 1 or words[who + 1] in ("is", "was", "became", "serves", "served"):
        return words
    return words[:who] + words[next((at for at in range(who, len(words)) if words[at] == ","), len(words)) :]


def only_named(
    words: Sequence[str], parts: Sequence[Sequence[str]], found: Sequence[tuple[int, int, Entity]], owners: frozenset[int], grammar: Grammar
) -> list[tuple[int, int, Entity]]:
    """Return the known people who only say whose somebody is: Netanyahu's office, a spokesman for President Abbas."""
    stops, titles = [*accumulate(map(len, parts))], {at for a, b, entity in found if entity.kind == "role" for at in range(a, b)}
    return [item for item in found if item[2].kind == "person" and _is_only_named(words, item, stops, titles, owners, grammar)]


def _is_only_named(
    words: Sequence[str], item: tuple[int, int, Entity], stops: Sequence[int], titles: set[int], owners: frozenset[int], grammar: Grammar
) -> bool:
    first, end, _ = item
    stop = next((stop for stop in stops if stop >= end), len(words))
    official = words[stop - 1] in WORDS["servants"] | grammar.anonymous | grammar.deputies and stop > end and words[end] != "and"
    if end < len(words) and (official or end - 1 in owners or words[end] in grammar.groups):
        return True  # a former senior Obama White House official
    while first and (first - 1 in titles or words[first - 1] in grammar.heads or words[first - 1] in grammar.honorifics):
        first -= 1
    while first and words[first - 1] in grammar.determiners:
        first -= 1
    return first > 1 and words[first - 1] in WORDS["of_somebody"]


def names_two(words: Sequence[str], found: Sequence[tuple[int, int, Entity]], capitals: frozenset[str], grammar: Grammar) -> bool:
    """Say whether two known people speak together, a title perhaps before the second: President X and foreign minister Y."""
    if "and" not in words:
        return False
    at = words.index("and")
    people = [(first, end) for first, end, entity in found if entity.kind == "person"]
    if not any(end == at for _, end in people):
        return False
    between = capitals | grammar.heads.keys() | grammar.determiners | {"counterpart"}  # President X and his Russian counterpart Y
    return any(between.issuperset(words[at + 1 : first]) for first, _ in people if first > at)


def issuer(words: Sequence[str], capitals: frozenset[str], grammar: Grammar) -> Sequence[str]:
    """Return the words of who issued a statement (a statement from the movement, the army statement), or is based somewhere; else none."""
    based = words.index("based", 0, 5) + 1 if "based" in words[1:5] else 0  # the Britain-based Syrian Observatory
    named = grammar.directory.find(words[based:], "en")[:1] if based else []
    if any(first == 0 and entity.kind == "institution" for first, _, entity in named):
        return words[based:]
    at = next((at for at, word in enumerate(words[:3]) if word in grammar.document), None)
    if at is not None and (
        by := next((by for by in range(at + 1, min(len(words) - 1, at + 5)) if words[by] in ("from", "by", "of")), None)
    ):
        rest = words[by + 1 :]
    else:
        rest = words[:-1] if len(words) > 2 and words[-1] in grammar.document else []
    return rest if rest and (not capitals.isdisjoint(rest) or any(word in grammar.heads for word in rest)) else []


def together(words: Sequence[str]) -> bool:
    """Say whether a phrase takes up several who spoke before: the three factions, both sides, the two ministers."""
    counted = len(words) == 3 and words[0] == "the" and words[1] in WORDS["counts"]
    plain = len(words) == 2 and words[0] in ("the", "both")
    return (counted or plain) and words[-1] in WORDS["together"]

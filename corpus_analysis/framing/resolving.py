"""Decides which matches of one document are mentions: composition, conditions, offices, longest match, nesting."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .matching import Hit, Matcher

_APART = frozenset('،,"“”«»()[]:–-')
NEAR = 25


@dataclass(slots=True)
class Mention:
    """One name found in a document: token range, raw span, what it stands for and the rule that let it in."""

    referent: str
    name: str
    first: int
    last: int
    start: int
    end: int
    language: str
    entry: dict[str, Any]
    rule: str
    rank: int = 0  # place of the form in the lexicon
    nested: bool = False


@dataclass
class Setting:
    """What conditions may ask of a document: its tokens' surfaces and segments, and its date."""

    surfaces: list[str]
    segments: list[int]
    offset: int  # number of the document's first token
    published: date | None = None

    def surface(self, token: int) -> str:
        """Return the surface of a token, or nothing beyond the document."""
        at = token - self.offset
        return self.surfaces[at] if 0 <= at < len(self.surfaces) else ""

    def segment(self, token: int) -> int:
        """Return the segment of a token."""
        return self.segments[token - self.offset]

    def past(self, token: int, step: int) -> int:
        """Return *token*, or the next one in the direction of *step* if a mark that sets names apart stands there."""
        for _ in range(2):
            if self.surface(token) not in _APART:
                break
            token += step
        return token


@dataclass
class Resolver:
    """Resolves the hits of one document; see `resolve_document`."""

    matcher: Matcher
    setting: Setting
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # cue or @referent → token ranges

    @property
    def data(self) -> dict[str, Any]:
        """The lexicon's content."""
        return self.matcher.lexicon.data

    def entry(self, target: str, name: str) -> dict[str, Any]:
        """Return the lexicon's entry of a name of a referent or an office."""
        return self.owner(target)["names"][name]

    def owner(self, target: str) -> dict[str, Any]:
        """Return the lexicon's entry of a referent or an office."""
        return self.data["referents"].get(target) or self.data["offices"][target]

    def resolve(self, hits: list[Hit]) -> list[Mention]:
        """Return the mentions among *hits*, in order of position."""
        for hit in hits:
            if hit.entry.kind == "cue":
                self._place(hit.entry.target, hit.whole_first, hit.whole_last)
        names = self._outside_blocks(hits)
        composed, names = self._compose(names)
        accepted = composed + [self._mention(hit) for hit in names if not self._condition(hit)]
        for mention in accepted:
            self._place_mention(mention)
        waiting = sorted((hit for hit in names if self._condition(hit)), key=lambda h: (self._looks_back(h), h.first))
        for hit in waiting:
            if self.holds(self._condition(hit), hit):
                mention = self._mention(hit)
                accepted.append(mention)
                self._place_mention(mention)
        return _nest(self._longest(self._name_holders(accepted, names)))

    def _outside_blocks(self, hits: list[Hit]) -> list[Hit]:
        blocks: dict[str, list[Hit]] = {}
        for hit in hits:
            if hit.entry.kind == "block":
                blocks.setdefault(hit.entry.target, []).append(hit)
        return [hit for hit in hits if hit.entry.kind == "name" and not any(_blocks(b, hit) for b in blocks.get(hit.entry.target, ()))]

    def _condition(self, hit: Hit) -> Any:
        return self.entry(hit.entry.target, hit.entry.name).get("when")

    def _looks_back(self, hit: Hit) -> bool:
        return "antecedent" in str(self._condition(hit))

    def _mention(self, hit: Hit) -> Mention:
        entry = self.entry(hit.entry.target, hit.entry.name)
        spans = (hit.first, hit.last, hit.start, hit.end)
        return Mention(hit.entry.target, hit.entry.name, *spans, hit.entry.language, entry, hit.entry.form, hit.entry.number)

    # -- composition of titles and names ------------------------------------------------------------------------------

    def _compose(self, hits: list[Hit]) -> tuple[list[Mention], list[Hit]]:
        """Join a person's title and name that stand side by side into one mention; return these and the hits left over."""
        titles = [hit for hit in hits if "compose" in self.owner(hit.entry.target) and hit.entry.name in self._joins(hit.entry.target)]
        if not titles:
            return [], hits
        persons = [hit for hit in hits if hit.entry.name in self.owner(hit.entry.target).get("compose", {}).get("names", ())]
        persons = [a for a in persons if not any(_inside(a, b) and b.entry.target == a.entry.target for b in persons)]
        found = []
        for person in persons:
            beside = [title for title in titles if self._fits(title, person) and self._adjacent(title, person)]
            if beside:
                joined = self._join(max(beside, key=lambda t: t.end - t.start), person)
                if not any(h.start <= joined.start and joined.end <= h.end and h.entry.target == joined.referent for h in hits):
                    found.append(joined)
        return found, [hit for hit in hits if not any(self._part_of(hit, mention) for mention in found)]

    def _part_of(self, hit: Hit, mention: Mention) -> bool:
        return mention.first <= hit.first and hit.last <= mention.last and self._serves(hit.entry.target, mention.referent)

    def _joins(self, target: str) -> dict[str, str]:
        return self.owner(target)["compose"].get("as", {})

    def _serves(self, target: str, referent: str) -> bool:
        return target == referent or any(h["referent"] == referent for h in self.owner(target).get("holders", ()))

    def _fits(self, title: Hit, person: Hit) -> bool:
        return self._serves(title.entry.target, person.entry.target)

    def _adjacent(self, a: Hit, b: Hit) -> bool:
        if self.setting.segment(a.first) != self.setting.segment(b.first):
            return False
        return self.setting.past(a.last, 1) == b.first or self.setting.past(b.last, 1) == a.first

    def _join(self, title: Hit, person: Hit) -> Mention:
        name = self._joins(title.entry.target)[title.entry.name]
        entry = {"stance": self.entry(title.entry.target, title.entry.name)["stance"], "proper": True}
        ends = (min(title.first, person.first), max(title.last, person.last), min(title.start, person.start), max(title.end, person.end))
        return Mention(person.entry.target, name, *ends, person.entry.language, entry, f"{title.entry.form} + {person.entry.form}")

    # -- conditions ---------------------------------------------------------------------------------------------------

    def _place(self, key: str, first: int, last: int) -> None:
        self.places.setdefault(key, []).append((first, last))

    def _place_mention(self, mention: Mention) -> None:
        self._place(f"@{mention.referent}", mention.first, mention.last)
        self._place(f"@{mention.referent}/{mention.name}", mention.first, mention.last)

    def _ranges(self, keys: str | list[str]) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for key in [keys] if isinstance(keys, str) else keys:
            found += self.places.get(key, [])
            for referent in self.data.get("cues", {}).get(key, {}).get("mentions", ()):
                found += self.places.get(f"@{referent}", [])
        return found

    def holds(self, condition: Any, hit: Hit) -> bool:
        """Say whether *condition* holds for *hit*: every key of it must."""
        if isinstance(condition, str):
            condition = self.data["conditions"][condition]
        if set(condition) & {"ar", "fa", "en"}:
            return hit.entry.language not in condition or self.holds(condition[hit.entry.language], hit)
        return all(self._test(key, value, condition, hit) for key, value in condition.items())

    def _test(self, key: str, value: Any, condition: dict[str, Any], hit: Hit) -> bool:
        if key.startswith("not_"):
            return not self._test(key[4:], value, condition, hit)
        if key == "any":
            return any(self.holds(one, hit) for one in value)
        if key in ("within", "otherwise"):
            return True
        ranges = self._ranges(value)
        if key == "document":
            return bool(ranges)
        if key == "before":
            ends = {hit.first, self.setting.past(hit.first - 1, -1) + 1}
            return any(last in ends for _, last in ranges)
        if key == "after":
            begins = {hit.last, self.setting.past(hit.last, 1)}
            return any(first in begins for first, _ in ranges)
        if key == "near":
            reach, segment = condition.get("within", NEAR), self.setting.segment(hit.first)
            near = (
                r for r in ranges if r[1] > hit.first - reach and r[0] < hit.last + reach and not (r[0] >= hit.first and r[1] <= hit.last)
            )
            return any(self.setting.segment(first) == segment for first, _ in near)
        ours = max((first for first, _ in ranges if first < hit.first), default=-1)
        others = max((first for first, _ in self._ranges(condition.get("otherwise", [])) if first < hit.first), default=-1)
        return ours > others

    # -- offices ------------------------------------------------------------------------------------------------------

    def _name_holders(self, mentions: list[Mention], hits: list[Hit]) -> list[Mention]:
        """Give each mention of an office the person who holds it: the only one named, or the one of the date."""
        persons = Counter(
            hit.entry.target for hit in hits if hit.entry.name in self.owner(hit.entry.target).get("compose", {}).get("names", ())
        )
        persons.update(mention.referent for mention in mentions)
        for mention in mentions:
            holders = self.data.get("offices", {}).get(mention.referent, {}).get("holders", ())
            named = {h["referent"]: persons[h["referent"]] for h in holders if persons[h["referent"]]}
            dated = [h["referent"] for h in holders if self._in_office(h)]
            if len(named) == 1:
                mention.referent = next(iter(named))
            elif dated and (not named or dated[-1] in named):
                mention.referent = dated[-1]
            elif named:
                mention.referent = max(named, key=lambda referent: named[referent])
        return mentions

    def _in_office(self, holder: dict[str, Any]) -> bool:
        day = self.setting.published
        return day is not None and holder.get("from", date.min) <= day <= holder.get("to", date.max)

    # -- longest match and nesting ------------------------------------------------------------------------------------

    def _longest(self, mentions: list[Mention]) -> list[Mention]:
        """Keep, of the mentions of one referent that overlap, the longest (the first in the lexicon where two are equal)."""
        kept: dict[str, list[Mention]] = {}
        for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.rank)):
            rivals = kept.setdefault(mention.referent, [])
            if not any(mention.start < rival.end and rival.start < mention.end for rival in rivals):
                rivals.append(mention)
        mentions = sorted((m for rivals in kept.values() for m in rivals), key=lambda m: (m.start, -m.end, m.referent))
        above = {r: entry["over"] for r, entry in self.data["referents"].items() if "over" in entry}
        ruling = [m for m in mentions if m.referent in above]
        return [m for m in mentions if not any(m.referent in above[o.referent] and o.start <= m.start and m.end <= o.end for o in ruling)]


def _blocks(block: Hit, hit: Hit) -> bool:
    return block.entry.name in ("", hit.entry.name) and block.first <= hit.first and hit.last <= block.last


def _inside(a: Hit, b: Hit) -> bool:
    return a is not b and b.first <= a.first and a.last <= b.last and (b.last - b.first) > (a.last - a.first)


def _nest(mentions: list[Mention]) -> list[Mention]:
    """Mark the mentions that stand within a longer one of another referent."""
    starts = [mention.start for mention in mentions]
    for at, mention in enumerate(mentions):
        reach = bisect_left(starts, mention.end)
        mention.nested = any(
            other.start <= mention.start and mention.end <= other.end and other.end - other.start > mention.end - mention.start
            for other in mentions[max(0, at - 12) : reach]
        )
    return mentions


def resolve_document(matcher: Matcher, hits: Iterable[Hit], setting: Setting) -> list[Mention]:
    """Return the mentions of one document, in order of position."""
    return Resolver(matcher, setting).resolve(list(hits))

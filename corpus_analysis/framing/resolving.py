"""Decides which matches are mentions: exclusions, composition, conditions, offices, longest match, nesting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ..text.tokens import TokenIndex
from .arrays import FAR, Spans, find_equal, lies_within, lies_within_longer
from .conditions import NAME, Conditions, Places, asks_about, holds, looks_back
from .matching import Entry, Matcher

MOST_ROUNDS = 1000  # of asking the names of a document: a chain of names each of which waits for the one before it is broken off here
_APART = frozenset('،,"“”«»()[]:–-')


@dataclass
class Mentions:
    """The mentions of a set of documents by position: rows of `matching.MATCH`, what their entries stand for, which ones are nested."""

    rows: np.ndarray
    entries: list[Entry]
    nested: np.ndarray


class Rules:
    """What a lexicon says of its names beyond their forms; `rules_of` keeps those of a matcher."""

    def __init__(self, matcher: Matcher) -> None:
        data, number = matcher.lexicon.data, {target: at for at, target in enumerate(matcher.targets)}
        owners = {**data.get("offices", {}), **data["referents"]}
        joins = [owners[e.target].get("compose", {}) if e.kind == "name" else {} for e in matcher.entries]
        self.title_names = {target: entry["compose"].get("as", {}) for target, entry in owners.items() if "compose" in entry}
        of_compose = list(zip((e.name for e in matcher.entries), joins, strict=True))
        self.is_title = np.array([name in compose.get("as", {}) for name, compose in of_compose], dtype=bool)
        self.is_person = np.array([name in compose.get("names", ()) for name, compose in of_compose], dtype=bool)
        conditions = [e.content.get("when") if e.kind == "name" else None for e in matcher.entries]
        self._conditions = Conditions(data)
        read = [self._conditions.read(c, e.language) if c else () for c, e in zip(conditions, matcher.entries, strict=True)]
        self.conditions = list(dict.fromkeys(read))  # () where there is none, or only in other languages
        mentions = {number for name, number in self._conditions.asked.items() if name.startswith("@")}
        numbers = {tests: number for number, tests in enumerate(self.conditions)}
        self.condition = np.array([numbers[tests] for tests in read], dtype=np.int64)
        self.waits, self.looks_back, self.asks_mentions = (
            np.array([bool(asks(tests)) for tests in self.conditions], dtype=bool)[self.condition]
            for asks in (len, looks_back, lambda tests: asks_about(tests, mentions))
        )
        self.marks = np.array([self.mark(entry) for entry in matcher.entries], dtype=np.int64).reshape(-1, 2)
        self.holders = {
            number[office]: [(number[holder["referent"]], holder) for holder in entry.get("holders", [])]
            for office, entry in data.get("offices", {}).items()
        }
        serving = [(at, at) for at in number.values()]  # an office serves its holders, a referent itself
        serving += [(number[target], number[h["referent"]]) for target, entry in owners.items() for h in entry.get("holders", ())]
        self.serving = np.array(sorted(set(serving)), dtype=np.int64)
        over = [(number[r], number[o]) for r, entry in data["referents"].items() for o in entry.get("over", ())]
        self.over = np.array(over, dtype=np.int64).reshape(-1, 2)

    @property
    def size(self) -> int:
        """How many cues and referents conditions ask about."""
        return len(self._conditions.asked)

    def mark(self, entry: Entry) -> tuple[int, int]:
        """Return the numbers under which conditions ask for the matches of an entry, -1 for none."""
        keys = (entry.target, "") if entry.kind == "cue" else (f"@{entry.target}", f"@{entry.target}/{entry.name}")
        return self._conditions.asked.get(keys[0], -1), self._conditions.asked.get(keys[1], -1)


rules_of = lru_cache(maxsize=4)(Rules)


class Resolver:
    """Resolves the matches of a set of documents; see `resolve_matches`."""

    def __init__(self, matcher: Matcher, tokens: TokenIndex) -> None:
        self.matcher, self.tokens, self.rules = matcher, tokens, rules_of(matcher)
        self.entries = list(matcher.entries)  # grows by the names that are composed
        self.apart = np.array([surface in _APART for surface in tokens.vocabulary["surface"].tolist()], dtype=bool)[tokens.type]

    def resolve(self, found: np.ndarray, days: Mapping[int, date]) -> Mentions:
        """Return the mentions among matches."""
        composed, names = self._compose(self._outside_blocks(found))
        waits = self.rules.waits[names["entry"]]
        settled = np.concatenate([composed, names[~waits]])
        cues = found[(self.matcher.kind == "cue")[found["entry"]]]
        mentions = np.concatenate([settled, self._admit(names[waits], settled, cues)])
        self._name_holders(mentions, names[self.rules.is_person[names["entry"]]], days)
        mentions = self._outside_ruling(self._longest(mentions))
        mentions = mentions[np.lexsort((mentions["target"], -mentions["end"], mentions["doc"] * FAR + mentions["start"]))]
        return Mentions(mentions, self.entries, lies_within_longer(Spans(mentions["doc"], mentions["start"], mentions["end"])))

    def _outside_blocks(self, found: np.ndarray) -> np.ndarray:
        is_name, is_block = ((self.matcher.kind == kind)[found["entry"]] for kind in ("name", "block"))
        named = self.matcher.named[found["entry"]]
        of_all, of_one = is_block & (named < 0), is_block & (named >= 0)
        by_target, by_name = (Spans(group, found["first"], found["last"]) for group in (found["target"], named))
        blocked = lies_within(by_target.take(is_name), by_target.take(of_all)) | lies_within(by_name.take(is_name), by_name.take(of_one))
        return found[np.flatnonzero(is_name)[~blocked]]

    # -- composition of titles and names ------------------------------------------------------------------------------

    def _compose(self, names: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Join a person's title and name that stand side by side into one mention; return these and the names left over."""
        titles, persons = (names[which[names["entry"]]] for which in (self.rules.is_title, self.rules.is_person))
        persons = persons[~lies_within_longer(Spans(persons["target"], persons["first"], persons["last"]))]
        before = find_equal(self._past(titles["last"], 1, titles["doc"]), persons["first"])
        behind = find_equal(self._past(persons["last"], 1, persons["doc"]), titles["first"])[::-1]
        title, person = (np.concatenate(both) for both in zip(before, behind, strict=True))
        fits = self._serves(titles["target"][title], persons["target"][person]) & (titles["doc"][title] == persons["doc"][person])
        fits &= self.tokens.segment[titles["first"][title]] == self.tokens.segment[persons["first"][person]]
        title, person = title[fits], person[fits]
        order = np.lexsort((title, titles["start"][title] - titles["end"][title], person))  # the longest title
        order = order[np.unique(person[order], return_index=True)[1]]
        joined = self._join(titles[title[order]], persons[person[order]])
        joined = joined[~lies_within(self._spans(joined), self._spans(names))]
        found, pair = find_equal(joined["target"], self.rules.serving[:, 1])
        parts = Spans(self.rules.serving[pair, 0], joined["first"][found], joined["last"][found])
        return joined, names[~lies_within(Spans(names["target"], names["first"], names["last"]), parts)]

    def _spans(self, rows: np.ndarray) -> Spans:
        """Return the raw spans of matches, those of one document and target as a group."""
        return Spans(rows["doc"] * len(self.matcher.targets) + rows["target"], rows["start"], rows["end"])

    def _serves(self, target: np.ndarray, referent: np.ndarray) -> np.ndarray:
        size = len(self.matcher.targets)
        return np.isin(target * size + referent, self.rules.serving @ [size, 1])

    def _past(self, token: np.ndarray, step: int, doc: np.ndarray) -> np.ndarray:
        """Return the tokens, or the next ones in the direction of *step* where marks that set names apart stand there."""
        for _ in range(2):
            at = np.clip(token, 0, len(self.apart) - 1)
            token = token + step * ((at == token) & self.apart[at] & (self.tokens.doc[at] == doc))
        return token

    def _join(self, titles: np.ndarray, persons: np.ndarray) -> np.ndarray:
        joined, known = persons.copy(), {}
        for name, choose in (("first", np.minimum), ("start", np.minimum), ("last", np.maximum), ("end", np.maximum)):
            joined[name] = choose(titles[name], persons[name])
        for row, pair in enumerate(zip(titles["entry"].tolist(), persons["entry"].tolist(), strict=True)):
            if pair not in known:
                title, person = (self.entries[at] for at in pair)
                name = self.rules.title_names[title.target][title.name]
                content = {"stance": title.content["stance"], "proper": True}
                known[pair] = len(self.entries)
                self.entries.append(Entry("name", person.target, name, person.language, f"{title.form} + {person.form}", content))
            joined["entry"][row] = known[pair]
        return joined

    # -- conditions ---------------------------------------------------------------------------------------------------

    def _admit(self, waiting: np.ndarray, settled: np.ndarray, cues: np.ndarray) -> np.ndarray:
        """Return the names whose condition holds, one after the other: each may be what the next one waits for, or one before it.

        All are asked at once, and those of a document again until nothing changes: what a name sees are the names before it.
        """
        if not len(waiting):
            return waiting
        rules = self.rules
        waiting = waiting[np.lexsort((waiting["first"], rules.looks_back[waiting["entry"]], waiting["doc"]))]
        docs, doc = np.unique(waiting["doc"], return_inverse=True)
        names, places = self._names(waiting, doc), self._places(settled, cues, waiting, docs)
        asks, left = rules.asks_mentions[waiting["entry"]], np.arange(len(waiting))
        admitted = np.zeros(len(waiting), dtype=bool)
        for _ in range(2):
            before, asked = admitted.copy(), left
            for _ in range(MOST_ROUNDS):
                places.admit(admitted, before)
                held = self._hold(asked, waiting["entry"], names, places)
                changed = asked[held[asked] != admitted[asked]]
                admitted[asked] = held[asked]
                if not len(changed):
                    break
                asked = left[asks[left] & np.isin(doc[left], doc[changed])]
            latest = np.full(len(docs), -1)
            new = np.flatnonzero(admitted & ~before)
            latest[doc[new]] = new  # the last one is written last
            left = left[asks[left] & ~admitted[left] & (latest[doc[left]] > left)]
        return waiting[admitted]

    def _hold(self, asked: np.ndarray, entry: np.ndarray, names: np.ndarray, places: Places) -> np.ndarray:
        """Say of which names the condition holds, as far as they are *asked*."""
        held = np.zeros(len(names), dtype=bool)
        condition = self.rules.condition[entry[asked]]
        order = np.argsort(condition, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(condition[order])) + 1):
            alike = asked[rows]
            tests = self.rules.conditions[condition[rows[0]]] if len(rows) else ()
            held[alike[holds(tests, names[alike], places)]] = True
        return held

    def _names(self, waiting: np.ndarray, doc: np.ndarray) -> np.ndarray:
        """Return names as conditions look at them."""
        names = np.empty(len(waiting), dtype=NAME)
        names["number"], names["origin"] = np.arange(len(waiting)), doc * self.rules.size
        names["first"], names["last"], names["segment"] = waiting["first"], waiting["last"], self.tokens.segment[waiting["first"]]
        names["begins"] = self._past(waiting["first"] - 1, -1, waiting["doc"]) + 1
        names["ends"] = self._past(waiting["last"], 1, waiting["doc"])
        return names

    def _places(self, settled: np.ndarray, cues: np.ndarray, waiting: np.ndarray, docs: np.ndarray) -> Places:
        """Return where the cues and mentions stand that conditions ask for, in *docs*, the documents where names wait."""
        made = [self.rules.mark(entry) for entry in self.entries[len(self.matcher.entries) :]]
        marks = np.concatenate([self.rules.marks, np.array(made, dtype=np.int64).reshape(-1, 2)])
        numbers = np.full(len(self.tokens.doc_ids), -1)
        numbers[docs] = np.arange(len(docs))
        parts = []
        for part, whole in ((waiting, ""), (settled, ""), (cues, "whole_")):
            doc, mark = numbers[part["doc"]], marks[part["entry"]]
            row, which = np.nonzero((doc >= 0)[:, None] & (mark >= 0))
            number = row if part is waiting else np.full(len(row), -1)
            key = doc[row] * self.rules.size + mark[row, which]
            parts.append((key, part[f"{whole}first"][row], part[f"{whole}last"][row], number))
        key, first, last, number = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return Places(key, first, last, number, self.tokens.segment, len(docs) * self.rules.size)

    # -- offices ------------------------------------------------------------------------------------------------------

    def _name_holders(self, mentions: np.ndarray, persons: np.ndarray, days: Mapping[int, date]) -> None:
        """Give each mention of an office the person who holds it: the only one named, or the one of the date."""
        size, offices = len(self.matcher.targets), self.rules.holders
        place, rows = self._spans(mentions).group, np.flatnonzero(np.isin(mentions["target"], list(offices)))
        known = np.concatenate([place, self._spans(persons).group])
        known = known[np.isin(known % max(size, 1), [at for holders in offices.values() for at, _ in holders])]
        counts = dict(zip(*(values.tolist() for values in np.unique(known, return_counts=True)), strict=True))
        codes, which = np.unique(place[rows], return_inverse=True)
        chosen = codes % max(size, 1)
        for row, code in enumerate(codes.tolist()):
            doc, office = divmod(code, size)
            named = {at: counts[doc * size + at] for at, _ in offices[office] if doc * size + at in counts}
            dated = [at for at, holder in offices[office] if _in_office(holder, days.get(doc))]
            if len(named) == 1 or (named and not (dated and dated[-1] in named)):
                chosen[row] = max(named, key=lambda at: named[at])
            elif dated:
                chosen[row] = dated[-1]
        mentions["target"][rows] = chosen[which]

    # -- longest match and nesting ------------------------------------------------------------------------------------

    def _longest(self, mentions: np.ndarray) -> np.ndarray:
        """Keep, of the mentions of one referent that overlap, the longest (the first in the lexicon where two are equal)."""
        rank = np.where(mentions["entry"] < len(self.matcher.entries), mentions["entry"], 0)
        spans = self._spans(mentions)
        order = np.lexsort((rank, -spans.end, spans.group * FAR + spans.start))
        mentions, rank, spans = mentions[order], rank[order], spans.take(order)
        reach = np.maximum.accumulate(spans.group * FAR + spans.end)
        kept = np.ones(len(mentions), dtype=bool)  # those that begin a heap of overlapping ones: the longest, if it reaches to its end
        kept[1:] = reach[:-1] <= (spans.group * FAR + spans.start)[1:]
        heads = np.flatnonzero(kept)
        ends = np.append(heads, len(mentions))[1:]
        tangled = reach[heads] < reach[ends - 1]
        starts, lengths = spans.start.tolist(), (spans.end - spans.start).tolist()
        for head, end in zip(heads[tangled].tolist(), ends[tangled].tolist(), strict=True):
            kept[head] = False
            taken: list[tuple[int, int]] = []
            for row in sorted(range(head, end), key=lambda row: (-lengths[row], rank[row])):
                span = (starts[row], starts[row] + lengths[row])
                at = bisect_left(taken, span)
                if (at == 0 or taken[at - 1][1] <= span[0]) and (at == len(taken) or span[1] <= taken[at][0]):
                    taken.insert(at, span)
                    kept[row] = True
        return mentions[kept]

    def _outside_ruling(self, mentions: np.ndarray) -> np.ndarray:
        """Leave out the mentions within one of a referent that stands over theirs."""
        row, pair = find_equal(mentions["target"], self.rules.over[:, 0])
        ruling = self._spans(mentions).take(row)._replace(group=mentions["doc"][row] * len(self.matcher.targets) + self.rules.over[pair, 1])
        return mentions[~lies_within(self._spans(mentions), ruling)]


def _in_office(holder: dict[str, Any], day: date | None) -> bool:
    return day is not None and holder.get("from", date.min) <= day <= holder.get("to", date.max)


def resolve_matches(matcher: Matcher, found: np.ndarray, tokens: TokenIndex, days: Mapping[int, date]) -> Mentions:
    """Return the mentions among the matches in a set of documents, by position; *days* holds the dates of documents, by number."""
    return Resolver(matcher, tokens).resolve(found, days)

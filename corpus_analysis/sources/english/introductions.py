"""How an English article introduces a person, wherever it does: the full name, and the title before it or the apposition behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from ..grammar import function_words, load_grammar
from ..names import Speaker, bare_genitive
from ..page import COMMAS, Page
from ..phrases import Phrase, read_phrase
from .phrases import CONNECTIVES, DETERMINERS, is_name

REACH = 2000  # tokens back to the title or outlet that a description takes up
SOUGHT = 6  # places of a name that are looked at
ABBREVIATED = function_words("en")["abbreviated"]
SHORT = {"governor": "gov", "senator": "sen", "representative": "rep", "general": "gen", "congressman": "rep", "congresswoman": "rep"}
LOCAL = function_words("en")["local"]
OUTLETS = function_words("en")["outlet_nouns"]
BEFORE, BEHIND = 9, 14  # words of a title before a name and of an apposition behind it
WITHIN = frozenset(("of", "for", "in", "the", "'s", "’s", "-", "and"))  # what may stand between the words of a title
LONGEST_FAMILY = 5  # letters of a family name that may stand before the given name
LONGEST = 6  # words of a name before the family name


class Introductions:
    """Capitalised words of one English page and where they stand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.places: dict[str, list[int]] = {}
        self.sought: dict[str, list[int]] = {}  # where a family name stands, with its genitives
        self.told: dict[tuple[str, ...], tuple[list[str], list[Phrase]]] = {}  # what was asked before
        words, last = page.words, len(page.words) - 2
        for at in compress(range(len(words)), page.capitals):
            self.places.setdefault(words[at], []).append(at)
            if at < last and words[at + 1] == "-" and page.starts[at + 1] == page.ends[at]:
                self.places.setdefault(words[at + 2], []).append(at + 2)  # Yeon-du

    def of(self, name: Sequence[str]) -> tuple[list[str], list[Phrase]]:
        """Return the fullest form of a name on the page and the phrases that say what its bearer is, the first one first."""
        asked = tuple(name)
        if asked not in self.told:
            self.told[asked] = self._of(name)
        return self.told[asked]

    def _of(self, name: Sequence[str]) -> tuple[list[str], list[Phrase]]:
        fullest, titles = list(name), []
        for at in self._places(name[-1])[:SOUGHT]:
            first = self._first(at)
            words = [bare_genitive(word) for word in self.page.words[first : at + 1] if word[0].isalnum()]
            if words[-len(name) :] != list(name) and len(name) > 1:
                continue
            if len(words) > len(fullest):
                fullest = words
            elif len(fullest) == 1 and len(name[0]) <= LONGEST_FAMILY:  # Hu Lianhe, the family name first
                fullest = [*fullest, *self._given_behind(first, at + 1)]
            for begin, end in (self._before(first), self._behind(at + 1)):
                if begin < end:
                    titles.append(self._read(min(begin, first), max(end, at + 1)))
        return fullest, titles

    def full_names(self, family: str) -> Iterator[list[str]]:
        """Yield the names that the article writes in full with one family name."""
        for at in self._places(family)[: 2 * SOUGHT]:
            first = self._first(at)
            if first < at:
                yield [bare_genitive(word) for word in self.page.words[first : at + 1] if word[0].isalnum()]

    def _given_behind(self, first: int, end: int) -> list[str]:
        """Return the given name behind a family name that stands first."""
        page, grammar = self.page, load_grammar("en")
        stop, known = page.name(first, len(page.words))
        if known is not None and known.kind == "person" and stop > end:  # Kim Jong Un
            return [word for word in page.words[end:stop] if word[0].isalnum()]
        word = page.words[end] if end < len(page.words) else ""
        named = word.isalpha() and is_name(page, end) and first and not is_name(page, first - 1)
        return (
            [word] if named and not any(word in group for group in (grammar.heads, grammar.groups, grammar.stop, grammar.nations)) else []
        )

    def _places(self, word: str) -> list[int]:
        if word not in self.sought:
            self.sought[word] = sorted(at for written in (word, f"{word}'s", f"{word}’s") for at in self.places.get(written, ()))
        return self.sought[word]

    def recurs(self, speaker: Speaker) -> bool:
        """Say whether somebody is a known person or is named again by the family name."""
        return not speaker.id.startswith("name:") or len(self._places(speaker.name.split()[-1])) > 1

    def outlet(self, limit: int) -> list[str]:
        """Return the name that the article last gave an outlet before a token: the newspaper Dagens Nyheter, Turkiye newspaper."""
        page, grammar = self.page, load_grammar("en")
        not_names = grammar.nations | grammar.determiners | grammar.stop
        for at in range(limit - 1, max(0, limit - REACH), -1):
            if page.words[at] in OUTLETS and not is_name(page, at):
                for step, place in ((1, at + 1), (-1, at - 1)):
                    name: list[str] = []
                    while 0 < place < limit and is_name(page, place) and page.words[place] not in not_names and len(name) < LONGEST:
                        name.append(page.words[place])
                        place += step
                    if name:
                        return name[::step]
        return []

    def bearer(self, title: str, limit: int) -> list[str]:
        """Return the name before which the article last wrote a title, before a token: the general, of Major General Hossein Salami."""
        page, grammar, written = self.page, load_grammar("en"), (title, SHORT.get(title))
        for at in range(limit - 2, max(-1, limit - REACH), -1):
            if page.words[at] in written and is_name(page, at):
                at += page.words[at + 1] == "."
                name: list[str] = []
                for place in range(at + 1, min(at + 1 + LONGEST, limit)):
                    if not is_name(page, place) or page.words[place] in grammar.heads or page.words[place] in grammar.nations:
                        break
                    name.append(bare_genitive(page.words[place]))
                if name:
                    return name
        return []

    def apposed(self, noun: str, limit: int) -> list[str]:
        """Return the name that the article apposed to a noun before a token: The man, 26-year-old John Holt, …"""
        page, words = self.page, self.page.words
        for at in range(limit - 1, max(0, limit - REACH), -1):
            if words[at] == noun and words[at + 1] in COMMAS:
                first = next((t for t in range(at + 2, min(at + 8, limit)) if page.capitals[t]), limit)
                last = next((t for t in range(first, min(first + LONGEST, limit)) if not page.capitals[t]), limit)
                if last - first > 1 and words[last] in COMMAS:
                    return words[first:last]
        return []

    def spelled_out(self, initials: str) -> Phrase | None:
        """Return the name in full whose initials a speaker is called by: the TSA, of the Transportation Security Administration."""
        page, last = self.page, len(self.page.words)
        for at in (at for word, places in self.places.items() if word[0] == initials[0] and word != initials for at in places):
            end, told = at, 0
            while end < last and told < len(initials) and (page.capitals[end] or page.words[end] in WITHIN):
                if page.capitals[end]:
                    if page.words[end][0] != initials[told]:
                        break
                    told += 1
                end += 1
            if told == len(initials) and not (end < last and page.capitals[end] and page.words[end] != initials):
                return self._read(at, end)
        return None

    def _first(self, at: int) -> int:
        """Return where the name begins whose last word stands at *at*."""
        page, grammar, first = self.page, load_grammar("en"), at
        while first and at - first < LONGEST and "\n" not in page.raw[page.ends[first - 1] : page.starts[first]]:
            before = page.words[first - 1]
            initial = before == "." and first > 1 and len(page.words[first - 2]) == 1
            name = is_name(page, first - 1) and before not in grammar.stop and before not in grammar.heads and before not in CONNECTIVES
            if not (name or before in grammar.particles or initial or (before == "-" and page.starts[first] == page.ends[first - 1])):
                break
            if name and (before in grammar.honorifics or before in DETERMINERS or page.find(first - 1, first)):
                break
            first -= 1
        while first < at and not is_name(page, first):
            first += 1
        return first

    def _before(self, first: int) -> tuple[int, int]:
        """Return the words of a title before a name, directly or between commas: Sweden's Minister of Justice, Gunnar Strömmer."""
        page, grammar, begin = self.page, load_grammar("en"), first
        if begin and page.words[begin - 1] in COMMAS:
            begin -= 1
        while begin and first - begin < BEFORE and "\n" not in page.raw[page.ends[begin - 1] : page.starts[begin]]:
            word = page.words[begin - 1]
            if word == "." and begin > 1 and page.words[begin - 2] in ABBREVIATED:
                begin -= 2  # Indiana Gov. Eric Holcomb
                continue
            known = is_name(page, begin - 1) or any(
                word in group for group in (grammar.heads, grammar.honorifics, grammar.nations, grammar.groups)
            )
            if not (known or (begin < first and (word in WITHIN or word in DETERMINERS or word in LOCAL))):
                break
            begin -= 1
        return begin, first

    def _behind(self, end: int) -> tuple[int, int]:
        """Return the words of an apposition behind a name: Gunnar Strömmer, the minister of justice."""
        page, grammar, stop = self.page, load_grammar("en"), end
        if end + 1 >= len(page.words) or page.words[end] not in COMMAS:
            return end, end
        first = page.words[end + 1]
        titled = any(first in group for group in (DETERMINERS, grammar.heads, grammar.deputies, grammar.honorifics, grammar.persons))
        if not titled and not (is_name(page, end + 1) and first.endswith(("'s", "’s"))):
            return end, end
        stop = end + 1
        while stop < len(page.words) and stop - end < BEHIND and page.words[stop] not in COMMAS and page.words[stop] not in ".!?:":
            if stop > end + 1 and page.words[stop] in ("who", "which", "said", "told"):
                break
            stop += 1
        return end, stop

    def _read(self, first: int, end: int) -> Phrase:
        page = self.page
        capitals = frozenset(bare_genitive(page.words[at]) for at in range(first, end) if is_name(page, at))
        return read_phrase(tuple(page.words[first:end]), "en", capitals)

"""The name under which a source is shown: as it is listed; of those nobody listed, as the article writes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from heapq import merge

from .names import Speaker
from .page import Page
from .people import load_directory


class Shown:
    """The names of the sources of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._written: dict[str, str] = {}

    def name(self, speaker: Speaker) -> str:
        """Return the listed name, that of a body with its country's (Turkey: foreign ministry), or the words of the page that name it."""
        listed = _listed(speaker.id, speaker.name)
        if listed is None and speaker.name not in self._written:
            self._written[speaker.name] = self._find(speaker.name.split()) or speaker.name
        return self._written[speaker.name] if listed is None else listed

    def _places(self, word: str) -> Iterator[int]:
        """Yield where a word stands, alone or before a hyphen."""
        places, words = self.page.places(word), self.page.words
        hyphened = [at for at in self.page.hyphened if words[at].startswith(f"{word}-")]
        return merge(places, hyphened) if hyphened else places

    def _find(self, name: list[str]) -> str | None:
        """Return how the page writes a name, whose words it may join with hyphens or part with full stops (Kara-Murza, S. Corn)."""
        page = self.page
        for at in self._places(name[0]) if name else ():
            after = page.words[at + 1] if at + 1 < len(page.words) else ""
            if len(name) > 1 and page.words[at] == name[0] and after != name[1] and after.isalnum():
                continue  # another name
            end, met = at, list[str]()
            while end < len(page.words) and len(met) < len(name) and met == name[: len(met)]:
                met += [part for part in page.words[end].split("-") if part.isalnum()]
                end += 1
            if met == name:
                return " ".join(page.raw[page.starts[at] : page.ends[end - 1]].split())
        return None


@lru_cache(maxsize=1 << 14)
def _listed(identity: str, name: str) -> str | None:
    directory = load_directory()
    if identity in directory.by_id:
        return directory.by_id[identity].name
    composed = next((whole for whole, own in directory.body_ids.items() if own == name), name)
    return _of_its_country(composed) if composed != name or name == identity else None


def _of_its_country(identity: str) -> str:
    """Return the name of a body whose id is made of its country's and its own."""
    by_id, parts = load_directory().by_id, identity.split("-")
    for size in range(1, len(parts)):
        country, what = (by_id.get("-".join(part)) for part in (parts[:size], parts[size:]))
        if country is not None and country.kind == "country" and what is not None and what.kind in ("body", "role"):
            return f"{country.name}: {what.name}"
    return identity

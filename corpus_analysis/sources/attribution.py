"""Finds who speaks in every article: one row an attribution, every offset into the raw text."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from itertools import compress, pairwise

import numpy as np
import pandas as pd

from ..lexicon import no_garbage
from ..text.tokens import TokenIndex
from .arabic import sentences as arabic
from .drafts import Draft
from .english import quotations
from .english import sentences as english
from .grammar import function_words
from .headlines import read_headline, read_turns
from .layout import Mention, is_outlet, read_comment, read_embed
from .names import Speaker, bare_genitive
from .page import Page, Vocabulary, join_hashtags
from .people import LANGUAGES, romanize
from .persian import sentences as persian
from .persian.credits import quotes_outlet
from .phrases import Phrase, read_phrase
from .shown import Shown
from .speakers import Speakers

REGIONS = {
    "headline": "headline",
    "deck": "lead",
    "summary": "summary",
    "caption": "caption",
    "embed": "tweet",
    "related": "related_link",
    "comment": "comment",
    "body": "body",
}
RELAYED = function_words("ar")["relayed"]  # verbs of outlets: بحسب ما نقلت X
NEAR = 40  # attributions on either side among which the one around another is sought
_TYPES: dict[str, str] = {  # of the columns that hold no words
    "start": "int64", "end": "int64", **dict.fromkeys(("cue_start", "cue_end", "source_start", "source_end", "level"), "Int64"),
    "quote_marks": "bool", "counted": "bool", "self_credit": "bool", "more_spans": "object",
}  # fmt: skip


@no_garbage()  # nothing here points round in a ring: the collector would look through all that is kept for nothing
def find_sources(documents: pd.DataFrame, segments: pd.DataFrame, tokens: TokenIndex, raw: Mapping[str, str]) -> pd.DataFrame:
    """Find every attribution of speech, direct, indirect or credited to an agency.

    Parameters
    ----------
    documents : columns doc_id, language and, if known, published and outlet.
    segments : columns doc_id, role, language, start, end; one row a paragraph.
    tokens : the TokenIndex of these documents.
    raw : doc_id → decoded text.

    Returns
    -------
    DataFrame with one row an attribution, in order of text: doc_id; start, end, surface (what is said, without marks);
    cue, cue_start, cue_end, cue_lemma, stance (the cue and how the writer stands to it); source, source_start,
    source_end (the phrase naming the speaker; missing if the sentence names none); source_id, source_name, source_type;
    mode (direct, indirect, mixed, agency_credit); quote_marks; coref; level and via (the source next outward);
    region; scope ("document" for a credit that opens the article); self_credit; tier; counted (core, in lead or body);
    more_spans (list of further [start, end] of torn content). Offsets are code points into the raw text.
    """
    tokens = join_hashtags(tokens)
    forms, capitals = _shown(tokens.vocabulary), tokens.vocabulary["surface"].str[0].str.isupper().to_numpy(dtype=bool)
    rows: list[Mention] = []
    by_document = _segments(segments, tokens)
    languages = [language if language in LANGUAGES else "en" for language in documents["language"].tolist()]
    told = dict(zip(documents["doc_id"].tolist(), languages, strict=True))
    spoken = np.array([LANGUAGES.index(told.get(doc_id, "en")) for doc_id in tokens.doc_ids], dtype=np.int8)[tokens.doc]
    vocabularies, flags = {}, np.zeros(len(tokens), dtype=np.uint8)
    for language in set(languages):
        own = spoken == LANGUAGES.index(language)
        vocabularies[language] = Vocabulary(forms, capitals, tokens.type[own], language)
        flags[own] = vocabularies[language].flags
    outlets = documents["outlet"].tolist() if "outlet" in documents.columns else [None] * len(documents)
    for doc_id, language, day, outlet in zip(documents["doc_id"].tolist(), languages, _days(documents), outlets, strict=True):
        if doc_id not in by_document:
            continue
        span = tokens.of(doc_id)
        page = vocabularies[language].page(raw[doc_id], tokens.type[span], flags[span], tokens.start[span], tokens.end[span])
        found = _read_document(page, doc_id, day, by_document[doc_id])
        rows.extend(row._replace(self_credit=True) if row.mode == "agency_credit" and is_outlet(row, outlet) else row for row in found)
    return _frame(rows)


def _segments(segments: pd.DataFrame, tokens: TokenIndex) -> dict[str, list[tuple[str, int, int]]]:
    """Return role, first and end token of every document's segments, in order of text; tokens are counted within the document."""
    doc = pd.Index(tokens.doc_ids).get_indexer(segments["doc_id"]).astype(np.int64)
    start, stop = (segments[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    order = np.lexsort((stop, start, doc))
    doc, start, stop = doc[order], start[order], stop[order]
    places = tokens.doc.astype(np.int64) << 32 | tokens.start
    begin = np.searchsorted(tokens.doc, doc)
    first, end = (np.searchsorted(places, doc << 32 | place) - begin for place in (start, stop))
    roles = segments["role"].to_numpy(dtype=object)[order].tolist()
    rows = list(zip(roles, first.tolist(), end.tolist(), strict=True))
    bounds = pairwise(np.searchsorted(doc, np.arange(len(tokens.doc_ids) + 1)).tolist())
    return {doc_id: rows[begin:stop] for doc_id, (begin, stop) in zip(tokens.doc_ids, bounds, strict=True) if begin < stop}


def _shown(vocabulary: pd.DataFrame) -> np.ndarray:
    """Return every token type as the grammars read it: in match form, marks as written."""
    marks = (vocabulary["kind"] == "punctuation").to_numpy(dtype=bool)
    shown = vocabulary["form"].to_numpy(dtype=object, copy=True)
    shown[marks] = vocabulary["surface"][marks]
    shown[shown == ""] = "-"  # a stretching line (ـ) that stands alone is a dash
    return shown


def _read_document(page: Page, doc_id: str, day: dt.date | None, segments: list[tuple[str, int, int]]) -> list[Mention]:
    rows: list[Mention] = []
    opened: list[tuple[int, int]] = []  # the paragraphs before of a quotation that is still open
    read: list[tuple[list[Draft], str, bool]] = []  # drafts of a paragraph, its region, whether it opens the article
    comments, paragraphs = 0, _paragraphs(page, segments)
    turns = read_turns(page, paragraphs) if page.language == "en" else {}
    for index, (first, end, region) in enumerate(paragraphs):
        if region is None or first >= end:
            continue
        if region == "tweet":
            rows.extend(read_embed(page, doc_id, first, end))
        elif region == "comment":
            row = read_comment(page, doc_id, first, end, comments)
            comments += row is not None and row.source_id.startswith("reader-anon")
            rows.extend([row] if row else [])
        else:
            drafts = _read_paragraph(page, first, end, region)
            if page.language == "en" and region == "body":
                if drafts:
                    quotations.take_up(page, first, drafts, opened)
                elif read:
                    drafts = quotations.resume(page, first, end, read[-1][0])
                begun = None if drafts or (read and quotations.goes_on(page, first, read[-1][0])) else quotations.opens(page, first, end)
                opened = [*opened, begun] if begun else []
            drafts = [turns[first], *drafts] if first in turns else drafts
            if drafts:
                read.append((drafts, region, region == "lead" or index <= 2))
    speakers, shown = Speakers(page.language, day, page=page), Shown(page)
    said = [draft for drafts, region, _ in read if region in ("lead", "body") for draft in drafts]
    for draft in said:  # first look at who is given which name and title anywhere in the article
        if draft.subject is not None and draft.subject_of is None and draft.kind != "credit":
            speakers.at, phrase = draft.hit.at if draft.hit else 0, _source(page, draft)
            pronoun = len(phrase.words) == 1 and phrase.words[0] in phrase.grammar.pronouns
            if not pronoun or page.language == "fa":  # where it may name who opened the sentence before
                speakers.name_phrase(phrase)
    speakers.settle_people()
    for drafts, region, opening in read:
        counted = region in ("lead", "body")
        own = speakers if counted else Speakers(page.language, day, met=dict(speakers.met), titles=list(speakers.titles))
        named = _name(page, drafts, own)
        rows.extend(_rows(shown, doc_id, drafts, named, region, opening))
    return sorted(_settle_types(rows), key=lambda row: (row.start, row.level, -1 if row.cue_start is None else row.cue_start))


def _paragraphs(page: Page, segments: list[tuple[str, int, int]]) -> list[tuple[int, int, str | None]]:
    """Return (first token, end token, region); a paragraph that ends with a colon takes in the next."""
    lead_open = all(segment[0] != "deck" for segment in segments)
    found: list[tuple[int, int, str | None]] = []
    for role, first, stop in segments:
        region = REGIONS.get(role)
        if (
            role == "body"
            and found
            and found[-1][2] in ("body", "lead")
            and found[-1][1] > found[-1][0]
            and page.words[found[-1][1] - 1] == ":"
        ):
            before = found.pop()
            found.append((before[0], stop, before[2]))
            continue
        if role == "body" and lead_open and stop - first > 4:
            region, lead_open = "lead", False
        found.append((first, stop, region))
    return found


def _read_paragraph(page: Page, first: int, end: int, region: str) -> list[Draft]:
    language = page.language
    headline = region in ("headline", "related_link", "caption")
    if not headline and not page.has_hit(first, end):
        return []
    page.open_paragraph(first, end)
    if headline:
        drafts = read_headline(page, first, end, language)
    elif language == "fa":
        drafts = persian.read_paragraph(page, first, end)
    else:
        reader = arabic.read_sentence if language == "ar" else english.read_sentence
        drafts = [draft for a, b in page.parted if page.has_hit(a, b) for draft in reader(page, a, b)]
    drafts = [draft for draft in drafts if draft.content is not None and draft.content[1] > draft.content[0]]
    if not drafts:
        return []
    _continue_quotations(page, drafts)
    for draft in drafts:
        page.settle(draft)
    return [draft for draft in drafts if draft.content is not None and draft.content[1] > draft.content[0]]


def _continue_quotations(page: Page, drafts: list[Draft]) -> None:
    """A sentence that is one quotation without a cue goes on with the direct speech before it ("…," he said. "…")."""
    alone = [begin for begin, stop in page.parted if begin in page.pairs and page.pairs[begin] >= stop - 1] if page.pairs else []
    if not alone:
        return
    cues = sorted((draft.hit.at, at) for at, draft in enumerate(drafts) if draft.hit)
    for begin in alone:
        place = bisect_left(cues, (begin, 0))
        if place < len(cues) and cues[place][0] <= page.pairs[begin]:
            continue
        near = [drafts[at] for _, at in cues[max(0, place - 4) : place]]
        held = any(draft.content and draft.content[0] <= begin < draft.content[1] for draft in near)
        quoted = [draft for draft in near if draft.content and draft.content[0] in page.pairs]
        if page.language == "en" and near[-1:] and near[-1].kind == "speech" and near[-1].hit and near[-1].hit.at >= cues[place - 1][0]:
            quoted = near[-1:]  # X added that it was late. “…”
        if quoted and not held:
            quoted[-1].more = [*quoted[-1].more, (begin + 1, page.pairs[begin])]


def _source(page: Page, draft: Draft) -> Phrase:
    """Return the phrase that names a speaker, a joined preposition taken off."""
    if draft.source is None:
        assert draft.subject is not None
        first, end = draft.subject
        words, capitals = page.words[first:end], frozenset[str]()
        if draft.subject_strip:
            words[0] = "ال" + words[0][2:] if words[0].startswith("لل") else words[0][1:]
        if page.language == "en":
            capitals = frozenset(map(bare_genitive, compress(words, page.capitals[first:end])))
            if "-" in words:  # what hangs by a hyphen on a word with a capital: Felahat-pisheh
                glued = (at for at in range(first + 2, end) if page.words[at - 1] == "-" and page.starts[at] - page.ends[at - 2] == 1)
                capitals |= {bare_genitive(page.words[at]) for at in glued if page.capitals[at - 2]}
        draft.source = read_phrase(tuple(words), page.language, capitals)
    return draft.source


def _rows(shown: Shown, doc_id: str, drafts: list[Draft], named: list[Speaker], region: str, opening: bool) -> list[Mention]:
    rows, page = [], shown.page
    opened = min((draft.hit.at for draft in drafts if draft.hit), default=0) if opening else None
    for draft, speaker, (level, outer) in zip(drafts, named, _levels(drafts), strict=True):
        told = draft.kind == "according" and draft.hit is not None and draft.hit.form.words[-1] in RELAYED
        if (draft.kind == "credit" or told) and draft.hit and draft.subject:
            speaker = _as_outlet(page, draft, speaker)
        if draft.mode == "agency_credit" and (speaker.type not in ("agency/outlet", "other") or speaker.coref == "title"):
            draft.mode = "indirect"  # quoted from somebody who is no outlet
        relays = draft.passing or draft.mode != "direct" or draft.kind in ("credit", "according")
        if speaker.type == "agency/outlet" and relays:
            draft.mode, draft.quoted = "agency_credit", False
        scope = opening and level == 1 and draft.kind == "credit" and draft.hit is not None and draft.hit.at == opened
        speaker = speaker._replace(name=shown.name(speaker))
        rows.append(_row(page, doc_id, draft, speaker, region, level, named[outer].id if outer is not None else None, scope))
    return rows


def _as_outlet(page: Page, draft: Draft, speaker: Speaker) -> Speaker:
    """What a Persian report is credited to is an outlet, known or not; so is an unknown single name that is quoted from."""
    assert draft.hit is not None and draft.subject is not None
    last, size = draft.hit.form.words[-1], draft.subject[1] - draft.subject[0]
    if last == "گزارش" and speaker.id in page.directory.countries and size > 1:  # صدای ایران
        words = page.words[slice(*draft.subject)]
        return speaker._replace(id=romanize(words), name=" ".join(words), type="agency/outlet")
    alone = last == "از" and (size == 1 or quotes_outlet(page, draft)) and speaker.id.startswith("name:")
    unknown = speaker.type == "other" and (last == "گزارش" or draft.kind != "credit" or alone)
    return speaker._replace(type="agency/outlet") if unknown else speaker


def _settle_types(rows: list[Mention]) -> list[Mention]:
    """A speaker first met by bare name takes the capacity that a title elsewhere in the article gives it."""
    types = {row.source_id: row.source_type for row in rows if row.source_id.startswith("name:") and row.source_type != "other"}
    return [row._replace(source_type=types.get(row.source_id, "other")) if types and row.source_type == "other" else row for row in rows]


def _name(page: Page, drafts: list[Draft], speakers: Speakers) -> list[Speaker]:
    """Resolve the drafts' speakers in the order of the text; the carriers of shared subjects first."""
    named: dict[int, Speaker] = {}
    ordered = sorted(drafts, key=lambda draft: draft.hit.at if draft.hit else 0)
    for at, draft in enumerate(ordered):
        speakers.at = draft.hit.at if draft.hit else speakers.at
        speakers.before = min(speakers.at, draft.content[0]) if draft.content else speakers.at
        speaker = _resolve(page, draft, speakers, named)
        speakers.until = max(speakers.until, draft.content[1] if draft.content and draft.kind != "credit" else 0)
        if draft.kind != "nominal" and not draft.inside:
            told = page.language == "en" and _is_told(page, draft, ordered[max(0, at - NEAR) : at + NEAR])
            view = draft.kind == "according" and not (page.language == "fa" and speaker.person)
            speakers.remember(speaker, told or view or draft.kind == "credit")
    return [named[id(draft)] for draft in drafts]


def _resolve(page: Page, draft: Draft, speakers: Speakers, named: dict[int, Speaker]) -> Speaker:
    if id(draft) not in named:
        if draft.subject_of is not None:
            speaker = _resolve(page, draft.subject_of, speakers, named)._replace(coref=draft.coref or "shared-subject")
        elif draft.subject is not None:
            speaker, gender = speakers.name_phrase(_source(page, draft)), _gender(draft)
            if draft.coref or gender:
                speaker = speaker._replace(coref=draft.coref or speaker.coref, gender=gender or speaker.gender)
        else:
            speaker = speakers.recall(draft.hit.form.gender if draft.hit else None, draft.coref or "zero", page.language == "fa")
        named[id(draft)] = speaker
    return named[id(draft)]


def _is_told(page: Page, draft: Draft, near: list[Draft]) -> bool:
    """Say whether somebody speaks within what another says, who is no outlet, so that a pronoun in the next sentence is not theirs."""
    at = draft.hit.at if draft.hit else -1
    others = (other for other in near if other is not draft and other.kind not in ("credit", "according"))
    around = (other for other in others if other.content and other.content[0] <= at < other.content[1])
    speakers = (_source(page, other) if other.subject is not None else None for other in around)
    return any(who is None or (who.type != "agency/outlet" and who.words[:1] not in (["he"], ["she"])) for who in speakers)


def _gender(draft: Draft) -> str | None:
    """Return the gender a cue shows: by its verb, or by the pronoun on an Arabic noun of speech (قوله، قولها)."""
    if draft.hit is None:
        return None
    if draft.hit.cue.kind == "noun":
        return "f" if draft.hit.form.words[0].endswith("ها") else "m" if draft.hit.form.words[0].endswith("ه") else None
    return draft.hit.form.gender


def _levels(drafts: list[Draft]) -> list[tuple[int, int | None]]:
    """Return (level, index of the attribution next outward) from containment; of equal spans the credit is the outer one."""
    if len(drafts) == 1:
        return [(1, None)]
    found: list[tuple[int, int | None]] = []
    outers: list[int | None] = []
    places, contents = {id(draft): at for at, draft in enumerate(drafts)}, [draft.content or (0, 0) for draft in drafts]
    for at, draft in enumerate(drafts):
        outer = places.get(id(draft.outer)) if draft.outer is not None else None
        if outer is None:
            assert draft.content is not None
            (start, stop), near = draft.content, range(max(0, at - NEAR), min(len(drafts), at + NEAR))
            around = (n for n in near if n != at and contents[n][0] <= start and stop <= contents[n][1])
            holders = [n for n in around if _holds(drafts[n], draft)]
            outer = min(holders, key=lambda n: (_width(drafts[n]), drafts[n].kind in ("credit", "according"), -n), default=None)
        outers.append(outer)
    levels: list[int] = [0] * len(drafts)
    for at in range(len(drafts)):
        path: list[int] = []
        inner: int | None = at
        while inner is not None and not levels[inner] and inner not in path[-NEAR:]:
            path.append(inner)
            inner = outers[inner]
        if inner is not None and not levels[inner]:
            outers[path[-1]] = None  # two that hold each other: the last is the outer one
        level = levels[inner] if inner is not None else 0
        for place in reversed(path):
            level += 1
            levels[place] = level
        found.append((levels[at], outers[at]))
    return found


def _width(draft: Draft) -> int:
    assert draft.content is not None
    return draft.content[1] - draft.content[0]


def _holds(outer: Draft, inner: Draft) -> bool:
    """Say whether an attribution is said within another, whose content takes in its content."""
    assert outer.content is not None and inner.hit is not None
    if outer.outer is inner:
        return False
    if outer.kind in ("credit", "according") and inner.kind not in ("credit", "according"):
        return True
    return outer.content[0] <= inner.hit.at < outer.content[1]


def _row(page: Page, doc_id: str, draft: Draft, speaker: Speaker, region: str, level: int, via: str | None, scope: bool) -> Mention:
    assert draft.content is not None
    starts, ends, raw = page.starts, page.ends, page.raw
    start, end = starts[draft.content[0]], ends[draft.content[1] - 1]
    cue_start = cue_end = source_start = source_end = None
    if draft.hit is not None:
        cue_start, cue_end = starts[draft.hit.at] + draft.hit.strip, ends[draft.hit.end - 1]
    if draft.subject is not None:
        source_start, source_end = starts[draft.subject[0]] + draft.subject_strip, ends[draft.subject[1] - 1]
    tier = "peripheral" if draft.peripheral else "core"
    return Mention(
        doc_id, start, end, raw[start:end], raw[cue_start:cue_end] if draft.hit else None, cue_start, cue_end,
        draft.hit.cue.lemma if draft.hit else None, draft.hit.cue.stance if draft.hit else None,
        raw[source_start:source_end] if draft.subject else None, source_start, source_end, speaker.id, speaker.name, speaker.type,
        draft.mode, draft.quoted, speaker.coref, level, via, region, "document" if scope else None,
        False, tier, tier == "core" and region in ("lead", "body"), [[starts[a], ends[b - 1]] for a, b in draft.more if a < b],
    )  # fmt: skip


def _days(documents: pd.DataFrame) -> list[dt.date | None]:
    """Return the day each document was published: the first it may have been, else the last, where only these are told, None if unknown."""
    days = documents.reindex(columns=["published", "published_from", "published_to"]).apply(pd.to_datetime, format="ISO8601")
    return [None if pd.isna(day) else day.date() for day in days.bfill(axis="columns")["published"]]


def _frame(rows: list[Mention]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(Mention._fields)
    named = zip(Mention._fields, map(list, columns), strict=True)
    return pd.DataFrame({name: pd.Series(column, dtype=_TYPES.get(name, "str")) for name, column in named})

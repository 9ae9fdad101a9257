"""English quotations that run over paragraphs: opened in one and closed in another, or one more without a cue."""

from __future__ import annotations

from ..drafts import Draft
from ..marks import MARKS
from ..page import Page


def goes_on(page: Page, first: int, before: list[Draft]) -> bool:
    """Say whether a paragraph belongs to a quotation that the last speaker opened in the paragraphs before and did not close."""
    last = _last_said(before) if page.words[first] in MARKS else None
    return last is not None and bool(last.more) and last.more[-1][0] == first + 1


def _last_said(before: list[Draft]) -> Draft | None:
    last = max(before, key=lambda draft: draft.content[1] if draft.content else 0)
    return last if last.content is not None and last.kind == "speech" else None


def resume(page: Page, first: int, end: int, before: list[Draft]) -> list[Draft]:
    """Read a paragraph without a cue that goes on with what somebody said in the paragraph before, in quotation marks.

    One that was opened there and not closed grows longer; a whole quotation stands for itself.
    """
    last = _last_said(before) if page.words[first] in MARKS else None
    if last is None or last.content is None:
        return []
    spoken = max(last.content[1], last.more[-1][1] if last.more else 0, last.hit.end if last.hit else 0)
    if any("\n" in page.raw[page.ends[at] : page.starts[at + 1]] for at in range(spoken, first - 1)):
        return []  # another paragraph stands between
    page.open_paragraph(first, end)
    content = page.trim(first, end)
    if content is None or content[1] - first < 4:
        return []
    opened, closed = last.more[-1] if last.more else last.content
    unclosed = page.words[opened - 1] in MARKS and not any(page.words[at] in MARKS for at in range(closed, first))
    if unclosed or last.mode == "direct":
        last.more = [*last.more, (first + 1, page.pairs.get(first, content[1]))]
        return []
    draft = Draft(None, "speech", content)
    page.settle(draft)
    return [draft] if page.pairs.get(first, end) < end and draft.mode == "direct" else []


def take_up(page: Page, first: int, drafts: list[Draft], opened: list[tuple[int, int]]) -> None:
    """Give a quotation that closes in this paragraph the paragraphs before it in which it was opened: “…¶“…,” he said."""
    said = next((draft for draft in drafts if draft.content and draft.content[0] in (first, first + 1) and draft.hit), None)
    if said is None or said.content is None or not opened or page.words[first] not in MARKS or said.mode == "indirect":
        return
    said.more = [*opened[1:], said.content, *said.more]
    said.content = opened[0]


def opens(page: Page, first: int, end: int) -> tuple[int, int] | None:
    """Return what a paragraph without a cue says if a quotation is opened in it and not closed."""
    if page.words[first] not in MARKS:
        return None
    page.open_paragraph(first, end)
    marks = [at for at in range(first, end) if page.words[at] in MARKS]
    return page.trim(first + 1, end) if marks[:1] == [first] and page.pairs.get(first, end) >= end else None

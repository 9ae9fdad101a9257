"""From bytes to text on evidence, and texts that were once decoded wrongly (mojibake)."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from ..lexicon import read_yaml
from .problems import ReadError

_PICKLE = re.compile(rb"\x80[\x02-\x05][\x80-\xffc}\]()\x94\x95KMXqU]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"), (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)  # fmt: skip
_LEGACY = ("cp1252", "cp1256", "iso8859_6", "mac_arabic")  # where two read alike, the first is named
# Forms that no code page of ours has: overlong ones, lone surrogates, and a letter that the end of the file cuts.
_MARRED = re.compile(rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|[\xe1-\xf4][\x80-\xbf]{1,2}\Z")
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
_WORD = re.compile("[\\w\u064b-\u0652]+")
_ARABIC, _BEYOND_ASCII = re.compile("[\u0600-\u06ff]+"), re.compile("[^\0-\x7f]+")
_MISTAKEN = ("cp1252", "mac_roman", "cp437")  # what UTF-8 is read as
_READ_MARKS = tuple(codecs.BOM_UTF8.decode(codec) for codec in (*_MISTAKEN, "cp1256"))  # a byte-order mark read as letters
_MOST_PLAUSIBLE = 1.0
_STRANGE = "\ufffd×÷¤¦§¨ª¬¯°±²³´µ¶¸¹º¼½¾¿" + "".join(map(chr, range(0x80, 0xA0)))
_ESCAPE = re.compile(r"&#(?:\d{2,7}|x[0-9a-fA-F]{2,6});|\\u[0-9a-fA-F]{4}|[%=][0-9A-F]{2}")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{40,}+={0,2}\s*+){2,}+")
_TAG = re.compile(r"</?(?:p|br|div|span|a|h[1-6]|strong|em|li)\b[^<>]{0,300}>", re.IGNORECASE)
_MANY_TAGS, _TAG_EVERY = 4, 500  # characters


@dataclass
class Decoded:
    """A text, the name of its encoding, and findings as (code, message, remedy, severity)."""

    text: str
    encoding: str
    findings: list[tuple[str, str, str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], tuple[bytes, ...]]:
    """Return the most common words, and the first bytes of files that are no text."""
    data = read_yaml("encodings.yaml")
    words = frozenset(str(word) for group in data["common_words"].values() for word in group)
    return words, tuple(bytes.fromhex(str(mark)) for mark in data["not_text"])


def decode(data: bytes) -> Decoded:
    """Decode bytes on evidence: byte-order mark, valid UTF-8, zero bytes, then the Arabic and Latin code page that reads best.

    Raises
    ------
    ReadError : the bytes are empty or are no text.
    """
    if not data.strip():
        raise ReadError("empty", "the file holds nothing, or white space only", "Scrape the article again.")
    if data.startswith(_load()[1]) or _PICKLE.match(data) or data[257:262] == b"ustar":
        raise ReadError("binary", "not a text: the first bytes are those of another kind of file", "Export the article as plain text.")
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            wrong = _is_utf8(rest) if codec != "utf-8" and len(rest) > 8 else codec == "utf-8" and not _is_utf8(rest)
            if wrong and b"\x00" not in rest:
                decoded = Decoded(rest.decode("utf-8"), "utf-8") if _is_utf8(rest) else _decode_broken(rest)
                return decoded if decoded.findings else _guessed(decoded, f"not {name}, although it begins with the byte-order mark of it")
            return _decode_strictly(rest, name, codec) if codec[:6] != "utf-16" else _decode_wide(rest, name, codec)
    zeros = data.count(0)
    if zeros == len(data):
        raise ReadError("binary", "only zero bytes: a download that broke off", "Scrape the article again.")
    wide = _wide_codec(data) if zeros else None
    if wide:
        decoded = _decode_strictly(data, wide, wide)
        return _guessed(decoded, f"read as {wide} without a byte-order mark")
    try:
        return _count_lost(_count_zeros(Decoded(data.decode("utf-8"), "utf-8")))
    except UnicodeDecodeError:
        return _decode_broken(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_strictly(data: bytes, name: str, codec: str) -> Decoded:
    decoded = Decoded(data.decode(codec, "replace"), name)
    lost = decoded.text.count("\ufffd") - (data.decode(codec, "ignore").count("\ufffd") if "\ufffd" in decoded.text else 0)
    if lost:
        decoded.findings.append(_invalid(lost, name))
    return decoded


def _decode_wide(data: bytes, name: str, codec: str) -> Decoded:
    """Decode UTF-16 with a byte-order mark; where the order is the other one, in that."""
    other = "utf-16-be" if codec == "utf-16-le" else "utf-16-le"
    if _wide_codec(data) == other:
        return _guessed(_decode_strictly(data, other, other), f"{other}, although it begins with the byte-order mark of {codec}")
    return _decode_strictly(data, name, codec)


def _invalid(lost: int, name: str) -> tuple[str, str, str, str]:
    remedy = "Save the article again as UTF-8; each place is shown as \ufffd."
    return ("encoding_invalid_bytes", f"{lost} places are not valid {name} and were replaced", remedy, "warning")


def _guessed(decoded: Decoded, why: str) -> Decoded:
    decoded.findings.append(("encoding_guessed", why, "Check a name or two; save the file as UTF-8 to be sure.", "warning"))
    return decoded


def _count_zeros(decoded: Decoded) -> Decoded:
    zeros = decoded.text.count("\x00")
    if zeros:
        decoded.findings.append(("nul_bytes", f"{zeros} zero characters within the text", "Scrape the article again.", "warning"))
    return decoded


def _count_lost(decoded: Decoded) -> Decoded:
    lost = decoded.text.count("\ufffd")
    if lost:
        message = f"{lost} characters were lost (\ufffd) before the text was saved"
        decoded.findings.append(("encoding_invalid_bytes", message, "Scrape the article again.", "warning"))
    return decoded


def _wide_codec(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 form whose zero or Arabic-page bytes stand in the places where it would put them."""
    sample = data[:4096]
    if len(sample) < 8:
        return None
    if len(data) % 4 == 0:
        if sample[2::4].count(0) == sample[3::4].count(0) == len(sample) // 4:
            return "utf-32-le"
        if sample[0::4].count(0) == sample[1::4].count(0) == len(sample) // 4:
            return "utf-32-be"
    page = bytes((0, 6, 32))
    even, odd = (sum(half.count(b) for b in page[:2]) / len(half) for half in (sample[0::2], sample[1::2]))
    even_zero, odd_zero = sample[0::2].count(0), sample[1::2].count(0)
    for codec, high, low, zeros in (("utf-16-le", odd, even, odd_zero), ("utf-16-be", even, odd, even_zero)):
        if high > 0.85 and low < 0.3 and zeros:
            return codec
    return None


def _decode_broken(data: bytes) -> Decoded:
    """Bytes that are not valid UTF-8: UTF-8 with damage, a legacy code page, or no text at all."""
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > 0.02 * len(data) + 2:
        raise ReadError("binary", "not a text: too many control bytes", "Export the article as plain text.")
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    valid = sum(1 for c in text if c > "\x7f") - lost
    # In a legacy code page two bytes hardly ever look like a UTF-8 letter: a third of such letters is proof enough.
    if valid > 0.3 * lost or (valid == 0 and _MARRED.search(data) and lost < 0.2 * len(data)):
        return _count_zeros(Decoded(text, "utf-8", [_invalid(lost, "UTF-8")]))
    name, score = _best_legacy(data)
    decoded = _count_zeros(Decoded(data.decode(name, "replace"), name))
    if score < 0.5:
        remedy = "Open it in an editor that lets you choose the encoding, and save it as UTF-8."
        decoded.findings.append(("encoding_unsure", f"read as {name}, yet few words are known", remedy, "warning"))
        return decoded
    return _guessed(decoded, f"not UTF-8; read as {name}, in which its words are known")


def _best_legacy(data: bytes) -> tuple[str, float]:
    sample = data[:200_000]
    scores = [(_plausibility(sample.decode(name, "replace")), -order, name) for order, name in enumerate(_LEGACY)]
    score, _, name = max(scores)
    return name, score


def _plausibility(text: str) -> float:
    """Return how far a text reads like Arabic, Persian or English by its clean and its common words: at most 1."""
    words = Counter(_WORD.findall(text[:50_000]))
    total = sum(words.values())
    if not total:
        return 0.0
    known = _load()[0]
    clean = sum([count for word, count in words.items() if word.isascii() or _ARABIC.fullmatch(word)])
    common = sum([count for word, count in words.items() if word.lower() in known])
    strange = sum(text.count(c) for c in _STRANGE) / max(1, len(text))
    return clean / total + min(1.0, 5 * common / total) - 1.0 - 3 * strange


def repair_text(text: str) -> str | None:
    """Return what a wrongly decoded text was meant to be, or None if nothing suggests that it is damaged.

    Knows UTF-8 read as Latin-1, cp1252, cp1256, Mac Roman or cp437 (also twice over), and cp1256 or ISO-8859-6 read as one of these.
    The loader only reports such a text (code mojibake_suspected) and keeps it as it is: call this, save the result as UTF-8 and
    load again.

    >>> repair_text("ÇáãÞÇæãÉ Ýí ÛÒÉ æÞÇá ÇáæÒíÑ")
    'المقاومة في غزة وقال الوزير'
    """
    if text.startswith(_READ_MARKS):
        return repair_text(text[3:]) or text[3:]
    count = count_classes(text)
    if count["doubled"] >= 8 and 3 * count["doubled"] > len(text) - text.count(" "):
        repaired = text.encode("cp1256", "ignore").decode("utf-8", "replace")
        return repaired if 20 * repaired.count("\ufffd") < len(repaired) else None
    if count["suspect"] < 8 or count["arabic"] > 0.2 * count["suspect"]:
        return None
    parts = set(_BEYOND_ASCII.findall(text))
    for codec in _MISTAKEN:
        if all((data := _to_bytes(part, codec)) and _is_utf8(data) for part in parts):  # hardly ever by chance
            repaired = str(_to_bytes(text, codec), "utf-8")
            return repair_text(repaired) or repaired
    if all(str(_to_bytes(part, "cp1252"), "cp1256") in ("", part) for part in parts):
        return None  # quotation marks, dashes and French letters are the same in both
    least = 0.3 + max(0.0, _plausibility(text))
    if least >= _MOST_PLAUSIBLE:
        return None
    candidates = [str(_to_bytes(text, codec), meant, "replace") for codec in _MISTAKEN for meant in ("cp1256", "iso8859_6")]
    repaired = max(candidates, key=_plausibility)
    return repaired if _plausibility(repaired) > least else None


def _to_bytes(text: str, codec: str) -> bytes:
    """Return the bytes that a text was before it was read with a codec; none if it holds other characters. Latin-1 passes for cp1252."""
    try:
        return text.translate(_CP1252).encode("latin-1") if codec == "cp1252" else text.encode(codec)
    except UnicodeEncodeError:
        return b""


_CP1252 = {ord(bytes([b]).decode("cp1252")): b for b in range(128, 160) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
MARKS = (  # marks that are set on letters: Latin, Cyrillic, Hebrew, Arabic, Indic and Thai ones, those for signs and music
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0x8CA, 0x903),
    (0x93A, 0x93C), (0x93E, 0x957), (0xE31, 0xE31), (0xE34, 0xE3A), (0xE47, 0xE4E), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0x1D165, 0x1D172), (0xE0100, 0xE01EF),
)  # fmt: skip
# Classes of characters by which a text is judged; "doubled": the first byte of each Arabic letter in UTF-8, read as cp1256.
_CLASSES = {
    "suspect": [*range(0x80, 0x100), *_CP1252], "arabic": range(0x600, 0x700), "doubled": [*map(ord, "طظعغ")],
    "mark": [code for first, last in MARKS for code in range(first, last + 1)],
    "odd": [
        *range(1, 9), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x180E, 0x200B, 0x200D, *range(0x202A, 0x202F),
        *range(0x2060, 0x206A), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00), 0xFFFE, 0xFFFF, *range(0xE0000, 0xE0080),
    ],
}  # fmt: skip
_MAIL = re.compile("^mime-version:.{0,20}$", re.IGNORECASE | re.MULTILINE)
_UTF7 = re.compile(r"\+[A-Za-z0-9/]{5,200}")


@lru_cache(maxsize=1)
def _class_table() -> np.ndarray:
    table = np.zeros(0x110000, np.uint8)
    for bit, codes in enumerate(_CLASSES.values()):
        table[list(codes)] |= 1 << bit
    return table


@lru_cache(maxsize=1)
def count_classes(text: str) -> Mapping[str, int]:
    """Count the characters of a text that belong to each class, in one pass over an array: a tenth of the time of patterns."""
    classes = _class_table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")]
    present = int(np.bitwise_or.reduce(classes)) if text else 0
    counts = (int(np.count_nonzero(classes & (1 << bit))) if present >> bit & 1 else 0 for bit in range(len(_CLASSES)))
    return MappingProxyType(dict(zip(_CLASSES, counts, strict=True)))


def find_text_problems(text: str) -> list[tuple[str, str, str, str]]:
    """Return signs that a text went through the wrong hands: mojibake, entities that were not resolved, markup."""
    findings = []
    sample = text if len(text) < 20_000 else text[:20_000].rsplit(" ", 1)[0]
    if repair_text(sample) is not None:
        message = "looks as if it was decoded with the wrong code page (mojibake)"
        findings.append(("mojibake_suspected", message, "corpus_analysis.loading.repair_text(text) offers the repaired text.", "warning"))
    if sample.isascii() and 3 * sum(map(len, _UTF7.findall(sample))) > len(sample):
        message = "looks like UTF-7, a form of old mail that is not read"
        findings.append(("encoding_unsure", message, "Save it as UTF-8 in the program it comes from.", "warning"))
    if _BASE64.fullmatch(sample.strip()):
        findings.append(("encoding_unsure", "looks like Base64, a form of mail that is not read", "Save it as UTF-8.", "warning"))
    escapes = sum(map(sample.count, ("&#", "\\u", "%", "="))) * 10 > len(sample)
    if escapes and sum(len(hit.group()) for hit in _ESCAPE.finditer(sample)) > 0.2 * len(sample):
        message = f"most letters are written as escapes ({html.escape(sample[:16])} ...)"
        remedy = "Apply html.unescape, urllib.parse.unquote, quopri.decodestring or json.loads, as they look, before saving."
        findings.append(("entities_suspected", message, remedy, "warning"))
    opening = sample[:200].lstrip().lower()
    if opening.startswith(("{\\rtf", "<!doctype html", "<html", "<?xml")) or _has_tags(sample) or is_mail(sample[:4096]):
        remedy = "Rename a saved page to .html; export other formats as plain text."
        findings.append(("looks_like_markup", "the file is markup, not a plain text", remedy, "warning"))
    return findings


def is_mail(opening: str) -> bool:
    """Tell whether a file is a mail, or a page with its pictures as browsers store them in the form of one."""
    return bool(_MAIL.search(opening))


def _has_tags(sample: str) -> bool:
    if sample.count("<") < _MANY_TAGS:
        return False
    return sum(1 for _ in _TAG.finditer(sample)) >= max(_MANY_TAGS, len(sample) / _TAG_EVERY)

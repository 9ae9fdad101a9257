"""Arabic words one by one: what can be a name, a speaker, an object, an adjective, a preposition joined to its noun."""

from __future__ import annotations

from ...lexicon import read_yaml
from ...text.normalize import match_forms
from ..grammar import Grammar, function_words
from ..marks import MARKS
from ..page import COMMAS, Page

WORDS = function_words("ar")
HEARERS = {tuple(match_forms(phrase.split())) for phrase in read_yaml("function_words.yaml")["ar"]["hearers"]}
COMP, QUALIFIERS, RADICAL = WORDS["comp"], WORDS["qualifiers"], WORDS["beginning_with_be"]


def titled_end(page: Page, grammar: Grammar, at: int, end: int) -> int:
    """Return where a title or body with the article ends, without what the verb concerns (نفى المتحدث وجود …، وصف الوزير الهجوم بأنه …)."""
    words, token = page.words, at + 1
    if words[at] not in grammar.heads or not words[at].startswith("ال") or not WORDS["issued"].isdisjoint(words[at:end]):
        return end
    if page.name(at, end)[0] == end:
        return end  # الأمم المتحدة
    while token < end and not is_country(page, token, end) and _says_more(page, grammar, words[token]):
        token += 1
    other = token < end and (is_deed(words[token]) or words[token].startswith("ال") or is_country(page, token, end))
    return token if other and COMMAS.isdisjoint(words[at:end]) else end


def _says_more(page: Page, grammar: Grammar, word: str) -> bool:
    """Say whether a word behind a title is an adjective, a rank or a name."""
    if word.startswith("ال") and word.endswith(("ی", "یه", "یون", "یین", "یان")):
        return True
    listed = word in QUALIFIERS or word in WORDS["itself"] or word in grammar.names or word in grammar.honorifics
    return listed or word in lone_names(page, grammar)


def is_country(page: Page, at: int, end: int) -> bool:
    """Say whether a country itself, not its adjective, is named there."""
    entity = page.name(at, end)[1]
    return entity is not None and entity.kind == "country" and not page.words[at].startswith("ال")


def is_plural(word: str) -> bool:
    """Say whether a word is a plural of people that can only be a subject (دبلوماسيون, المقاتلون)."""
    if not word.endswith("ون") or len(word) < 6 or word in WORDS["no_plurals"]:
        return False
    bare = word.removeprefix("ال")
    return word.endswith("یون") or bare.startswith("م") or (len(bare) == 6 and bare[1] == "ا")  # عاملون


def are_people(word: str) -> bool:
    """Say whether a word is such a plural also behind a preposition (المراقبين, ناشطين, للجمهوريين)."""
    if not word.endswith("ین"):
        return is_plural(word)
    bare = word.removeprefix("ال")
    active = len(bare) == 6 and bare[1] == "ا" and bare[3] != "ت"  # فاعلين, no dual
    return active or (is_plural(word[:-2] + "ون") and not bare.endswith("تین"))


def is_deed(word: str) -> bool:
    """Say whether a word has the form of a verbal noun that is hardly a name (ارتفاع, انسحاب, استخدام, تقديم, وجود)."""
    bare = word.removesuffix("ها").removesuffix("هم")
    bare = bare.removesuffix("ه") if len(bare) > 4 else bare
    if word in WORDS["deeds"] or bare in WORDS["deeds"]:
        return True
    long = len(bare) > 4 and bare[0] == "ا" and bare[-2] == "ا" and (bare[1] in "نس" or bare[2] == "ت")
    return long or any(len(noun) == 5 and noun[0] == "ت" and noun[3] == "ی" for noun in (bare, word))


def is_object(page: Page, grammar: Grammar, at: int, token: int) -> bool:
    """Say whether whom the verb concerns follows a definite singular: a plural that is no subject, or another body
    (دعت الحركة الفلسطينيين إلى …، طالبت النقابة الحكومة بـ…)."""
    head, word = page.words[at], page.words[token]
    if tuple(page.words[token : token + 2]) in HEARERS and word.startswith("ال"):
        return True  # طالبت دائرة المفاوضات المجتمع الدولي بـ…
    if not head.startswith("ال") or head not in grammar.heads:
        return False
    if head in grammar.persons and word not in grammar.names and word not in grammar.heads and is_deed(word):
        return True  # نفى المتحدث وجود خلافات
    if not word.startswith("ال"):
        return False
    if token == at + 1 and word in WORDS["objects"] and word not in grammar.names:
        return True  # أعاد الوزير التأكيد على …
    if token == at + 2 and word in grammar.definite_persons and head not in grammar.persons:
        return True  # طالب الأعضاء المعزولون الأمين العام بـ…
    if token != at + 1:
        return False
    sound = word.endswith("ین") and head.endswith("ه") and word not in grammar.names and not page.names[token]  # نصحت الشركة المستخدمين
    if (sound or word.endswith(("یین", "یون"))) and len(word) > 6:
        return not head.endswith(("ین", "ون", "ات"))
    if not is_definite_body(grammar, head):
        return False
    agrees = head.endswith("ه") == word.endswith("ه") or word in QUALIFIERS or head[-2:] in ("ات", "ین", "ون") or word in grammar.names
    other = word in grammar.heads and word not in QUALIFIERS and is_definite_body(grammar, word)
    second = page.name(token, min(token + 3, len(page.words)))[1]
    two = second is not None and second.kind in ("body", "institution")  # حملت الحركة الإدارة الأميركية المسؤولية
    return not agrees or two if head in grammar.groups else other


def joins_field(page: Page, grammar: Grammar, at: int, token: int) -> bool:
    """Say whether a ministry's second field is joined to its first (وزارة الخارجية والمغتربين الفلسطينية)."""
    word = page.words[token]
    ministry = any(before.startswith(("وزار", "وزیر")) for before in page.words[at:token])
    if not word.startswith("و") or not ministry or not page.words[token - 1].startswith("ال"):
        return False
    if not word.startswith("وال"):  # وزارة الطرق وبناء المدن
        return word[1:] in WORDS["fields"] and page.words[token + 1 : token + 2] != [] and page.words[token + 1].startswith("ال")
    return word[1:] not in grammar.heads and word[1:] not in grammar.names and not page.names[token]


def joins_adjective(page: Page, grammar: Grammar, token: int) -> bool:
    """Say whether a second adjective is joined to the one before (القوى السياسية والمدنية)."""
    word, before = page.words[token], page.words[token - 1]
    alike = word.startswith("وال") and before.startswith("ال") and any(word.endswith(end) and before.endswith(end) for end in ("یه", "یون"))
    return alike and word[1:] not in grammar.heads and not page.names[token]


def is_definite_body(grammar: Grammar, head: str) -> bool:
    """الفصائل، الحكومة: no word without an article belongs to it (دعت الفصائل جماهير …); behind الوزير may follow a name."""
    return head.startswith("ال") and head not in grammar.persons and head not in grammar.honorifics


def lone_names(page: Page, grammar: Grammar) -> frozenset[str]:
    """Return the words that stand alone between a cue and what it opens (وتابع موخاريق: …), or behind a given name there.

    With them come the last words of the known people the article names.
    """
    if page.lone is None:
        words, found = page.words, set()
        for at in page.begun:
            if page.found[at][1].kind != "speech":
                continue
            begin = at + len(page.found[at][0].words)
            for last in range(begin, min(begin + 10, len(words) - 1)):
                word, after = words[last], words[last + 1]
                if after not in COMP and after != ":" and after not in MARKS and (after not in COMMAS or last == begin):
                    continue
                alone = last == begin or words[last - 1] in grammar.names
                if alone and word.isalpha() and len(word) > 2 and word not in grammar.not_names and word not in COMP:
                    found.add(word)
        known = page.find(0, len(words)) if found else []
        found.update(words[last - 1] for first, last, entity in known if entity.kind == "person" and last - first > 1)
        page.lone = frozenset(found)
    return page.lone


def clings(word: str, grammar: Grammar) -> bool:
    """Say whether the preposition ب is joined to a word; of بعيد, بلدة and the like it is a letter of the word itself."""
    if word in WORDS["short_with"]:
        return True
    return word.startswith("ب") and len(word) > 3 and word not in grammar.names and word not in grammar.heads and word not in RADICAL


def dots_final(page: Page) -> bool:
    """Say whether a text writes every final ى with dots, as is done in Egypt (إلي, حتي), so that نفي may be نفى."""
    if page.dotted is None:
        page.dotted = " إلى " not in page.raw and (" إلي " in page.raw or " حتي " in page.raw)
    return page.dotted


def is_stop(page: Page, grammar: Grammar, at: int) -> bool:
    """Say whether a speaker's phrase ends at this word; علي with the letter ي before a word that may be a name is one."""
    word = page.words[at]
    if word != "علی" or page.raw[page.ends[at] - 1] != "ي" or at + 1 >= len(page.words):
        return word in grammar.stop
    after = page.words[at + 1]
    behind_name = at > 0 and (page.words[at - 1] in grammar.names or page.words[at - 1] in grammar.honorifics)
    named = (after in grammar.names and behind_name) if dots_final(page) else (after in grammar.names or behind_name)
    return not named or after in grammar.determiners

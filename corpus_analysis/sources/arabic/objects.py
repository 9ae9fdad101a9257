"""Arabic verbs whose content may be a noun phrase or stands behind a preposition (أدان، أعلن؛ أشاد بـ، حذر من)."""

from __future__ import annotations

from ..drafts import Draft, Hit
from ..grammar import Grammar, function_words
from ..page import COMMAS, Page
from .content import AGAIN, BY, Link, behind_times, object_start
from .nobody import DENYING, WHO, has_thing, is_of_noun
from .nouns import COMP, HEARERS, clings, is_deed, lone_names, titled_end
from .subjects import behind_name, disagrees, far_from, hears, speaker_like, subject_before
from .who import Span, antecedent, reach_link, set_subject, speaks_of

WORDS = function_words("ar")
MASCULINE = WORDS["masculine"]
ABOUT, DASHES = WORDS["about"], frozenset("–—-")
IN_IT = [[word] for word in WORDS["in_it"]]
CONVICTING = ("أدان", "دان", "رفض")


def object_verb(
    page: Page, grammar: Grammar, hit: Hit, first: int, end: int, link: Link, subject: Span, direct_next: bool, drafts: list[Draft]
) -> Draft | None:
    """Read a verb whose content may be a noun phrase (أدان، ثمّن، أعلن) or stands behind a preposition (أشاد بـ، حذر من)."""
    verb = _Verb(page, grammar, hit, first, end, link, subject, drafts)
    if verb.tells_what_happened():
        return None
    verb.find_subjects()
    zero = verb.has_no_subject(direct_next) or is_plural_verb(hit)
    verb.trim_subject()
    zero = zero or verb.has_another_subject()
    if (clause := verb.read_far_clause()) is not None:
        return clause
    needed = verb.needs_a_speaker()
    if needed and not zero:
        if not verb.takes_up_speaker():
            return None
        zero = not verb.has_stranger()
    return None if verb.says_nothing(zero) else verb.read_object(zero)


class _Verb:
    """A verb of this kind in its sentence: *subject* is what stands behind it as such, *left* what stands before it."""

    def __init__(
        self, page: Page, grammar: Grammar, hit: Hit, first: int, end: int, link: Link, subject: Span, drafts: list[Draft]
    ) -> None:
        self.page, self.grammar, self.hit, self.first, self.end = page, grammar, hit, first, end
        self.link, self.subject, self.drafts = link, subject, drafts
        self.words, self.cue, self.at = page.words, hit.cue, hit.at
        self.before = page.words[hit.at - 1]
        self.prepositions = {phrase[0] for phrase in hit.cue.frame}
        self.clinging = "ب" in self.prepositions
        self.judged = link is not None and hit.cue.kind == "judging" and page.words[link[1]] in BY and not hit.form.clitic
        self.left: Span = None
        self.oblique = self.joined = self.spoken = False

    def tells_what_happened(self) -> bool:
        """Say whether nobody speaks: وتعبر هذه الخطوة عن …; what somebody says was refused or welcomed."""
        words, hit, cue = self.words, self.hit, self.cue
        shown = hit.end + 1 < self.end and words[hit.end] in WORDS["demonstratives"] and words[hit.end + 1] not in self.grammar.heads
        if cue.need and shown:
            return True
        inside = any(d.kind == "speech" and d.content and d.content[0] <= self.at for d in self.drafts)
        framed = hit.end < self.end and words[hit.end] in self.prepositions
        apart = self.before in WORDS["but"] or self.before in COMMAS or (self.before in AGAIN and words[self.at - 2] in COMMAS)
        within = inside and not hit.strip and not hit.form.clitic and not framed and not apart
        within = within and (cue.kind != "demand" or words[self.at] == "طلب") and cue.lemma not in DENYING  # قالت X إن Y تحث …
        return bool(within and self.link is None and cue.obj and not cue.need)

    def find_subjects(self) -> None:
        """Settle what stands behind the verb as its subject, and what before it."""
        page, grammar, words, at = self.page, self.grammar, self.words, self.at
        if self.subject is not None and words[self.subject[0]] == "ای":
            self.subject = None  # رفض أي طلب
        event = at > self.first + 1 and self.before == "ان" and words[at - 2] in WORDS["happened"]  # قبل أن تعلن الحكومة …
        if self.hit.strip or event:
            return
        left = subject_before(page, grammar, at, self.first) or antecedent(page, grammar, at, self.first)
        if left is not None and left[0] in page.pairs and words[left[0] - 1] in COMMAS:
            left = None  # لوكالة الأنباء، «سبأ»، حمل الحوثي …
        framed = (
            self.before in COMMAS and words[self.first].removeprefix("و") in WORDS["asides"]
        )  # وخلال لقائه نظيره، فلان، شدد الوزير على …
        apart = self.before in DASHES or framed or (left is not None and words[left[0] - 1] in ABOUT)
        if left is not None and apart and speaker_like(page, grammar, self.subject):
            left = None  # رام الله - نفى الوزير …؛ وعن الأزمة أكد الوزير …
        self.left = left

    def has_no_subject(self, direct_next: bool) -> bool:
        """Say whether the object stands right behind the verb, or another country does: واتهم إيران, he accused her."""
        words, hit, subject = self.words, self.hit, self.subject
        if direct_next or (hit.end < self.end and (words[hit.end] in self.prepositions or self._clings(hit.end))):
            return True
        if subject is None or hit.form.gender != "m" or words[subject[0]] in MASCULINE:
            return False
        if self.cue.addressee and disagrees(self.grammar, words[subject[0]], hit.form):
            self.oblique = True
            return True  # وطالب الحكومة بـ…: he asked her
        if not self.cue.obj:
            return False
        named = self.page.name(subject[0], subject[1])[1]
        return named is not None and named.kind == "country"

    def _clings(self, at: int) -> bool:
        return self.clinging and clings(self.words[at], self.grammar)

    def trim_subject(self) -> None:
        """Let the subject end where its object begins: رفض المندوب فلان، مشروع القرار; أنكر المتهم التهمة; وصف الوزير الهجوم بأنه …"""
        words, grammar, link, subject = self.words, self.grammar, self.link, self.subject
        if subject is None or not self.cue.obj:
            return
        begin, stop = subject
        if link is None and (stop >= self.end or words[stop] in COMMAS):
            comma = next((t for t in range(stop - 2, begin, -1) if words[t] in COMMAS), 0)
            after = words[comma + 1]
            if comma and after not in grammar.heads and after not in grammar.names and not self.page.names[comma + 1]:
                stop = comma
        if self.judged and link is not None and stop == link[1] and stop - begin > 2 and self.page.raw[self.page.starts[stop] + 1] == "أ":
            owned = words[stop - 1].startswith("ال") and not words[stop - 2].startswith("ال") and words[stop - 1] not in grammar.names
            stop -= owned and words[stop - 2] not in grammar.heads  # ووصفت الوزيرة مريم أورنغزيب القرار بأنه …
        if not self.hit.form.clitic:
            whole = link is None or (self.cue.kind == "judging" and words[link[1]] in BY and link[1] == stop)
            short = titled_end(self.page, grammar, begin, stop) if whole else stop
            rest = stop >= self.end or words[stop] in grammar.stop or words[stop] in COMMAS or link is not None
            if short < stop and (rest or is_deed(words[short])):
                stop = short
        self.subject = (begin, stop)

    def has_another_subject(self) -> bool:
        """Say whether what stands behind the verb hears it or is blamed (وحملت إسرائيل المسؤولية), so that its subject is another."""
        words, hit, subject = self.words, self.hit, self.subject
        if subject is not None:
            everybody = words[subject[0]] in WORDS["everybody"] and words[subject[0] + 1 : subject[0] + 2] != ["من"]
            everybody = everybody and self.cue.kind == "demand"  # وحثت جميع الأطراف على …
            self.oblique = self.oblique or everybody or hears(self.grammar, words[subject[0]], hit.form)
        asked = subject is not None and tuple(words[subject[0] : subject[0] + 2]) in HEARERS and bool(self.drafts) and self.cue.addressee
        self.oblique = self.oblique or (asked and hit.strip > 0 and self.before in COMMAS)  # …، ودعت وسائل الإعلام إلى …
        self.oblique = self.oblique or is_plural_verb(hit)
        self.joined = _is_joined(self.page, hit, self.drafts)
        blamed = (
            self.cue.lemma == "حمل"
            and subject is not None
            and subject[1] < self.end
            and words[subject[1]] in self.cue.requires - self.prepositions
        )
        plain = not hit.strip and not hit.form.clitic and words[hit.end : hit.end + 1] in IN_IT
        stated = plain and not speaker_like(self.page, self.grammar, subject)  # بيانا استنكر فيه …
        return self.oblique or blamed or stated or (subject is None and hit.form.clitic) or bool(self.joined and self.cue.addressee)

    def read_far_clause(self) -> Draft | None:
        """Read a clause whose أن stands apart from the subject: أعلن رئيس المجلس فلان، الإثنين، أن …; اتهم الوزير فلان، فلانا، بأنه …"""
        page, grammar, words, link, subject = self.page, self.grammar, self.words, self.link, self.subject
        if link is None or link[0] not in ("comp", "colon") or subject is None:
            return None
        begin, stop = subject
        if self.judged:
            stop = next((t for t in range(begin, stop) if words[t] in COMMAS and not grammar.given.isdisjoint(words[begin:t])), stop)
        far = far_from(page, grammar, subject, link[1], self.prepositions) or self.opens_clearly()
        if not (stop < subject[1] or far or _behind_times(page, grammar, subject, link[1], self.prepositions)):
            return None
        draft = self._draft()
        draft.content = (_accused(page, grammar, stop, link) if self.judged else link[2], self.end)
        speaker = (begin, stop) if self.judged else reach_link(page, grammar, subject, link[1])
        set_subject(page, grammar, draft, speaker, self.first, self.drafts)
        return draft

    def opens_clearly(self) -> bool:
        """Say whether a clause opens with the verb, whose أن has no other word to belong to (أعلن كبير مفاوضي الاتحاد … الاثنين، أن …)."""
        page, words, hit, link, subject = self.page, self.words, self.hit, self.link, self.subject
        if link is None or subject is None or self.cue.kind not in ("speech", "judging") or self.cue.addressee:
            return False
        if words[link[1]] not in ("ان", "انه", "انها") or page.raw[page.starts[link[1]]] == "إ":
            return False
        opens = hit.strip or self.at == self.first or self.before in COMMAS or self.before in AGAIN
        behind, noun = range(hit.end, link[1]), words[subject[0]]
        plain = len(behind) <= 18 and not any(page.verbs[t] for t in behind) and not page.has_hit(hit.end, link[1])
        thing = is_deed(noun) or noun.endswith(("ها", "هم")) or words[subject[1]] in self.prepositions
        thing = thing or is_deed(words[subject[1]]) or is_deed(words[link[1] - 1])
        someone = noun.startswith("ال") or noun in self.grammar.determiners or noun in self.grammar.heads
        return bool(opens and plain and not thing and someone)

    def _draft(self) -> Draft:
        return Draft(self.hit, self.cue.kind, peripheral=self.cue.kind == "topic")

    def needs_a_speaker(self) -> bool:
        """Say whether what stands behind the verb cannot speak, or somebody before it does."""
        page, link, subject = self.page, self.link, self.subject
        like = speaker_like(page, self.grammar, subject)
        self.spoken = like or _is_document(page, self.grammar, subject, self.end, self.prepositions)
        if link is not None and link[0] in ("comp", "colon") and subject is not None and (self.left is None or self.spoken):
            beside = (link[1] - subject[0] <= 10 and link[1] - subject[1] <= 1) or self.opens_clearly()
            if beside and (self.spoken or self.cue.kind != "judging" or self.words[link[1]] not in BY):  # not وصف المعارك بأنها …
                return False
        return self._is_behind() or not self.spoken

    def _is_behind(self) -> bool:
        """Say whether the subject stands before the verb; not in التحقيق الذي تعهد الجيش بإجرائه."""
        follows = self.at > self.first
        named = self.hit.form.clitic or (self.cue.need and not self.cue.addressee)
        own = self.spoken and named and follows and self.before in WHO
        return (self.left is not None and not own) or (follows and self.before in ("انه", "انها", "قد"))

    def takes_up_speaker(self) -> bool:
        """Say whether the verb goes on with a speaker of before, or has a stranger for its subject."""
        words, hit, cue, after = self.words, self.hit, self.cue, self.hit.end
        opens = self.before in WORDS["but"] or self.joined or (hit.strip and (self.at == self.first or self.before in COMMAS))
        framed = self.before in COMMAS and self.at - self.first < 8 and words[self.first].removeprefix("و") in WORDS["asides"]
        framed = framed and not self.page.has_hit(self.first, self.at) and not any(self.page.verbs[self.first + 1 : self.at])
        opens = opens or framed or (self.at > self.first and self.before in AGAIN)  # وفي سياق آخر، ثمن مواقف …
        fits = after < self.end and (cue.obj or words[after] in self.grammar.stop or words[after] in COMMAS)
        return self.has_stranger() or (after < self.end and (self._is_behind() or bool(opens and fits)))

    def has_stranger(self) -> bool:
        """Say whether the sentence opens with the verb and a subject that the preposition follows, though it is no known speaker."""
        opens = self.hit.strip and self.at == self.first
        opens = opens or (self.at > self.first and (self.before in COMMAS or self.before in AGAIN))
        if not opens or self.subject is None or self.subject[1] >= self.end:
            return False
        if not self.cue.need:
            return self.words[self.subject[1]] == "عن" and "عن" in self.prepositions  # كما أعلنت الناقلة عن …
        after = self.words[self.subject[1]]
        return after in self.prepositions or after == "فی" or self._clings(self.subject[1])  # وأعرب فلان في البيان عن …

    def says_nothing(self, zero: bool) -> bool:
        """Say whether the verb is none of speech here."""
        page, grammar, words, link, cue, at = self.page, self.grammar, self.words, self.link, self.cue, self.at
        word, nobody, follows = words[at].removeprefix("و"), zero and self.left is None, at > self.first
        if at in page.inside and nobody:
            said = (d.hit.at for d in self.drafts if d.hit is not None and d.hit.at in page.inside)
            if not self.hit.strip or all(page.inside[other] != page.inside[at] for other in said):
                return True  # but "زعموا أنهم …، وطالبوا …"
        if cue.strict and nobody and follows and self.before not in COMMAS and link is None:
            return True
        if not self.spoken and (word in WORDS["homographs"] or (words[at] in WORDS["nearly"] and self.left is None)):
            return True  # تجدد إطلاق النار: it began again; شبه جزيرة
        if link is None and word in WORDS["considered"]:  # ويعتبر كاردين أحد …، كما يعتبر الملا منصور مؤيدا للمحادثات
            subject = self.subject
            if zero or (subject is not None and subject[1] < self.end and words[subject[1]][-1] == "ا"):
                return True
        if not nobody:
            return False
        if at == self.first and word in WORDS["impersonal"] and link is not None and link[1] == self.hit.end:
            return True  # ويتوقع أن …: it is expected
        if cue.need and link is not None and has_thing(page, grammar, self.hit, self.first):
            return True  # نوع البرمجيات يشير إلى أن …
        if link is None and is_of_noun(page, grammar, self.hit, self.first):
            return True  # احتجاجات تطالب بإصلاحات
        return follows and self.before in WHO and not (link and speaks_of(words, at, link))  # النقاط التي تصر على أن …

    def read_object(self, zero: bool) -> Draft | None:
        """Read what the verb says, its object or the clause behind it; None where it says nothing."""
        page, grammar, words, hit, cue, link = self.page, self.grammar, self.words, self.hit, self.cue, self.link
        at, subject = hit.end, self._bare_name() if zero else self._speaker()
        if subject is not None:
            at = subject[1]
        content = object_start(page, grammar, at, self.end, self.prepositions, cue, link, self.oblique or not zero)
        if content is not None and subject is not None:
            content, subject = self._behind_rest_of_name(content, subject)
        if self.judged and link is not None and content == link[2] and not zero:
            content = _accused(page, grammar, at, link)
        if content is None or (cue.lemma in CONVICTING and self.subject is not None and words[self.subject[0]] in WORDS["courts"]):
            return None
        if hit.form.clitic and content < self.end and link is None and words[content - 1] in COMMAS:
            return None  # الانتقادات التي رفضها الوزير، والذي قال إن …
        if hit.form.clitic and content == hit.end and content in page.found and words[content][0] == "و":
            return None  # رفضته ووصفته بأنه …: nothing is said by the first
        draft = self._draft()
        draft.peripheral = draft.peripheral or (link is None and cue.lemma == "رفض" and words[content] in WORDS["unsaid"])
        called = hit.form.clitic and content in page.pairs and words[content - 1] == "ب"  # وصفها بـ"…"
        draft.content, draft.named = (content, page.pairs[content] + 1 if called else self.end), link is None or content < link[2]
        draft.peripheral = draft.peripheral and not (link is not None and link[0] == "comp" and content == link[2])
        if cue.kind == "topic" and content in page.pairs and page.pairs[content] - content > 4:
            draft.peripheral = False
        set_subject(page, grammar, draft, subject, self.first, self.drafts)
        return draft

    def _bare_name(self) -> Span:
        """Return the one word nobody listed that stands between the verb and a verbal noun (وأكد سوسان دعم بلاده)."""
        words, at = self.words, self.hit.end
        opens = self.hit.strip > 0 or self.at == self.first or self.before in COMMAS | AGAIN
        if not opens or self.hit.form.clitic or self.hit.form.number == "p" or at + 2 >= self.end or not words[at].isalpha():
            return None
        word, follows = words[at], is_deed(words[at + 1]) or words[at + 1] in WORDS["everybody"]
        that = self.link is not None and self.link[0] == "comp" and words[at + 1] in WORDS["asides"]
        follows = follows or (that and not word.startswith("ال"))  # وأعلن سوسان في حديث إلى الصحيفة أن …
        if words[at + 1] in WORDS["itself"] and not self.page.verbs[at]:
            return (at, at + 2)  # ودعا اللقاء ذاته إلى …
        thing = is_deed(word) or word.endswith(("ها", "هم", "ه", "ات", "ا")) or word in self.grammar.stop or word in self.grammar.heads
        thing = thing and word not in lone_names(self.page, self.grammar)
        return (at, at + 1) if follows and not thing and len(word) > 3 and not self.page.verbs[at] else None

    def _is_plain(self, first: int, end: int) -> bool:
        """Say whether words stand there and no verb among them."""
        return first < end and not any(self.page.verbs[first:end]) and not self.page.has_hit(first, end)

    def _behind_rest_of_name(self, content: int, subject: tuple[int, int]) -> tuple[int, tuple[int, int]]:
        """Go on behind a name that stands apart from its title (طالب زعيم التيار، فلان الفلاني، …؛ أكد مدير أمن عدن فلان أن …)."""
        page, words, link, stop = self.page, self.words, self.link, subject[1]
        name, entity = page.name(content, self.end) if content < self.end else (content, None)
        if content == stop + 1 and words[stop] in COMMAS and entity is not None and entity.kind == "person" and name < self.end:
            return name + (words[name] in COMMAS), (subject[0], name)
        told = link is not None and link[0] == "comp" and not self.judged and page.raw[page.starts[link[1]]] != "إ"
        comma = next((t for t in range(content, min(self.end - 2, content + 16)) if words[t] in COMMAS), content)
        asks = self.cue.addressee or self.cue.kind == "demand"
        if (
            not asks
            and content == stop + 1
            and words[stop] in COMMAS
            and words[content] in self.grammar.persons | self.grammar.honorifics | self.grammar.experts
            and self._is_plain(content, comma)
        ):
            behind = behind_times(page, comma, self.end)
            behind += behind + 1 < self.end and words[behind] in COMP
            return (link[2] if link is not None and told and words[link[1] - 1] in COMMAS else behind), subject  # فلان، رئيس المجلس، …
        if link is None or not told:
            return content, subject
        if words[link[1] - 1] in COMMAS and self._is_plain(content, link[1]) and link[1] - content <= 14:
            return link[2], subject  # اعتبر فلان، في تصريح للإذاعة، أن …
        if content != stop:
            return content, subject
        between = words[content : link[1]]
        if (
            len(between) > 6
            or not self._is_plain(content, link[1])
            or any(is_deed(word) or word in self.grammar.stop or word.endswith(("ها", "هم")) for word in between)
        ):
            return content, subject
        return link[2], (subject[0], link[1])

    def _speaker(self) -> Span:
        """Return the subject behind the verb, with the name behind an envoy's title and without what clings to it (أهاب الناطق بالجميع)."""
        subject, words = self.subject, self.words
        if subject is not None and words[subject[0]] in self.grammar.envoys:
            subject = (subject[0], behind_name(self.page, self.grammar, subject[1], self.end, self.prepositions))
        if subject is not None and self.clinging and self.link is None:
            subject = (subject[0], next((t for t in range(subject[0] + 1, subject[1]) if self._clings(t)), subject[1]))
        self.subject = subject
        return subject


def _is_document(page: Page, grammar: Grammar, subject: Span, end: int, prepositions: set[str]) -> bool:
    """Say whether a document with the preposition of the verb behind it says something (ويدعو مشروع القرار إلى …)."""
    if subject is None or subject[1] >= end or page.words[subject[0]] not in WORDS["documents"]:
        return False
    after = page.words[subject[1]]
    return after in prepositions or ("ب" in prepositions and clings(after, grammar))


def _behind_times(page: Page, grammar: Grammar, subject: tuple[int, int], link: int, prepositions: set[str]) -> bool:
    """Say whether only a time and adverbials stand before أن (أعلن المفوض، اليوم الثلاثاء نيابة عن المجلس أن …)."""
    begin = behind_times(page, subject[1], link)
    timed = begin < link and not WORDS["times"].isdisjoint(page.words[subject[1] : begin]) and page.words[link] == "ان"
    if not timed or page.words[begin] in prepositions or any(page.verbs[begin:link]) or page.has_hit(begin, link):
        return False
    return page.words[begin] in WORDS["on_behalf"] and speaker_like(page, grammar, subject)


def _accused(page: Page, grammar: Grammar, at: int, link: Link) -> int:
    """Return where whom or what is judged begins before بأنه (اتهم الوزير، في تغريدة، المعارضة بأنها …)."""
    assert link is not None
    begin = behind_times(page, at, link[1])
    if begin > at and begin < link[1] and page.words[begin] in grammar.honorifics:  # وصف المتحدث باسم الجيش، العقيد فلان، الهجوم بأنه …
        begin = next((t + 1 for t in range(begin + 2, min(link[1] - 1, begin + 6)) if page.words[t] in COMMAS), begin)
    if begin < link[1] and page.words[begin] in grammar.stop:
        begin = next((t for t in range(begin, link[1]) if page.name(t, link[1])[0] == link[1] or page.words[t - 1] in COMMAS), link[1])
    return begin if begin < link[1] else link[2]


def is_plural_verb(hit: Hit) -> bool:
    """Say whether a verb is of the form behind which no subject stands (واتهموا الصحيفة بأنها …)."""
    return hit.form.number == "p" and not hit.form.participle and hit.form.words[0].endswith(("وا", "ون"))


def _is_present(hit: Hit) -> bool:
    return hit.form.words[0][0] == "ی" or (hit.form.words[0][0] == "ت" and hit.cue.lemma[0] != "ت")


def _is_joined(page: Page, hit: Hit, drafts: list[Draft]) -> bool:
    """Say whether a verb is joined by و to one before it that agrees, behind the noun phrase which that one says (نددت بـ… وطالبت بـ…)."""
    if not hit.strip or hit.at in page.inside or page.words[hit.at][0] != "و":
        return False
    before = next((d for d in reversed(drafts) if d.hit and d.content and d.kind not in ("according", "credit", "nominal")), None)
    if before is not None and before.hit is not None and _is_present(before.hit) and not _is_present(hit):  # قالت X إن Y ترفض … ودعت …
        at, outer = before.hit.at, (d for d in drafts if d.hit and d.kind == "speech" and d.content and d is not before)
        said = next((d.hit for d in outer if d.content and d.hit and d.content[0] <= at), None)
        if said is not None and not _is_present(said) and said.form.gender == hit.form.gender:
            return True
    if before is None or before.hit is None or not before.named:
        return False
    if any(d is not before and d.kind == "speech" and d.content and d.content[0] <= before.hit.at for d in drafts):
        return False
    agrees = (hit.form.gender, hit.form.number) == (before.hit.form.gender, before.hit.form.number)
    agrees = agrees and _is_present(hit) == _is_present(before.hit)
    return agrees and WHO.isdisjoint(page.words[before.hit.end : hit.at]) and page.words[hit.at - 1] not in COMMAS

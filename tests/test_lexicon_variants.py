"""Lexicons that are odd, wrong or hostile: each is refused with file, line, key and remedy; nothing in it is run, nothing grows."""

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus_analysis import cli, load_corpus
from corpus_analysis.cli import app
from corpus_analysis.lexicon import LexiconError, check_lexicon, load_lexicon
from corpus_analysis.lexicon_schema import _circles

GOOD = """version: "1"
languages: [ar, en]
stances: {plain: said by all, blaming: accuses}
sides: {one: a side}
words: {day: {en: [today, now]}}
cues: {town: {en: [in town]}}
conditions: {here: {after: town}}
referents:
  mayor:
    label: The mayor
    names:
      plain: {stance: plain, en: [mayor~], when: {after: town}}
      blamed: {stance: blaming, sides: [one], en: [town boss], ar: [الزعيم]}
  duke:
    label: The duke
    names:
      duke: {stance: plain, en: [duke]}
offices:
  head:
    label: The head
    names: {head: {stance: plain, en: [head]}}
    holders: [{referent: mayor, from: 2020-01-01}]
"""
AFTER, DUKE, HOLDER = "when: {after: town}", "{stance: plain, en: [duke]}", "from: 2020-01-01"

# what is written in place of what, the line that is told, and words of the message
UNSAFE = {
    "an anchor without alias": ("{plain: said", "&a {plain: said", 3, "anchors"),
    "an anchor on a key": ("  duke:", "  &k duke:", 14, "anchors"),
    "an alias as key": ("  duke:", "  *k :", 14, "aliases"),
    "a merge key": (DUKE, "{<<: {stance: plain}, en: [duke]}", 17, "'<<'.*Write it out"),
    "a merge of a list": (DUKE, "{<<: [{stance: plain}], en: [duke]}", 17, "'<<'"),
    "a tag of Python": ("label: The duke", "label: !!python/name:os.system x", 15, "tags"),
    "a tag of bytes": ("label: The duke", "label: !!binary aGVsbG8=", 15, "tags"),
    "a tag of a set": ("[duke]}", "!!set {duke}}", 17, "tags"),
    "a tag of a time": ("label: The duke", "label: !!timestamp 2020-01-01", 15, "tags"),
    "a tag written out": ("label: The duke", "label: !<tag:yaml.org,2002:str> x", 15, "tags"),
    "a tag of no kind": ("label: The duke", "label: ! x", 15, "tags"),
    "a directive": ("version:", "%TAG ! tag:yaml.org,2002:python/\n---\nversion:", 1, "directive"),
    "a second document": ("offices:", "---\noffices:", 18, "second document"),
    "lists in lists": ("[duke]", "[" * 5_000 + "]" * 5_000, 17, "deep"),
    "mappings in mappings": ("[duke]", "{a: " * 3_000 + "1" + "}" * 3_000, 17, "deep"),
    "blocks in blocks": ("version:", "".join(" " * at + "- \n" for at in range(2_000)) + "version:", 41, "deep"),
    "a control character": ("The duke", "The\x07 duke", 15, r"U\+0007"),
    "a zero": ("The duke", "The\x00 duke", 15, r"U\+0000"),
}  # fmt: skip
KEYS = {
    "a key that stands twice": ("      blamed:", "      plain:", 13, "'plain' stands already in line 12"),
    "a number as key": ("      duke: {", "      1: {", 17, "the name 1 is not a text"),
    "no as key": ("  duke:", "  no:", 14, "'no'.*quotation marks"),
    "yes and on as keys": ("{town:", "{yes: {en: [x]}, on: {en: [y]}, town:", 6, "'yes'"),
    "nothing as key": ("      duke: {", "      ~: {", 17, "'~'"),
    "a day as key": ("  duke:", "  2020-01-01:", 14, "'2020-01-01'"),
    "a list as key": ("      duke: {", "      ? [a, b]\n      : {", 17, "a list or a mapping"),
    "a key with a slip": (DUKE, "{stanc: plain, en: [duke]}", 17, "Did you mean 'stance'"),
    "a language with a slip": (DUKE, "{stance: plain, eng: [duke]}", 17, "Did you mean 'en'"),
    "a first key with a slip": ("offices:", "office:", 18, "Did you mean 'offices'"),
    "a condition with a slip": ("{after: town}}\n      b", "{aftr: town}}\n      b", 12, "when/aftr: .*Did you mean 'after'"),
    "a tab": ("  duke:\n", "\tduke:\n", 14, "no tabs"),
    "a list that is not closed": ("[duke]", "[duke", 17, "brackets"),
    "a second colon": ("The duke", "The duke: a duke", 15, "colons"),
    "a sign in front": ("The duke", "@duke", 15, "quotation marks"),
}  # fmt: skip
FORMS = {
    "no": ("[duke]", "[no]", 17, "False is not a form.*yes, no, on and off"),
    "nothing": ("[duke]", "[~]", 17, "nothing is not a form"),
    "a number": ("[duke]", "[1_000]", 17, "1000 is not a form"),
    "a time": ("[duke]", "[12:30]", 17, "750 is not a form"),
    "a day": ("[duke]", "[2023-11-24]", 17, "is not a form"),
    "a day that is none": ("[duke]", "[2023-02-31]", 17, "'2023-02-31' looks like .* a date"),
    "a number without end": ("[duke]", "[" + "9" * 9_999 + "]", 17, "looks like a number"),
    "infinity": ("[duke]", "[.inf]", 17, "inf is not a form"),
    "a mapping": ("[duke]", "[{regex: '(a+)+$'}]", 17, "is not a form"),
    "a list": ("[duke]", "[[duke]]", 17, "is not a form"),
    "an equals sign": ("[duke]", "[=]", 17, "quotation marks"),
    "one text": ("en: [duke]", "en: duke", 17, "names/duke/en: expected a list"),
    "marks alone": ("[duke]", '["\u064b\u0651"]', 17, "no letter"),
    "a stretched letter alone": ("[duke]", '["ـــ"]', 17, "no letter"),
    "a joiner alone": ("[duke]", '["\u200c"]', 17, "no letter"),
    "signs alone": ("[duke]", '["* ..."]', 17, "no letter"),
    "a control of direction": ("[duke]", '["du\\u202eke"]', 17, r"not seen \(U\+202E\)"),
    "a bell": ("[duke]", '["du\\u0007ke"]', 17, r"not seen \(U\+0007\)"),
    "a space without width": ("[duke]", '["du\\u200bke"]', 17, r"not seen \(U\+200B\)"),
    "a line break": ("[duke]", '["du\\nke"]', 17, r"not seen \(U\+000A\)"),
    "half a character": ("[duke]", '["\\ud800"]', 17, "not valid YAML"),
    "a form without end": ("[duke]", "[" + "d" * 1_000_000 + "]", 17, "1,000,000 characters"),
    "more spellings than can be": ("[duke]", "[" + "a|b|c|d|e " * 30 + "]", 17, "more than 4000 spellings"),
    "words that may be missing": ("[duke]", "[" + "(a)b " * 60 + "]", 17, "more than 4000 spellings"),
    "a class again and again": ("[duke]", "[" + "<day> " * 60 + "]", 17, "more than 4000 spellings"),
    "a word of joints": ("[duke]", "[" + "_".join("abcdefghijklmnopqrstuvwxyz") + "]", 17, "25 joints"),
    "a class that is not there": ("[duke]", "['<script>']", 17, "<script> is not defined"),
    "a class of itself": ("[today, now]", "['<day>']", 5, "not other classes"),
    "a class of a class of itself": ("[today, now]}}", "['<dey>']}, dey: {en: ['<day>']}}", 5, "not other classes"),
}  # fmt: skip
SHAPES = {
    "a version of several": ('"1"', "[1]", 1, "version"),
    "languages as a text": ("[ar, en]", "en", 2, "languages: expected a list"),
    "no languages": ("[ar, en]", "[]", 2, "empty"),
    "Norwegian": ("[ar, en]", "[ar, no]", 2, "False"),
    "stances as a list": ("{plain: said by all, blaming: accuses}", "[plain, blaming]", 3, "stances: expected a mapping"),
    "no stances": ("{plain: said by all, blaming: accuses}", "", 3, "found nothing"),
    "a list of words": ("{day: {en: [today, now]}}", "[today]", 5, "words: expected a mapping"),
    "a cue as a text": ("{en: [in town]}", "in town", 6, "cues/town: expected a mapping"),
    "mentions as a text": ("{en: [in town]}", "{mentions: mayor}", 6, "cues/town/mentions: expected a list"),
    "a name as a text": (DUKE, "the duke", 17, "names/duke: expected a mapping"),
    "a name without stance": ("stance: blaming, ", "", 13, "'stance' is missing"),
    "several stances": ("stance: blaming", "stance: [blaming]", 13, "stance: expected a text"),
    "a side as a text": ("sides: [one]", "sides: one", 13, "sides: expected a list"),
    "no names": ("names: {head: {stance: plain, en: [head]}}", "names:", 21, "names: expected a mapping"),
    "a label that is a number": ("label: The duke", "label: 3", 15, "label: expected a text"),
    "a switch that is a text": (DUKE, "{stance: plain, en: [duke], proper: x}", 17, "proper: expected true or false"),
    "a reach that is a text": (DUKE, "{stance: plain, en: [duke], negation: far}", 17, "negation: expected a number"),
    "a phrase that is a text": (DUKE, "{stance: plain, en: [duke], not: x}", 17, "not: expected a mapping"),
    "holders as a text": ("[{referent: mayor, from: 2020-01-01}]", "mayor", 22, "holders: expected a list"),
    "a day in words": (HOLDER, "from: first of May", 22, "not a date"),
    "a day with a time": (HOLDER, "from: 2020-01-01 10:00:00", 22, "without a time"),
    "a day that there is not": (HOLDER, "from: 2020-02-31", 22, "looks like a number or a date"),
    "an end before the beginning": (HOLDER, "from: 2020-01-01, to: 2019-01-01", 22, "before it begins"),
    "a holder without a name": ("referent: mayor, ", "", 22, "'referent' is missing"),
    "what composes as a text": ("    label: The duke\n", "    label: The duke\n    compose: duke\n", 16, "compose: expected a mapping"),
    "a condition that is a list": (AFTER, "when: [town]", 12, "a condition is a mapping"),
    "conditions that are a list": ("{here: {after: town}}", "[here]", 7, "conditions: expected a mapping"),
    "any of a text": (AFTER, "when: {any: town}", 12, "any: expected a list"),
    "a reach of nothing": (AFTER, "when: {near: town, within: -3}", 12, "within: expected a number"),
    "a reach of true": (AFTER, "when: {near: town, within: yes}", 12, "within: expected a number"),
}  # fmt: skip
REFERENCES = {
    "a stance with a slip": ("stance: blaming", "stance: blamin", 13, "Did you mean 'blaming'"),
    "a condition with a slip": (AFTER, "when: her", 12, "Did you mean 'here'"),
    "a referent with a slip": (AFTER, "when: {near: '@mayr'}", 12, "when/near: .*Did you mean 'mayor'"),
    "a name with a slip": (AFTER, "when: {near: '@mayor/blame'}", 12, "Did you mean 'mayor/blamed'"),
    "what else is a cue with a slip": (AFTER, "when: {antecedent: town, otherwise: twon}", 12, "otherwise: .*Did you mean 'town'"),
    "a mention that is not there": ("{en: [in town]}", "{mentions: [king]}", 6, "mentions: the referent 'king'"),
    "one above that is not there": ("    label: The duke\n", "    label: The duke\n    over: [king]\n", 16, "over: the referent 'king'"),
    "one above itself": ("    label: The duke\n", "    label: The duke\n    over: [duke]\n", 14, "without end"),
    "a condition of itself": ("{here: {after: town}}", "{here: {any: [here]}}", 7, "conditions/here: .*without end"),
    "two conditions of one another": ("{here: {after: town}}", "{here: {any: [there]}, there: {en: here}}", 7, "without end"),
}  # fmt: skip
ALL = {**UNSAFE, **KEYS, **{f"form: {kind}": case for kind, case in FORMS.items()}, **SHAPES, **REFERENCES}


@pytest.mark.parametrize("kind", ALL)
def test_a_variant_is_refused_with_file_line_and_remedy(tmp_path, kind):
    old, new, line, told = ALL[kind]
    assert old in GOOD
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8", newline="")
    begin = time.process_time()
    with pytest.raises(LexiconError, match=rf"(?s)^own\.yaml, line {line}: .*({told})"):
        check_lexicon(path)
    assert time.process_time() - begin < 5


NO_YAML = {
    "nothing": b"", "a remark": b"# x\n", "a text": b"just text\n", "a list": b"- a\n", "UTF-16": GOOD.encode("utf-16"),
    "UTF-16 without a mark": GOOD.encode("utf-16-le"), "cp1256": GOOD.encode("cp1256"), "half a character": GOOD.encode() + b"\xed\xa0\x80",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0", "a pickle": b"\x80\x04cposix\nsystem\n.", "zeros": b"\0" * 99, "dashes": b"- " * 20_000,
    "braces": b"{" * 100_000, "colons": b": " * 20_000, "question marks": b"? " * 20_000,
    "laughs": b"a0: &a0 [x,x]\n" + b"".join(b"a%d: &a%d [*a%d,*a%d]\n" % (at, at, at - 1, at - 1) for at in range(1, 30)),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_YAML)
def test_what_is_no_lexicon_is_refused_with_its_line(tmp_path, kind):
    path = tmp_path / "own.yaml"
    path.write_bytes(NO_YAML[kind])
    with pytest.raises(LexiconError, match=r"^own\.yaml, line \d+: "):
        load_lexicon(path)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), b"# x\n" * 9_999 + GOOD.encode()])
def test_a_mark_other_line_ends_and_remarks_do_no_harm(tmp_path, data):
    path = tmp_path / "own.yaml"
    path.write_bytes(data)
    assert load_lexicon(path).data["languages"] == ["ar", "en"]


def test_a_corpus_is_not_read_with_a_form_that_cannot_be_read(tmp_path):
    (tmp_path / "a.txt").write_text("The duke met the mayor in town today.", encoding="utf-8")
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace("[duke]", '["[duke"]'), encoding="utf-8")
    with pytest.raises(LexiconError, match="line 17: the form"):
        load_corpus(tmp_path / "a.txt", lexicon=path)


def test_the_command_tells_the_fault_and_its_line(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(GOOD.replace("stance: blaming", "stance: blamin"), encoding="utf-8")
    told = CliRunner().invoke(app, ["lexicon", "check", str(path)])
    assert told.exit_code == 2
    assert "own.yaml, line 13: " in " ".join(told.output.split()) and "Did you mean 'blaming'" in " ".join(told.output.split())


def test_names_that_stand_nowhere_in_a_corpus_are_reported_where_one_is_given(seeds_path):
    own = Path(cli.__file__).with_name("lexicons") / "framing.yaml"
    told = CliRunner().invoke(app, ["lexicon", "check", str(own), "--corpus", str(seeds_path)])
    unused = [line.split("\t")[2:4] for line in told.output.splitlines() if "\tunused\t" in line]
    assert told.exit_code == 0 and ["hamas", "hamas_isis"] in unused and ["hamas", "hamas_plain"] not in unused


def test_circles_are_told_apart_from_what_leads_to_them():
    leads = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": ["e"], "e": ["e"], "f": ["unknown"]}
    assert [at for at, _ in _circles(leads, "referents", "")] == [("referents", name) for name in "bce"]
    assert not list(_circles({}, "referents", ""))


def test_a_chain_of_references_ten_times_as_long_takes_less_than_fifteen_times_the_time():
    def spent(names: int) -> float:
        chain = {str(number): [str(number + 1)] for number in range(names)}
        begin = time.process_time()
        assert not list(_circles(chain, "referents", ""))
        return time.process_time() - begin

    assert any(spent(3_000) < 15 * max(0.01, spent(300)) for _ in range(3))

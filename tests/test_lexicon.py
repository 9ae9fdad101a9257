"""A lexicon is checked before it is used, and a fault is named with its line."""

from __future__ import annotations

import re
import time

import pytest

from corpus_analysis.framing.matching import compile_lexicon
from corpus_analysis.lexicon import LexiconError, check_lexicon, load_lexicon, read_yaml
from corpus_analysis.loading import metadata

GOOD = """version: "1"
languages: [ar, en]
stances: {plain: said by all, blaming: accuses}
sides: {one: a side}
cues: {town: {en: [in town]}}
referents:
  mayor:
    label: The mayor
    names:
      plain: {stance: plain, en: [mayor~], when: {after: town}}
      blamed: {stance: blaming, sides: [one], en: [town boss], ar: [الزعيم]}
"""


def write(folder, text):
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder, old, new):
    with pytest.raises(LexiconError) as caught:
        load_lexicon(write(folder, GOOD.replace(old, new)))
    return str(caught.value)


@pytest.mark.parametrize("name", ["framing.yaml", "climate.yaml"])
def test_the_packages_own_lexicons_are_sound(name):
    lexicon = load_lexicon(name)
    assert re.fullmatch(r"\d+\.\d+", lexicon.version)
    assert not (check_lexicon(name)["kind"].isin(["overlapping", "unreachable", "unused"])).any()


def test_forty_referents_are_named_from_every_side_in_three_languages():
    lexicon = load_lexicon()
    assert len(lexicon.data["referents"]) >= 40
    sides = {side for _, _, entry in lexicon.names() for side in entry.get("sides", ())}
    assert sides == set(lexicon.data["sides"])
    for language in ("ar", "fa", "en"):
        assert sum(len(entry.get(language, [])) for _, _, entry in lexicon.names()) > 300


def test_a_lexicon_at_the_end_of_a_cell_says_what_it_is_in_one_line():
    shown = repr(load_lexicon())
    assert len(shown) < 100 and "referents" in shown and "names" in shown and load_lexicon().version in shown


def test_the_hash_changes_with_the_content(tmp_path):
    first = load_lexicon(write(tmp_path, GOOD)).sha256
    (tmp_path / "second").mkdir()
    assert first != load_lexicon(write(tmp_path / "second", GOOD.replace("mayor~", "mayors"))).sha256


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("stance: blaming", "stance: angry", 11, "'angry'"),
        ("sides: [one]", "sides: [two]", 11, "'two'"),
        ("after: town", "after: city", 10, "'city'"),
        ("{after: town}", "{beside: town}", 10, "'beside'"),
        ("    label: The mayor\n", "", 7, "label"),
        ("[town boss]", "[7]", 11, "7 is not a form"),
        ("[town boss]", "town boss", 11, "a list"),
        ("[town boss]", "[town boss], place: village", 11, "'village'"),
        ("languages: [ar, en]", "languages: [ar, tlh]", 2, "'tlh'"),
    ],
)
def test_a_fault_is_named_with_file_line_and_what_is_known(tmp_path, old, new, line, told):
    message = fault(tmp_path, old, new)
    assert message.startswith(f"own.yaml, line {line}:")
    assert told in message


def test_round_brackets_hold_one_word(tmp_path):
    with pytest.raises(LexiconError, match=r"line 11: .*round brackets hold one word"):
        compile_lexicon(load_lexicon(write(tmp_path, GOOD.replace("[town boss]", "[(old town) boss]"))))


def test_all_faults_are_told_at_once(tmp_path):
    text = GOOD.replace("stance: blaming", "stance: angry").replace("after: town", "after: city")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(write(tmp_path, text))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "a: !!python/object:os.system 1\n"])
def test_files_that_are_not_plain_data_are_refused_with_their_line(tmp_path, text):
    with pytest.raises(LexiconError, match=r"own\.yaml, line"):
        load_lexicon(write(tmp_path, text))


def test_a_missing_file_names_those_that_are_there():
    with pytest.raises(LexiconError, match=r"framing\.yaml"):
        load_lexicon("nothing.yaml")


def test_a_form_that_cannot_be_read_is_named_with_its_line(tmp_path):
    with pytest.raises(LexiconError, match=r"line 11: the form '\[town boss'"):
        check_lexicon(write(tmp_path, GOOD.replace("[town boss]", '["[town boss"]')))


def test_check_reports_what_an_editor_overlooks(tmp_path):
    text = GOOD.replace("[town boss]", "[town boss, chief]").replace("cues: {", "cues: {sea: {en: [at sea]}, ")
    text += "      chief: {stance: blaming, en: [chief]}\n"
    found = check_lexicon(write(tmp_path, text))
    assert set(zip(found["kind"], found["name"], strict=True)) >= {("overlapping", "chief"), ("unused", "sea"), ("unbalanced", "")}
    assert found.loc[found["kind"] == "overlapping", "line"].tolist() == [12]


@pytest.mark.parametrize(
    ("office", "held", "country"),
    [
        ("iran_fm", "foreign-minister", "iran"),
        ("iran_fm_unmarked", "foreign-minister", "iran"),
        ("hamas_leader", "hamas-political-chief", "palestine"),
    ],
)
def test_naming_and_people_agree_on_the_days_in_office(office, held, country):
    """A naming lexicon stands by itself (its hash goes with every result), so the days are written in both files."""
    people = read_yaml("people.yaml")["people"]
    days = {
        tuple(line.split()[1:]) for one in people if one["country"] == country for line in one.get("offices", ()) if line.split()[0] == held
    }
    holders = load_lexicon().data["offices"][office]["holders"]
    assert {tuple(str(holder[key]) for key in ("from", "to") if key in holder) for holder in holders} <= days


@pytest.mark.parametrize(
    "rest, told",
    [
        ("referents: {}\n", "no referent"),
        (
            "referents: {r: {label: R, names: {n: {stance: x, en: [Gate]}}}}\n"
            "offices: {r: {label: O, names: {m: {stance: x, en: [minister]}}}}\n",
            "stands under `referents`, too",
        ),
    ],
)
def test_a_lexicon_that_names_nothing_or_one_thing_twice_is_refused(tmp_path, rest, told):
    path = tmp_path / "a.yaml"
    path.write_text(f'version: "1"\nlanguages: [en]\nstances: {{x: y}}\n{rest}', encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        load_lexicon(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outlets:\n  - {names: [A], domains: [a.net]}\n", r"entry 1 of outlets \(None\): 'name' has to be a text"),
        ("outlets:\n  - {name: A, names: [A, 24], domains: [a.net]}\n", r"entry 1 of outlets \('A'\): 'names' has to be a list"),
        ("outlets:\n  - {name: A, names: [A], domains: a.net}\n", "'domains' has to be a list of texts"),
        ("outlets:\n  - {name: A, names: [A], domains: []}\n", "'domains' has to be a list of texts"),
        ("outlets:\n  - {name: A, names: [A], domains: [a.net], language: no}\n", "'language' has to be a text"),
        ("outlets:\n  - A\n", "entry 1 of outlets: expected a mapping"),
        ("outlets: A\n", "no list 'outlets'"),
        ("- A\n", "no list 'outlets'"),
    ],
)
def test_an_entry_that_is_not_as_it_has_to_be_is_named_with_its_file(tmp_path, monkeypatch, text, told):
    (tmp_path / "outlets.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("corpus_analysis.lexicon.LEXICONS", tmp_path)
    with pytest.raises(LexiconError, match=rf"^outlets\.yaml.*{told}"):
        metadata._outlet_rows()


def test_a_key_that_would_steer_a_terminal_is_told_with_escapes(tmp_path):
    (tmp_path / "mine.yaml").write_text('"a\\x1b[2J\\n": 1\n', encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load_lexicon(tmp_path / "mine.yaml")
    assert "\x1b" not in str(error.value) and "a\\x1b[2J" in str(error.value)


def test_of_thousands_of_faults_the_first_are_told_in_little_time(tmp_path):
    stances = "".join(f"  stance{at}: x\n" for at in range(2_000))
    names = "".join(f"  r{at}: {{label: x, names: {{n: {{stance: stanc{at}, en: [word{at}]}}}}}}\n" for at in range(2_000))
    (tmp_path / "mine.yaml").write_text(f"version: 1\nlanguages: [en]\nstances:\n{stances}referents:\n{names}", encoding="utf-8")
    begin = time.process_time()
    with pytest.raises(LexiconError) as error:
        load_lexicon(tmp_path / "mine.yaml")
    assert str(error.value).count("is not known") == 20 and time.process_time() - begin < 10

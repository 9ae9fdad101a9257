"""Who speaks in English news: capacities, introductions, what pronouns and descriptions take up, quotations over paragraphs."""

from __future__ import annotations

import pytest

from evaluation.sources import read_text

OPENING = "The road\n\nThe road across the hills was shut on Monday.\n\n"


def find(text: str):
    return read_text(OPENING + text, "en")


@pytest.mark.parametrize(
    ("phrase", "type_"),
    [
        ("A senior official", "official-state"),
        ("Two security sources", "official-state"),
        ("A source close to the talks", "other"),
        ("A Hamas official", "party/movement"),
        ("The city council", "official-state"),
        ("Norway's National Statistics Institute", "official-state"),
        ("Sen. Mary Holt", "official-state"),
        ("Former senator Mary Holt", "other"),
        ("Mary Holt, a military analyst,", "other"),
        ("A spokesman for the families", "other"),
        ("Mary Holt, a driver who lives there,", "other"),
        ("The movement's official newspaper", "agency/outlet"),
        ("Critics of the minister", "other"),
        ("A spokeswoman for the interior ministry", "official-state"),
        ("Mary Holt, chief executive of the airline,", "other"),
        ("The rights group Open Roads", "other"),
        ("The rebel commander", "party/movement"),
        ("The Oslo Tribune", "agency/outlet"),
        ("Constable Mary Holt", "official-state"),
        ("Assemblywoman Mary Holt", "official-state"),
        ("The separatists", "party/movement"),
        ("The guerrilla commander", "party/movement"),
        ("Labour leader Mary Holt", "party/movement"),
        ("A labour leader", "other"),
        ("Head coach Mary Holt", "other"),
        ("Retired general Mary Holt", "other"),
        ("The mayor's wife", "other"),
    ],
)
def test_a_speaker_has_the_capacity_its_title_and_organisation_give(phrase, type_):
    assert find(f"{phrase} said the road was safe.")["source_type"].tolist() == [type_]


def test_a_person_is_introduced_wherever_the_article_says_what_they_are():
    found = find("“It is safe,” said Holt.\n\nNorway's transport minister, Mary Holt, will meet the drivers on Friday.")
    assert found["source_type"].tolist() == ["official-state"] and found["source_name"].tolist() == ["Mary Holt"]


def test_a_name_behind_the_word_newspaper_is_an_outlet():
    found = find("The minister read of it in the newspaper Nyheter.\n\nThe paper said the road was shut. Nyheter said it was unsafe.")
    assert found["source_type"].tolist() == ["agency/outlet"] * 2 and found["source_id"].nunique() == 1


def test_an_official_with_whom_an_article_opens_is_who_is_named_next():
    found = find(
        "A senior Hamas official said the talks had failed.\n\nSami Darwish, a leader of the Hamas movement, said they would go on."
    )
    assert found["source_id"].nunique() == 1 and set(found["source_type"]) == {"party/movement"}


def test_they_takes_up_who_are_several_and_he_who_is_one():
    text = "Police said the road was shut. Mayor Jan Holt said it was open. They said it was unsafe. He said it was safe."
    assert find(text)["source_id"].tolist()[::2] == [find(text)["source_id"].iloc[0]] * 2
    assert find(text)["source_id"].iloc[1] == find(text)["source_id"].iloc[3]


def test_who_is_cited_within_what_another_says_is_not_the_next_he():
    found = find("Mayor Jan Holt said engineer Paul Marsh had told him that the road was safe. He also said it was wide.")
    assert found["source_id"].iloc[-1] == found["source_id"].iloc[0]


def test_she_is_not_a_man_who_spoke_before_but_the_woman_who_was_named():
    text = "Mayor Paul Marsh asked Mary Holt to come. Marsh said that the road was shut. “It is mined,” she said."
    assert find(text)["source_name"].tolist() == ["Paul Marsh", "Paul Marsh", "Mary Holt"]


def test_the_firm_is_the_company_that_spoke():
    found = find("The shipping firm Marlo Lines said the vessel was safe. The company also said it had sailed.")
    assert found["source_id"].nunique() == 1


def test_relatives_of_one_family_name_are_two_people():
    assert find("Mary Holt said the road was safe. Her brother, Paul Holt, said it was not.")["source_id"].nunique() == 2


def test_a_quotation_left_open_goes_on_in_the_next_paragraph():
    found = find(
        "Mary Holt, a driver, said: “The road is shut.\n\n“It has been shut for weeks.\n\n“We need another.”\n\nWork began in May."
    )
    assert found["mode"].tolist() == ["direct"] and [len(more) for more in found["more_spans"]] == [2]


def test_a_quotation_whose_speaker_follows_in_a_later_paragraph_begins_where_it_was_opened():
    found = find("Work began in May.\n\n“The road is shut.\n\n“It has been shut for weeks,” Mary Holt said.")
    assert found["surface"].tolist() == ["The road is shut"] and [len(more) for more in found["more_spans"]] == [1]


def test_a_quotation_that_is_a_paragraph_goes_on_with_the_last_speaker():
    found = find("Mary Holt complained that drivers were not asked.\n\n“Nobody came to us about the road.”\n\nWork began in May.")
    assert found["source_id"].nunique() == 1 and found["mode"].tolist() == ["indirect", "direct"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary Holt said the “great repair,” as Oslo calls it, would end.", [("said", "the “great repair,” as Oslo calls it, would end")]),
        ("The ministry said the road was shut, without elaborating.", [("said", "the road was shut")]),
        ("Norway condemned the blockade in a statement on Sunday.", [("condemned", "the blockade")]),
        ("The front, considered a threat by Norway, held the road.", [("considered", "a threat")]),
        ("Mary Holt went there after determining that the road was safe.", []),
        ("A clearly identified group of drivers had been shown the road.", []),
        ("Videos posted on social media showed a road under water.", []),
        ("The article, titled “A long road to nowhere and back again” said that work was slow.", [("said", "work was slow")]),
        ("The road is shut, a clerk in the town hall, Mary Holt, told reporters.", [("told", "The road is shut")]),
        ("“It is shut,” Reuters quoted Mary Holt as saying.", [("quoted", "It is shut"), ("saying", "It is shut")]),
        ("A driver asked the mayor whether the road was safe.", [("asked", "whether the road was safe")]),
    ],
)
def test_what_is_said_ends_where_the_writer_goes_on(text, expected):
    assert [(row.cue, row.surface) for row in find(text).itertuples()] == expected


def test_the_cleric_is_who_spoke_last_and_the_administration_that_of_the_united_states():
    cleric = find("Hezbollah chief Hassan Nasrallah said Lebanon would resist.\n\nThe cleric warned that Israel would lose.")
    assert cleric["source_id"].tolist() == ["nasrallah", "nasrallah"]
    paid = "The United States sent the money to Iran, officials there said.\n\nThe administration said the dispute could have cost more."
    assert find(paid)["source_id"].iloc[-1] == "usa-government"


def test_the_edition_of_an_outlet_is_that_outlet_and_no_name_that_others_share():
    names = ("Al Jazeera Arabic", "CNN Arabic", "BBC News Persian", "Al Arabiya English", "Izz ad-Din al-Qassam Brigades")
    heard = [find(f"{name} reported that the talks in Cairo had failed on Monday.")["source_id"].item() for name in names]
    assert heard == ["al-jazeera", "cnn", "bbc-persian", "al-arabiya", "qassam-brigades"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It was sent to the Oslo Road Safety Administration.\n\nThe ORSA said it was safe. The agency said it was shut.",
            "Oslo Road Safety Administration",
        ),
        ("Jan Holt and Mrs. Trump came. Melania Trump left. Mrs. Trump said she was glad.", "Melania Trump"),
        ("In Beijing, Hu Lianhe came.\n\nHu said it was safe.", "Hu Lianhe"),
        ("Alice Marsh came. Mr Jan Berg said it was shut. Ms Marsh, who saw it, was asked about it. She said it was safe.", "Alice Marsh"),
        ("The man, 26-year-old Jan Holt, was held. A clerk said it was shut. The man said he was ill.", "Jan Holt"),
        ("President Donald Trump came. Fleet commander Jan Holt said it was shut. The president said it was safe.", "Donald Trump"),
        ("Former Florida Gov. Jeb Bush ran. Mr. Bush said it was safe.", "Jeb Bush"),
        ("Jan Marsh spoke. Ann Berg said it was shut. When Mr Marsh first came, he said it was safe.", "Jan Marsh"),
        ("Russia, a supporter of the Assad government, said it was safe.", "Russia"),
    ],
)
def test_a_short_form_is_whoever_the_article_gave_it_to(text, name):
    named = find(text)["source_name"].iloc[-1]
    assert named.replace("’", "").replace("'", "") == name


def test_who_is_no_world_health_organization():
    found = find("Mary Holt, who heads the road office, came. She said it was safe. The organization said it was shut.")
    assert "who" not in found["source_id"].tolist()


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Norway rejected the report.\n\nThe foreign ministry said the road was safe.", "norway-mfa"),
        ("Norway spoke last week.\n\nA statement from the Ministry of Foreign Affairs said the road was safe.", "norway-mfa"),
        ("The United Nations nuclear watchdog, the International Atomic Energy Agency, said the road was safe.", "iaea"),
        ("The Britain-based Syrian Observatory for Human Rights said the road was safe.", "sohr"),
        ("Trump’s statement said the road was safe.", "trump"),
        ("Iraqi Prime Minister Nouri al-Maliki clung to power.\n\nThe embattled prime minister said the road was safe.", "nouri-al-maliki"),
    ],
)
def test_bodies_statements_and_titles_are_whose_the_article_says(text, identity):
    assert read_text(OPENING + text, "en", "2014-08-01")["source_id"].tolist()[-1] == identity


def test_the_stop_of_an_abbreviation_opens_no_sentence():
    found = find("Mr. Holt said that while the town sees no evidence Mr. Putin will change, there is hope.\n\n“It is safe now,” he said.")
    assert found["source_id"].nunique() == 1


def test_a_title_with_a_stop_belongs_to_who_speaks_behind_the_verb():
    found = find("The rocket flew, South Korea said. It was tracked, said the spokesman, Cmdr. Mark Holt. He said it fell into the sea.")
    assert found["source_name"].tolist()[1:] == ["Mark Holt"] * 2


def test_who_is_called_former_with_an_initial_is_former_under_the_short_name_too():
    found = find("Former Defense Secretary Leon E. Panetta said the road was safe. Mr. Panetta said it was over.")
    assert found["source_id"].tolist() == ["panetta"] * 2 and set(found["source_type"]) == {"other"}


def test_a_family_name_that_stands_first_is_whoever_the_page_names_in_full():
    found = find("Under the eyes of North Korean leader Kim Jong Un, the test took place.\n\nKim said the road was safe.")
    assert found["source_id"].tolist() == ["kim-jong-un"]


def test_a_rank_with_a_stop_before_a_name_that_opens_a_sentence_is_no_name():
    found = find("Mr. Obama said it was shut.\n\nArmy Gen. Martin Holt, the chairman, visited the road. He said it was safe.")
    assert found["source_name"].tolist()[-1] == "Martin Holt"


def test_a_pronoun_takes_up_whose_words_an_outlet_reported_but_not_whose_words_somebody_told():
    text = "{} countries promised help.\n\n{} reported that Mayor Mark Holt said the road was shut. He added that the bridge was, too."
    assert find(text.format("Seven", "Reuters"))["source_name"].tolist()[-1] == "Mark Holt"
    told = "Governor Adam Reed said that Mayor Mark Holt said the road was shut. He added that the bridge was, too."
    assert find(told)["source_name"].tolist()[-1] == "Adam Reed"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jean-Marc Example said that the road was shut. Mr Example said it was mined.", ["Jean-Marc Example"] * 2),
        ("Geoffrey S. Example-Corn said that the road was shut.", ["Geoffrey S. Example-Corn"]),
        (
            "Israeli officials said the road was shut. Lebanese authorities said it was mined.",
            ["Israeli officials", "Lebanese authorities"],
        ),
        ("Israel said the road was shut.", ["Israel"]),
    ],
)
def test_who_is_not_listed_is_shown_as_written_and_somebody_of_a_state_not_as_the_state(text, names):
    assert find(text)["source_name"].tolist() == names


@pytest.mark.parametrize(
    ("who", "source_id"),
    [
        ("A spokeswoman for the ministry", "germany-interior-ministry"),
        ("A ministry spokesman", "germany-interior-ministry"),
        ("A hospital spokesman", "hospital-spokesman"),
    ],
)
def test_who_speaks_for_the_ministry_speaks_for_the_one_named(who, source_id):
    found = find(f"The German Interior Ministry said the road was shut. {who} said the bridge was open.")
    assert found["source_id"].tolist() == ["germany-interior-ministry", source_id]


@pytest.mark.parametrize(
    ("who", "type_"),
    [
        ("A group of residents", "other"),
        ("A bipartisan group of senators", "official-state"),
        ("A group of Hamas officials", "party/movement"),
        ("A group of rebels", "party/movement"),
        ("The rebel group", "party/movement"),
        ("The Group of Seven", "intl-org"),
    ],
)
def test_a_group_of_people_speaks_as_they_do(who, type_):
    assert find(f"{who} said the road was shut.")["source_type"].tolist() == [type_]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mayor Jan Holt said it was shut. But Paul Marsh, who drives there, was not convinced. “It is open,” he said.", "Paul Marsh"),
        ("Mayor Jan Holt said it was shut. Asked on Sunday whether it was, Paul Marsh smiled. “It is open,” he said.", "Paul Marsh"),
        ("Paul Marsh said it was shut. “Holt is late. Holt will keep the road shut,” he wrote.", "Paul Marsh"),
        ("Mayor Jan Holt said it was shut. Several officials said it was not. “It is open,” he said.", "Jan Holt"),
        ("Mayor Jan Holt said it was shut. Before Paul Marsh came, he called it safe.", "Paul Marsh"),
        ("Mayor Jan Holt said it was shut. Mary Johnson was waiting. “It is open,” she said.", "Mary Johnson"),
        ("Mayor Jan Holt said it was shut. On Sunday the envoy, Mary Marsh, came. “It is open,” she said.", "Mary Marsh"),
        (
            "Engineer Paul Marsh said it was shut. Mayor Jan Holt said the road “was open”, Reuters reported. He left, he said.",
            "Jan Holt",
        ),
    ],
)
def test_a_pronoun_takes_up_who_opened_the_sentence_before_or_spoke_last(text, name):
    assert find(text)["source_name"].tolist()[-1] == name


@pytest.mark.parametrize("phrase", ["A former senior Obama White House official", "An Obama aide"])
def test_an_official_of_somebody_is_not_that_person(phrase):
    found = find(f"{phrase} said the road was shut. “It is closed,” he said.")
    assert found["source_id"].nunique() == 1 and "obama" not in set(found["source_id"])


def test_what_is_said_within_a_quotation_left_open_belongs_to_it():
    first = "“The road was mined and nobody came,” said Mayor Jan Holt. “We express our thanks to the drivers.\n\n"
    found = find(first + "“It is late. The army told its allies that the road was likely to stay shut.\n\n“It is a long road.”")
    assert found["source_name"].tolist() == ["Jan Holt"] and len(found["more_spans"].iloc[0]) >= 3


def test_the_author_is_no_source():
    assert not len(find("We expressed our thanks to the drivers on Sunday."))

"""Where a document speaks of actors and things: names, nouns and pronouns, on sentences parsed by hand."""

from __future__ import annotations

import itertools

import pytest
from parsed import World, doc_of

from kg.extraction.naming.lexicon import KnownActor
from kg.extraction.naming.mentions import NAME, NOUN, PRONOUN

ACTORS = (
    KnownActor("Tern Boat Works", "Yard", ("Tern Works",), ("Tern",), "Q1"),
    KnownActor("Heron's Guild", "Guild", (), (), None),
)

PARTS = "kg:technology a rdf:Property ."


@pytest.fixture(scope="module")
def world():
    return World.of()


@pytest.fixture(scope="module")
def listed():
    """The same world with known actors."""
    return World.of(actors=ACTORS)


def seen(world: World, text: str) -> list[tuple[str, str, str | None]]:
    """(words, kind, class) of each mention."""
    doc = doc_of(text)
    return [(m.text(doc), m.kind, m.class_name) for m in world.kit.finder.find(doc)]


def test_the_finders_label_gives_a_class_that_is_not_certain(world):
    (mention,) = world.mentions("Tern|PROPN|2|nsubj|ORG closed:close|VERB|0|root")
    assert (mention.kind, mention.name, mention.class_name, mention.certain) == (NAME, "Tern", "House", False)


def test_the_words_of_a_name_give_a_class_that_is_certain(world):
    (mention,) = world.mentions("Tern|PROPN|2|compound|ORG Guild|PROPN|3|nsubj|+ closed:close|VERB|0|root")
    assert (mention.class_name, mention.certain) == ("Guild", True)


def test_a_title_gives_the_class_and_is_left_out(world):
    text = "Captain|PROPN|2|compound|PER Reyes|PROPN|3|nsubj|+ left:leave|VERB|0|root"
    assert seen(world, text)[-1] == ("Reyes", NAME, "Sailor")


def test_one_word_that_the_finder_takes_for_a_person_may_be_anything(world):
    assert seen(world, "Reyes|PROPN|2|nsubj|PER left:leave|VERB|0|root") == [("Reyes", NAME, None)]


def test_two_words_that_the_finder_takes_for_a_person_are_one(world):
    text = "Dana|PROPN|3|nsubj|PER Reyes|PROPN|1|flat|+ left:leave|VERB|0|root"
    assert seen(world, text) == [("Dana Reyes", NAME, "Sailor")]


@pytest.mark.parametrize("word", ["Monday", "March", "Sep", "Jan.", "Sept."])
def test_days_and_months_are_no_names(world, word):
    assert seen(world, f"It:it|NOUN|2|nsubj closed:close|VERB|0|root {word}|PROPN|2|obl|ORG") == []


def test_a_class_word_with_a_capital_is_a_noun(world):
    text = "the|DET|2|det Port|PROPN|3|nsubj|LOC closed:close|VERB|0|root"
    assert seen(world, text) == [("Port", NOUN, "Port")]


@pytest.mark.parametrize(
    "text",
    [
        "Tern|PROPN|5|nsubj|ORG ,|PUNCT|4|punct a|DET|4|det guild|NOUN|1|appos closed:close|VERB|0|root",
        "the|DET|2|det guild|NOUN|4|nsubj Tern|PROPN|2|appos|ORG closed:close|VERB|0|root",
        "Tern|PROPN|4|nsubj|ORG is:be|AUX|4|cop a|DET|4|det guild|NOUN|0|root",
    ],
    ids=["apposition", "noun before the name", "copula"],
)
def test_a_noun_beside_a_name_states_its_class(world, text):
    (mention,) = [m for m in world.mentions(text) if m.kind == NAME]
    assert (mention.class_name, mention.certain) == ("Guild", True)


def test_a_noun_of_another_kind_before_a_name_states_nothing(world):
    text = "the|DET|2|det ferry|NOUN|4|nsubj Tern|PROPN|2|appos|ORG closed:close|VERB|0|root"
    assert next(m for m in world.mentions(text) if m.kind == NAME).class_name == "House"


def test_what_a_name_is_said_to_be_beats_the_finder(world):
    text = "Tern|PROPN|5|nsubj|ORG ,|PUNCT|4|punct a|DET|4|det ferry|NOUN|1|appos closed:close|VERB|0|root"
    assert next(m for m in world.mentions(text) if m.kind == NAME).class_name == "Boat"


def test_a_name_between_an_owner_and_a_kind_is_that_of_a_thing(world):
    text = "its|PRON|3|nmod:poss Tern|PROPN|3|compound|ORG ferry|NOUN|4|nsubj sank:sink|VERB|0|root"
    assert next(m for m in world.mentions(text) if m.kind == NAME).class_name == "Boat"


def test_the_article_tells_the_class_of_one_word(world):
    text = "They|PRON|2|nsubj left:leave|VERB|0|root the|DET|4|det Works|PROPN|2|obj|LOC"
    ontology = 'kg:Yard a owl:Class ; kg:ending "Works" . kg:Port a owl:Class ; kg:nameLabel "LOC" .'
    (mention,) = [m for m in World.of(PARTS, ontology).mentions(text) if m.kind == NAME]
    assert mention.class_name == "Yard"


def test_a_place_is_certain_where_something_is_in_it(world):
    text = "they|PRON|2|nsubj slept:sleep|VERB|0|root {}|ADP|4|case Tern|PROPN|2|obl|LOC"
    assert [world.mentions(text.format(word))[-1].certain for word in ("in", "with")] == [True, False]


def test_a_public_body_that_is_named_after_its_place_is_a_name(world):
    text = "the|DET|3|det Harwich|PROPN|3|compound|LOC guild|NOUN|4|nsubj closed:close|VERB|0|root"
    (mention,) = world.mentions(text)
    assert (mention.kind, mention.name, mention.class_name) == (NAME, "Harwich guild", "Guild")


def test_one_public_body_among_many_is_no_name(world):
    text = "a|DET|3|det Harwich|PROPN|3|compound|LOC guild|NOUN|4|nsubj closed:close|VERB|0|root"
    assert [m.name for m in world.mentions(text)] == ["Harwich", "guild"]


def test_a_known_maker_before_a_kind_of_thing_is_a_name_of_its_own(listed):
    text = """they|PRON|2|nsubj left:leave|VERB|0|root Tern|PROPN|4|compound|ORG Works|PROPN|5|compound|+
        Ferry|PROPN|2|obj|+"""
    assert [(m.name, m.class_name) for m in listed.mentions(text)[1:]] == [
        ("Tern Boat Works", "Yard"),
        ("ferry", "Boat"),
    ]


def test_a_nameless_thing_is_called_by_what_it_is_about():
    world = World.of(PARTS, 'kg:Law a owl:Class ; kg:describable true ; kg:noun "bill" ; kg:vagueNoun "bill" .')
    text = """a|DET|2|det bill|NOUN|0|root to|PART|4|mark ban|VERB|2|acl ferries:ferry|NOUN|4|obj ,|PUNCT|7|punct
        which|PRON|8|nsubj failed:fail|VERB|2|acl:relcl"""
    (mention,) = [m for m in world.mentions(text) if m.class_name == "Law"]
    assert (mention.name, mention.text(doc_of(text))) == ("bill to ban ferries", "bill")


def test_a_vague_thing_is_called_by_what_it_does(world):
    text = """a|DET|5|det worker|NOUN|4|obj -|PUNCT|4|punct tracking:track|VERB|5|amod vessel|NOUN|6|nsubj
        sank:sink|VERB|0|root"""
    (mention,) = world.mentions(text)
    assert mention.name == "worker-tracking vessel"


def test_a_class_stated_once_holds_in_the_whole_document(world):
    text = """Tern|PROPN|2|nsubj|ORG closed:close|VERB|0|root / Tern|PROPN|4|nsubj|ORG is:be|AUX|4|cop a|DET|4|det
        guild|NOUN|0|root"""
    assert {m.class_name for m in world.mentions(text) if m.kind == NAME} == {"Guild"}


def test_the_commoner_label_of_a_name_decides(world):
    text = " / ".join(f"Tern|PROPN|2|nsubj|{label} closed:close|VERB|0|root" for label in ("LOC", "ORG", "ORG"))
    assert {m.class_name for m in world.mentions(text)} == {"House"}


def test_a_known_actor_is_found_without_the_finder(listed):
    text = "they|PRON|2|nsubj left:leave|VERB|0|root Tern|PROPN|4|compound Works|PROPN|2|obj"
    mention = listed.mentions(text)[-1]
    assert (mention.name, mention.class_name, mention.certain) == ("Tern Boat Works", "Yard", True)
    assert mention.actor == ACTORS[0]


@pytest.mark.parametrize("apostrophe", ["'s", "’s"])
def test_a_known_actor_is_found_with_either_apostrophe(listed, apostrophe):
    text = (
        f"they|PRON|2|nsubj left:leave|VERB|0|root Heron|PROPN|5|nmod:poss {apostrophe}|PART|3|case Guild|PROPN|2|obj"
    )
    assert listed.mentions(text)[-1].actor == ACTORS[1]


def test_an_ambiguous_alias_alone_is_nobody_known(listed):
    (mention,) = listed.mentions("Tern|PROPN|2|nsubj|LOC slept:sleep|VERB|0|root")
    assert mention.actor is None


def test_an_ambiguous_alias_counts_beside_a_plain_one(listed):
    text = "Tern|PROPN|2|compound Works|PROPN|3|nsubj|ORG slept:sleep|VERB|0|root / Tern|PROPN|2|nsubj woke:wake|VERB|0|root"
    assert [m.actor for m in listed.mentions(text)] == [ACTORS[0], ACTORS[0]]


def test_a_known_name_inside_a_longer_one_is_not_that_actor(listed):
    text = """Tern|PROPN|3|compound|ORG Works|PROPN|3|compound|+ Guild|PROPN|4|nsubj|+ closed:close|VERB|0|root"""
    (mention,) = listed.mentions(text)
    assert (mention.name, mention.actor, mention.class_name) == ("Tern Works Guild", None, "Guild")


def test_a_definite_noun_refers_back(world):
    (mention,) = world.mentions("the|DET|2|det guild|NOUN|3|nsubj closed:close|VERB|0|root")
    assert (mention.kind, mention.noun, mention.class_name, mention.definite) == (NOUN, "guild", "Guild", True)


def test_an_indefinite_noun_does_not_refer_back(world):
    (mention,) = world.mentions("a|DET|2|det guild|NOUN|3|nsubj closed:close|VERB|0|root")
    assert not mention.definite


def test_the_plural_of_an_actor_is_a_group(world):
    (mention,) = world.mentions("guilds:guild|NOUN|2|nsubj closed:close|VERB|0|root")
    assert (mention.class_name, mention.noun_class, mention.name) == ("Crowd", "Guild", "guilds")


def test_the_plural_of_a_thing_is_the_thing(world):
    (mention,) = world.mentions("ferries:ferry|NOUN|2|nsubj sank:sink|VERB|0|root")
    assert (mention.class_name, mention.name) == ("Boat", "ferry")


def test_a_thing_is_called_as_the_ontology_writes_it(world):
    (mention,) = world.mentions("vtol|NOUN|2|compound ferries:ferry|NOUN|3|nsubj sank:sink|VERB|0|root")
    assert mention.name == "VTOL ferry"


def test_a_vague_noun_takes_its_meaning_from_the_noun_before_it(world):
    (mention,) = world.mentions(
        "a|DET|4|det ferry|NOUN|4|compound training|NOUN|4|compound vessel|NOUN|5|nsubj sank:sink|VERB|0|root"
    )
    assert (mention.noun, mention.name) == ("ferry", "ferry")


SORTED = "{first} {kind}|NOUN|3|compound boat|NOUN|4|nsubj sank:sink|VERB|0|root"


@pytest.mark.parametrize(
    ("first", "kind", "name"),
    [
        ("a|DET|3|det", "cargo", "cargo boat"),
        ("a|DET|3|det", "guild", "boat"),
        ("cattle|NOUN|3|compound", "cargo", "boat"),
    ],
    ids=["a noun tells of which sort it is", "one that the ontology knows does not", "nor does one of several"],
)
def test_a_noun_of_which_there_are_sorts(first, kind, name):
    boat = 'kg:Boat a owl:Class ; kg:noun "boat" ; kg:vagueNoun "boat" ; kg:sortedNoun "boat" .'
    world = World.of(PARTS, boat, 'kg:Guild a owl:Class ; kg:noun "guild" .')
    (mention,) = (m for m in world.mentions(SORTED.format(first=first, kind=kind)) if m.class_name == "Boat")
    assert mention.name == name


def test_the_longest_noun_is_one_mention(world):
    assert seen(world, "a|DET|3|det tug|NOUN|3|compound boat|NOUN|4|nsubj sank:sink|VERB|0|root") == [
        ("tug boat", NOUN, "Boat")
    ]


def test_a_noun_inside_a_name_is_no_mention_of_its_own(world):
    text = "Tern|PROPN|3|compound|ORG Ferry|PROPN|3|compound|+ Guild|PROPN|4|nsubj|+ closed:close|VERB|0|root"
    assert seen(world, text) == [("Tern Ferry Guild", NAME, "Guild")]


@pytest.mark.parametrize("word", ["It", "them", "her", "itself", "I", "we"])
def test_pronouns_are_mentions_without_class(world, word):
    assert seen(world, f"{word}|PRON|2|nsubj sank:sink|VERB|0|root") == [(word, PRONOUN, None)]


@pytest.mark.parametrize("word", ["you", "that", "who"])
def test_other_pronouns_are_not(world, word):
    assert seen(world, f"{word}|PRON|2|nsubj sank:sink|VERB|0|root") == []


def test_mentions_come_in_the_order_of_the_text_and_do_not_overlap(listed):
    text = """the|DET|2|det guild|NOUN|4|nsubj that|PRON|4|obj hired:hire|VERB|2|acl:relcl Tern|PROPN|6|compound|ORG
        Works|PROPN|4|obj|+ and|CCONJ|9|cc its|PRON|9|nmod:poss ferry|NOUN|6|conj sank:sink|VERB|0|root"""
    mentions = listed.mentions(text)
    assert [m.name for m in mentions] == ["guild", "Tern Boat Works", "its", "ferry"]
    assert all(one.end <= two.start for one, two in itertools.pairwise(mentions))


def test_an_empty_document_has_no_mentions(world):
    assert world.kit.finder.find(doc_of("")) == []


def test_a_noun_that_says_less_than_the_label_takes_nothing_away(world):
    """ "The rival Dana Vale" is a sailor, though a rival may be anybody."""
    (name,) = [
        m for m in world.mentions("rival|NOUN|2|compound Dana|PROPN|0|root|PER Vale|PROPN|2|flat|+") if m.kind == NAME
    ]
    assert name.class_name == "Sailor"

"""Label files: sentences with their claims, stand-off labels, and what is said of a line that is wrong."""

import json
from pathlib import Path

import pytest
from parsed import HARBOUR, ontology_from

from kg.errors import UsageError
from kg.ontology.definitions import Ontology
from kg.training.corpora import marked_texts
from kg.training.labels import FOLDER, STAND_OFF, WRITTEN, SpanLabel, stand_off, written


@pytest.fixture(scope="module")
def ontology():
    return ontology_from(HARBOUR)


@pytest.fixture
def lines(tmp_path):
    """A label file of the given lines."""

    def write(name, *given):
        path = tmp_path / name
        path.write_text(
            "\n".join(line if isinstance(line, str) else json.dumps(line) for line in given) + "\n", "utf-8"
        )
        return path

    return write


def sentence(text, words, *claims):
    return {"text": text, "sentence": words, "claims": claims}


def marked(text):
    """The claims of a text, in its words."""
    words = text.document.text
    return [(words[slice(*one.subject)], one.relation, words[slice(*one.object)]) for one in text.labels]


def test_sentences_of_a_text_are_joined_and_their_claims_found(lines, ontology):
    path = lines(
        "written.jsonl",
        sentence("a", "Tern left.", ),
        sentence("b", "Lynx left."),
        sentence("a", "Tern towed Lynx.", ["Tern", "towed", "Lynx"]),
    )  # fmt: skip
    one, two = written(path, ontology)
    assert (one.document.name, one.document.text) == ("a", "Tern left. Tern towed Lynx.")
    assert one.labels == (SpanLabel((11, 15), "towed", (22, 26)),)
    assert two.labels == ()


def test_a_number_picks_one_of_several_occurrences(lines, ontology):
    path = lines("written.jsonl", sentence("a", "Its item towed its it, it said.", ["it#2", "towed", "it"]))
    (text,) = written(path, ontology)
    assert text.labels == (SpanLabel((23, 25), "towed", (19, 21)),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", r"written\.jsonl:1 is no object with text, sentence and claims"),
        ('{"text": "a"}', "KeyError"),
        (sentence("a", "Tern left.", ["Tern", "towed", "Lynx"]), "'Lynx' is not in the sentence"),
        (sentence("a", "Tern left.", ["Tern", "towed", "Tern#2"]), "'Tern#2' is not in the sentence"),
        (sentence("a", "Terns left.", ["Tern", "towed", "Terns"]), "'Tern' is not in the sentence"),
        (sentence("a", "Tern left.", ["Tern", "towed"]), "not made of subject, relation and object"),
        (sentence("a", "Tern met Lynx.", ["Tern", "toweds", "Lynx"]), r"written\.jsonl:1: .*Did you mean towed"),
    ],
)
def test_a_wrong_sentence_is_refused_with_its_line(lines, ontology, line, said):
    with pytest.raises(UsageError, match=said):
        written(lines("written.jsonl", line), ontology)


def test_a_text_that_is_only_named_has_no_relation(lines, ontology):
    texts = lines("texts.jsonl", {"id": "a", "text": "Tern towed Lynx."}, {"id": "b", "text": "Tern left."})
    one, two = stand_off(lines("sea.tsv", "a\t0\t4\ttowed\t11\t15", "b"), texts, ontology)
    assert marked(one) == [("Tern", "towed", "Lynx")]
    assert (two.source, two.document.name, two.labels) == ("sea", "b", ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c", r"sea\.tsv:1: .* has no text c"),
        ("a\t0\t4\ttowed", "two offsets, a relation and two offsets"),
        ("a\t0\tx\ttowed\t11\t15", "two offsets, a relation and two offsets"),
        ("a\t0\t4\ttowed\t11\t99", "from 11 to 99 in a text of 16 characters"),
        ("a\t4\t4\ttowed\t11\t15", "no stretch goes from 4 to 4"),
        ("a\t0\t4\ttoweds\t11\t15", "Did you mean towed"),
    ],
)
def test_a_wrong_stand_off_label_is_refused_with_its_line(lines, ontology, line, said):
    texts = lines("texts.jsonl", {"id": "a", "text": "Tern towed Lynx."})
    with pytest.raises(UsageError, match=said):
        stand_off(lines("sea.tsv", line), texts, ontology)


def test_a_missing_file_is_told(tmp_path, ontology):
    with pytest.raises(UsageError, match="there is no label file"):
        written(tmp_path / "written.jsonl", ontology)


def test_the_sentences_of_the_checkout_are_labelled_rightly():
    """Every end stands in its sentence and every relation is in the ontology; each relation is shown often."""
    ontology = Ontology.load()
    texts = written(FOLDER / WRITTEN, ontology)
    shown = [label.relation for text in texts for label in text.labels]
    assert set(shown) == set(ontology.relations)
    assert min(shown.count(name) for name in ontology.relations) >= 20
    assert not [text for text in texts for label in text.labels if label.subject == label.object]


@pytest.mark.parametrize("name", STAND_OFF)
def test_the_stand_off_labels_of_the_checkout_are_in_order_and_hold_no_text(name):
    rows = [line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()]
    relations = Ontology.load().relations
    assert {len(row) for row in rows} == {1, 6}
    assert all(
        row[3] in relations and int(row[1]) < int(row[2]) and int(row[4]) < int(row[5]) for row in rows if row[1:]
    )
    assert rows == sorted(rows, key=lambda row: row[0])
    bare = [row[0] for row in rows if not row[1:]]
    assert not set(bare) & {row[0] for row in rows if row[1:]}


def test_files_of_other_labels_beside_those_of_pairs_are_left_alone(tmp_path, ontology):
    labels, texts = tmp_path / "labels", tmp_path / "texts"
    for folder in (labels, texts / "atlas", texts / "wikinews"):
        folder.mkdir(parents=True)
    record = {"text": "1", "sentence": "Ann tugged the Belle.", "claims": []}
    (labels / WRITTEN).write_text(json.dumps(record) + "\n", "utf-8")
    (labels / "references.tsv").write_text("b\t0\tAnn\n", "utf-8")
    for name in STAND_OFF:
        (labels / name).write_text("a.txt\n", "utf-8")
        (texts / Path(name).stem / "a.txt").write_text("The Belle sank.", "utf-8")
    assert [text.source for text in marked_texts(texts, labels, ontology)] == ["written", "atlas", "wikinews"]

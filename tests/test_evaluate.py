"""Figures of the model card, on analyses written by hand."""

from pathlib import Path

import pytest

from kg.language.evaluate import score_names, score_raw, score_trees, spans_of
from kg.language.model import Analysis

TREEBANK = """\
# newdoc id = one
1	Acme	Acme	PROPN	_	_	2	nsubj	_	_
2	sued	sue	VERB	_	_	0	root	_	_
3	Bolt	Bolt	PROPN	_	_	2	obj	_	SpaceAfter=No
4	.	.	PUNCT	_	_	2	punct	_	_

1	It	it	PRON	_	_	2	nsubj	_	_
2	lost	lose	VERB	_	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	_	_	2	punct	_	_

"""

RIGHT = [
    Analysis(
        upos=["PROPN", "VERB", "PROPN", "PUNCT"], heads=[1, 1, 1, 1], labels=["nsubj", "root", "obj", "punct"],
        names=["B-ORG", "O", "B-ORG", "O"], starts=[True, False, False, False], lemmas=["Acme", "sue", "Bolt", "."],
    ),
    Analysis(
        upos=["PRON", "VERB", "PUNCT"], heads=[1, 1, 1], labels=["nsubj", "root", "punct"],
        names=["O", "O", "O"], starts=[True, False, False], lemmas=["it", "lose", "."],
    ),
]  # fmt: skip


class Written:
    """A model whose analyses are written beforehand."""

    def __init__(self, *analyses: Analysis) -> None:
        self.analyses = analyses

    def analyse(self, paragraphs, *, sentences=None):
        assert [len(words) for words in paragraphs] == [len(a.heads) for a in self.analyses]
        return list(self.analyses)


@pytest.fixture
def treebank(tmp_path) -> Path:
    path = tmp_path / "made_up-ud-test.conllu"
    path.write_text(TREEBANK, "utf-8")
    return path


def changed(analysis: Analysis, **lists: list) -> Analysis:
    kept = {name: getattr(analysis, name) for name in Analysis.__slots__}
    return Analysis(**{**kept, **lists})


def joined(one: Analysis, two: Analysis) -> Analysis:
    """The analysis of a paragraph of two sentences."""
    lists = {name: getattr(one, name) + getattr(two, name) for name in Analysis.__slots__}
    return Analysis(**{**lists, "heads": one.heads + [head + len(one.heads) for head in two.heads]})


def test_a_right_analysis_scores_full_marks(treebank):
    scores = score_trees(treebank, Written(*RIGHT))
    assert (scores.upos, scores.uas, scores.las, scores.lemmas) == (100.0, 100.0, 100.0, 100.0)
    assert scores.words == 7


def test_a_wrong_label_costs_las_and_not_uas(treebank):
    wrong = changed(RIGHT[0], labels=["nsubj:pass", "root", "obj", "punct"])
    scores = score_trees(treebank, Written(wrong, RIGHT[1]))
    assert scores.uas == 100.0
    assert scores.las == pytest.approx(100 * 6 / 7)


def test_a_right_label_on_a_wrong_head_does_not_count(treebank):
    wrong = changed(RIGHT[0], heads=[1, 1, 0, 1])
    scores = score_trees(treebank, Written(wrong, RIGHT[1]))
    assert scores.uas == scores.las == pytest.approx(100 * 6 / 7)


def test_a_second_root_counts_as_a_wrong_head(treebank):
    wrong = changed(RIGHT[0], heads=[0, 1, 1, 1])
    assert score_trees(treebank, Written(wrong, RIGHT[1])).uas == pytest.approx(100 * 6 / 7)


def test_raw_text_scores_full_marks_where_words_sentences_and_trees_agree(treebank):
    scores = score_raw(treebank, Written(joined(*RIGHT)))
    assert (scores.words, scores.sentences, scores.upos, scores.uas, scores.las) == (100.0,) * 5


def test_sentences_run_together_cost_both_sentences(treebank):
    joint = joined(*RIGHT)
    joint.heads[5], joint.labels[5] = 1, "parataxis"
    scores = score_raw(treebank, Written(joint))
    assert scores.sentences == 0.0
    assert scores.words == 100.0
    assert scores.uas == pytest.approx(100 * 6 / 7)


def names_file(tmp_path: Path) -> Path:
    path = tmp_path / "made_up.iob2"
    path.write_text("1\tAcme\tB-ORG\n2\tsued\tO\n3\tBolt\tB-ORG\n4\t.\tO\n\n1\tIt\tO\n2\tlost\tO\n3\t.\tO\n", "utf-8")
    return path


def test_names_are_scored_by_span_and_class(tmp_path):
    found = changed(RIGHT[0], names=["B-ORG", "I-ORG", "B-ORG", "O"])
    scores = score_names(names_file(tmp_path), Written(found, RIGHT[1]))
    assert (scores["ORG"].precision, scores["ORG"].recall, scores["ORG"].f1) == (50.0, 50.0, 50.0)
    assert scores["ORG"].count == scores["all"].count == 2


def test_a_class_that_the_file_never_marks_is_not_held_against_the_model(tmp_path):
    found = changed(RIGHT[1], names=["B-MISC", "O", "O"])
    scores = score_names(names_file(tmp_path), Written(RIGHT[0], found))
    assert set(scores) == {"ORG", "all"}
    assert scores["all"].f1 == 100.0


def test_no_names_found_scores_nothing(tmp_path):
    scores = score_names(names_file(tmp_path), Written(changed(RIGHT[0], names=["O"] * 4), RIGHT[1]))
    assert (scores["all"].precision, scores["all"].recall, scores["all"].f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ([], set()),
        (["O", "O"], set()),
        (["B-ORG", "I-ORG", "O"], {(0, 2, "ORG")}),
        (["B-ORG", "B-ORG"], {(0, 1, "ORG"), (1, 2, "ORG")}),
        (["O", "B-PER", "I-PER"], {(1, 3, "PER")}),
        (["B-PER", "I-ORG", "I-ORG"], {(0, 1, "PER"), (1, 3, "ORG")}),
        (["I-LOC", "O"], {(0, 1, "LOC")}),
        (["B-LOC", "O", "I-LOC"], {(0, 1, "LOC"), (2, 3, "LOC")}),
    ],
)
def test_spans_of_names(tags, spans):
    assert spans_of(tags) == spans

"""The shipped network: every word gets an analysis, and the analysis of a paragraph depends on that paragraph only."""

import shutil

import pytest

from kg.errors import ModelError
from kg.language.model import FOLDER, Model, shipped_model
from kg.language.parsing import parse
from kg.settings import shipped

PARAGRAPHS = [
    text.split()
    for text in (
        "Acme sued the city of Springfield in 2020 .",
        "Bolt , a vendor , sold scanners to police . They were not used . It said so on Monday .",
        "ICE signs deal",
    )
]


@pytest.fixture(scope="module")
def model() -> Model:
    return shipped_model()


def sentences_of(starts: list[bool]) -> list[int]:
    """The number of the sentence in which each word stands."""
    return [sum(starts[: i + 1]) for i in range(len(starts))]


def test_each_word_gets_a_tag_a_head_a_label_a_name_and_a_lemma(model):
    for words, analysis in zip(PARAGRAPHS, model.analyse(PARAGRAPHS), strict=True):
        for layer in (analysis.upos, analysis.heads, analysis.labels, analysis.names, analysis.starts, analysis.lemmas):
            assert len(layer) == len(words)
        assert set(analysis.upos) <= set(model.tags)
        assert set(analysis.labels) <= set(model.labels)


def test_a_plain_sentence_is_understood(model):
    (analysis,) = model.analyse([["Acme", "sued", "Bolt", "in", "2020", "."]])
    assert analysis.upos == ["PROPN", "VERB", "PROPN", "ADP", "NUM", "PUNCT"]
    assert analysis.heads == [1, 1, 1, 4, 1, 1]
    assert analysis.labels == ["nsubj", "root", "obj", "case", "obl", "punct"]
    assert analysis.lemmas[1] == "sue"


def test_heads_stay_inside_their_sentence(model):
    for analysis in model.analyse(PARAGRAPHS):
        numbers = sentences_of(analysis.starts)
        assert [numbers[head] for head in analysis.heads] == numbers


def test_each_sentence_has_one_root_and_only_the_root_is_labelled_so(model):
    for analysis in model.analyse(PARAGRAPHS):
        roots = [i for i, head in enumerate(analysis.heads) if head == i]
        assert len(roots) == sum(analysis.starts)
        assert [i for i, label in enumerate(analysis.labels) if label == "root"] == roots


def test_neighbours_do_not_change_the_analysis_of_a_paragraph(model):
    """Rebuilding after one changed document has to equal building from nothing."""
    other = ["Short", "."] * 3 + ["$", "5", "million"] * 30
    together = model.analyse([*PARAGRAPHS, other, *reversed(PARAGRAPHS)])
    alone = [model.analyse([words])[0] for words in PARAGRAPHS]
    assert together[: len(alone)] == alone
    assert together[: -len(alone) - 1 : -1] == alone


def test_several_threads_give_the_same(model):
    assert Model(threads=3).analyse(PARAGRAPHS * 3) == model.analyse(PARAGRAPHS * 3)


def test_nothing_is_analysed_to_nothing(model):
    assert model.analyse([]) == []
    first, second = model.analyse([[], ["Acme"]])
    assert (first.upos, first.heads) == ([], [])
    assert second.heads == [0]


def test_a_long_paragraph_is_cut_and_still_whole(model):
    words = ["the", "vendor", "sold", "cameras", "and"] * 600
    (analysis,) = model.analyse([words])
    assert len(analysis.heads) == len(analysis.lemmas) == 3000
    numbers = sentences_of(analysis.starts)
    assert [numbers[head] for head in analysis.heads] == numbers


def test_a_long_paragraph_is_cut_at_sentence_ends(model):
    """No cut inside a sentence: the sentences come out as when each stands alone."""
    sentence = ["The", "city", "of", "Springfield", "bought", "forty", "scanners", "from", "Acme", "last", "year", "."]
    (analysis,) = model.analyse([sentence * 60])
    borders = [i for i, opens in enumerate(analysis.starts) if opens]
    assert set(range(0, len(sentence) * 60, len(sentence))) <= set(borders)
    assert len(borders) == 60


def test_given_sentences_are_kept(model):
    words = ["Acme", "sued", "Bolt", "and", "Bolt", "sued", "Acme"]
    opens = [True, False, False, True, False, False, False]
    (analysis,) = model.analyse([words], sentences=[opens])
    assert analysis.starts == opens
    assert max(analysis.heads[:3]) < 3 <= min(analysis.heads[3:])


def test_names_are_well_formed(model):
    for analysis in model.analyse(PARAGRAPHS):
        for before, tag in zip(["O", *analysis.names], analysis.names, strict=False):
            assert not tag.startswith("I-") or before[2:] == tag[2:]


def test_an_empty_folder_is_no_model(tmp_path):
    with pytest.raises(ModelError, match=r"no language model in .*; reinstall the package"):
        Model(tmp_path)


@pytest.mark.parametrize("name", ["network.onnx", "labels.npz", "tokenizer.json", "model.json"])
@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_a_damaged_model_is_refused(tmp_path, name, harm):
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    if harm == "cut":
        (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="reinstall the package"):
        Model(folder)


def test_no_sentence_opens_inside_a_name():
    texts = [path.read_text("utf-8") for path in sorted(shipped("data", "documents").glob("*.md"))]
    inside = [token for doc in parse(texts) for token in doc if token.ent_iob_ == "I" and token.is_sent_start]
    assert texts
    assert all(not token.nbor(-1).text[-1].isalnum() for token in inside)

"""How it is learned whom references mean: texts with chains, labels, and weights that fit them."""

import gzip

import pytest

from kg.training.antecedents import Item, cross_validated, weights_of
from kg.training.references import chained_texts, labels_of

GUM = """# newdoc id = GUM_news_sample
# newpar
1\tAcme\tAcme\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(1-organization-new)
2\tgrew\tgrow\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newpar
1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\tEntity=(1-organization-giv
2\tfirm\tfirm\tNOUN\t_\t_\t3\tnsubj\t_\tEntity=1)
3\tsold\tsell\tVERB\t_\t_\t0\troot\t_\t_
4\tLynx\tLynx\tPROPN\t_\t_\t3\tobj\t_\tEntity=(2-object-new)

# newdoc id = GUM_vlog_other
1\tHi\thi\tINTJ\t_\t_\t0\troot\t_\t_
"""


@pytest.fixture
def treebanks(tmp_path):
    for part in ("train", "dev"):
        with gzip.open(tmp_path / f"en_gum-ud-{part}.conllu.gz", "wt", encoding="utf-8") as file:
            file.write(GUM if part == "train" else "")
    return tmp_path


def test_a_document_keeps_its_text_and_its_chains(treebanks):
    (text,) = chained_texts(treebanks)
    assert (text.name, text.text.rstrip()) == ("GUM_news_sample", "Acme grew.\n\nThe firm sold Lynx")
    firm = text.text.index("firm")
    assert text.chain_of(text.text.index("The"), (firm, firm + 4)) == text.chain_of(0, (0, 4)) == "1"
    assert text.chain_of(5, (5, 9)) is None


def test_several_are_found_by_the_phrase_that_holds_them_all(treebanks):
    (text,) = chained_texts(treebanks)
    the, firm = text.text.index("The"), text.text.index("firm")
    assert text.chain_of_all((the, the + 3), [{the}, {firm, 0}]) == "1"
    assert text.chain_of_all((the, the + 3), [{the}, {0}]) is None


def test_a_label_without_names_stands_for_none_of_them(tmp_path):
    file = tmp_path / "labels.tsv"
    file.write_text("a.md\t7\tAcme+Lynx\na.md\t40\t\n", "utf-8")
    assert labels_of(file) == {"a.md": {7: {"Acme", "Lynx"}, 40: frozenset()}}


def item(number, rows, right):
    return Item(f"document {number}", "own", rows, right, [True] * len(rows), "it")


ITEMS = [item(n, [{"near": 1.0}, {"far": 1.0}], [True, False]) for n in range(20)] + [
    item(n, [{"far": 1.0}], [False]) for n in range(20, 40)
]


def test_the_weights_tell_right_candidates_from_wrong_ones():
    weights, _ = weights_of(ITEMS)
    assert weights["near"] > 0 > weights["far"]


def test_what_is_told_from_the_rest_is_found_in_documents_that_were_not_learned_from():
    head, line = cross_validated(ITEMS)
    assert head.split() == ["source", "kind", "given", "precision", "recall"]
    assert line.split() == ["own", "it", "20", "100.0", "100.0"]

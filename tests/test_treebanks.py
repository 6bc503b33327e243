"""Labelled text as plain sentences: CoNLL-U with its spaces, paragraphs and names, and columns of names."""

import gzip
from pathlib import Path

import pytest

from kg.language.treebanks import Sentence, documents, main_label, raw_text, read_conllu, read_names


def conllu(tmp_path: Path, *sentences: str) -> Path:
    """A CoNLL-U file of rows `id form lemma upos head label misc`, white space between columns."""
    lines: list[str] = []
    for sentence in sentences:
        for row in filter(None, map(str.strip, sentence.splitlines())):
            if row.startswith("#"):
                lines.append(row)
            else:
                number, form, lemma, upos, head, label, misc = row.split()
                lines.append("\t".join([number, form, lemma, upos, "_", "_", head, label, "_", misc]))
        lines.append("")
    path = tmp_path / "made_up-ud-train.conllu"
    path.write_text("\n".join(lines), "utf-8")
    return path


SUED = """
    1 Acme Acme PROPN 2 nsubj _
    2 sued sue VERB 0 root _
    3 Bolt Bolt PROPN 2 obj SpaceAfter=No
    4 . . PUNCT 2 punct _
"""


def test_the_columns_run_in_parallel(tmp_path):
    (sentence,) = read_conllu(conllu(tmp_path, SUED))
    assert sentence.words == ["Acme", "sued", "Bolt", "."]
    assert sentence.lemmas == ["Acme", "sue", "Bolt", "."]
    assert sentence.upos == ["PROPN", "VERB", "PROPN", "PUNCT"]
    assert sentence.heads == [2, 0, 2, 2]
    assert sentence.labels == ["nsubj", "root", "obj", "punct"]
    assert sentence.names == []


def test_the_text_has_the_recorded_spaces(tmp_path):
    (sentence,) = read_conllu(conllu(tmp_path, SUED))
    assert sentence.text == "Acme sued Bolt."


def test_a_gzipped_file_reads_the_same(tmp_path):
    path = conllu(tmp_path, SUED)
    packed = tmp_path / "packed.conllu.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert list(read_conllu(packed)) == list(read_conllu(path))


def test_words_of_one_token_stand_without_space_between_them(tmp_path):
    sentence = """
        1-2 don't _ _ _ _ _
        1 do do AUX 3 aux _
        2 n't not PART 3 advmod _
        3 sue sue VERB 0 root SpaceAfter=No
        4-5 it's _ _ _ _ SpaceAfter=No
        4 it it PRON 3 obj _
        5 's be AUX 3 dep _
        6 ! ! PUNCT 3 punct _
    """
    (read,) = read_conllu(conllu(tmp_path, sentence))
    assert read.words == ["do", "n't", "sue", "it", "'s", "!"]
    assert read.text == "don't sueit's!"


def test_empty_nodes_are_left_out(tmp_path):
    sentence = """
        1 Acme Acme PROPN 2 nsubj _
        2 sued sue VERB 0 root _
        2.1 sued sue VERB _ _ _
        3 Bolt Bolt PROPN 2 obj _
    """
    (read,) = read_conllu(conllu(tmp_path, sentence))
    assert read.words == ["Acme", "sued", "Bolt"]


def test_documents_and_paragraphs_begin_where_the_comments_say(tmp_path):
    path = conllu(
        tmp_path, "# newdoc id = one\n" + SUED, SUED, "# newpar\n" + SUED, "# newdoc id = two\n# newpar\n" + SUED
    )
    read = list(read_conllu(path))
    assert [s.document for s in read] == ["one", "one", "one", "two"]
    assert [s.opens_document for s in read] == [True, False, False, True]
    assert [s.opens_paragraph for s in read] == [True, False, True, True]
    assert [len(group) for group in documents(read)] == [3, 1]


def test_the_raw_text_of_a_document_has_an_empty_line_before_each_paragraph(tmp_path):
    read = read_conllu(conllu(tmp_path, SUED, SUED, "# newpar\n" + SUED))
    assert raw_text(read) == "Acme sued Bolt. Acme sued Bolt.\n\nAcme sued Bolt."


@pytest.mark.parametrize(
    ("label", "kept"),
    [("nsubj:pass", "nsubj:pass"), ("acl:relcl", "acl:relcl"), ("nmod:poss", "nmod:poss"), ("obl:tmod", "obl"),
     ("flat:foreign", "flat"), ("root", "root")],
)  # fmt: skip
def test_only_the_subtypes_that_the_extractor_reads_are_kept(label, kept):
    assert main_label(label) == kept


def test_bracketed_entities_become_names_where_a_proper_noun_heads_them(tmp_path):
    sentence = """
        1 The the DET 3 det Entity=(1-organization-new
        2 Acme Acme PROPN 3 compound _
        3 Group Group PROPN 4 nsubj Entity=1)
        4 sued sue VERB 0 root _
        5 the the DET 6 det Entity=(2-person-new
        6 mayor mayor NOUN 4 obj Entity=2)
        7 of of ADP 8 case _
        8 Springfield Springfield PROPN 6 nmod Entity=(3-place-new)
    """
    (read,) = read_conllu(conllu(tmp_path, sentence))
    assert read.names == ["O", "B-ORG", "I-ORG", "O", "O", "O", "O", "B-LOC"]


def test_a_name_runs_on_across_of(tmp_path):
    sentence = """
        1 Bank Bank PROPN 4 nsubj Entity=(1-organization-new
        2 of of ADP 3 case _
        3 Ohio Ohio PROPN 1 nmod Entity=(2-place-new)1)
        4 grew grow VERB 0 root _
    """
    (read,) = read_conllu(conllu(tmp_path, sentence))
    assert read.names == ["B-ORG", "I-ORG", "I-ORG", "O"]


def columns(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_iob2_files_hold_the_name_in_the_third_column(tmp_path):
    path = columns(tmp_path, "made_up.iob2", "# id = 1\n1\tAcme\tB-ORG\t-\t-\n2\tsued\tO\t-\t-\n3\tAna\tB-PER\t-\t-\n")
    (sentence,) = read_names(path)
    assert sentence.words == ["Acme", "sued", "Ana"]
    assert sentence.names == ["B-ORG", "O", "B-PER"]
    assert sentence.heads == []


def test_other_files_hold_the_name_in_the_last_column(tmp_path):
    path = columns(tmp_path, "made_up.conll", "Acme NNP B-corporation\nsued VBD O\n\nAna\tB-person\nReyes\tI-person\n")
    assert [sentence.names for sentence in read_names(path)] == [["B-ORG", "O"], ["B-PER", "I-PER"]]


def test_files_without_b_tags_get_them(tmp_path):
    path = columns(tmp_path, "made_up.conll", "Ana I-PER\nReyes I-PER\nAcme I-ORG\nsued O\nBolt I-ORG\n")
    (sentence,) = read_names(path)
    assert sentence.names == ["B-PER", "I-PER", "B-ORG", "O", "B-ORG"]


def test_a_class_that_is_not_ours_is_no_name(tmp_path):
    (sentence,) = read_names(columns(tmp_path, "made_up.conll", "Python B-programlang\n3 I-programlang\nAcme B-ORG\n"))
    assert sentence.names == ["O", "O", "B-ORG"]


def test_a_document_without_marks_is_one_group():
    sentences = [Sentence(words=["a"], space_after=[True]), Sentence(words=["b"], space_after=[True])]
    assert list(documents(sentences)) == [sentences]
    assert list(documents([])) == []

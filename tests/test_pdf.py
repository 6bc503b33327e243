"""PDF files."""

import io
import itertools
import string
from collections import Counter

import pypdf
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from kg.reading.cleaning import UnreadableError
from kg.reading.pdf import join, paragraphs, read_pdf

LONG = (
    "The transport office bought number-plate readers from a vendor in the north of the country, and the auditors "
    "found that it had never asked for a second offer before it signed. The vendor said it had kept to the rules."
)


def printed(*texts, **facts):
    """A PDF with one paragraph for each text, and a running head and foot on every page."""
    stream = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]

    def margins(page, template):
        page.drawString(72, 800, "CONFIDENTIAL DRAFT")
        page.drawString(72, 40, f"Page {template.page}")

    template = SimpleDocTemplate(stream, **facts)
    template.build([Paragraph(text, style) for text in texts], onFirstPage=margins, onLaterPages=margins)
    return stream.getvalue()


def test_text_and_metadata():
    """Lines are joined to the paragraphs that were printed."""
    content = read_pdf(printed("A heading", LONG, "The council voted.", title="Audit", author="Ann Roe"))
    assert (content.title, content.author) == ("Audit", "Ann Roe")
    assert content.text.split("\n\n")[-3:] == ["A heading", LONG, "The council voted."]


def test_running_heads_are_dropped():
    """A sentence that goes over the page is not cut by what is printed on each."""
    texts = [LONG.replace(" ", f" {name} ") for name in map("".join, itertools.product("ABC", string.ascii_uppercase))]
    content = read_pdf(printed(*texts))
    assert "CONFIDENTIAL" not in content.text
    assert "Page" not in content.text
    assert content.text == "\n\n".join(texts)


def test_date_of_the_file_is_not_that_of_the_text():
    """The day a file was made says nothing about its contents."""
    assert read_pdf(printed(LONG)).date is None


def test_meaningless_titles_are_dropped():
    """Names of files that programs leave as titles are none."""
    assert read_pdf(printed(LONG, title="Microsoft Word - memo_v3.doc")).title is None


def test_no_text_layer_is_refused():
    """A scan is refused with the reason, not stored empty."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream)
    page.rect(10, 10, 100, 100, fill=1)
    page.save()
    with pytest.raises(UnreadableError, match="no text layer"):
        read_pdf(stream.getvalue())


def encrypted(password):
    """A PDF that only opens with this password, or that anybody may open if it is empty."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed("The council voted.")))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_encrypted_is_refused():
    """A file with a password is refused with that reason."""
    with pytest.raises(UnreadableError, match="encrypted"):
        read_pdf(encrypted("secret"))


def test_file_that_opens_without_a_password_is_read():
    """Restrictions on printing do not hide the text."""
    assert "The council voted." in read_pdf(encrypted("")).text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(300), b"no pdf", printed(LONG)[:700]])
def test_damaged_files_are_refused(data):
    """Whatever the damage, the reason is one sentence."""
    with pytest.raises(UnreadableError):
        read_pdf(data)


@pytest.mark.parametrize(
    ("words", "lines", "joined"),
    [
        ({}, ("face recogni-", "tion"), "face recognition"),
        ({"facial-recognition": 1}, ("facial-", "recognition"), "facial-recognition"),
        ({"number": 1, "plate": 1}, ("number-", "plate"), "number-plate"),
        ({"number": 1, "plate": 1, "numberplate": 1}, ("number-", "plate"), "numberplate"),
        ({}, ("the Smith-", "Jones case"), "the Smith- Jones case"),
        ({}, ("end of line", "next line"), "end of line next line"),
    ],
)
def test_hyphens_at_the_end_of_a_line(words, lines, joined):
    """The document's own words tell a broken word from a compound."""
    assert join(*lines, Counter(words)) == joined


def test_items_and_headings_stand_alone():
    """A list is not run together, and a short line without a full stop is a heading."""
    page = "Findings\n" + "\n".join(["X" * 60 + " and", "more of it."]) + "\n1. First\n2. Second"
    assert list(paragraphs([page])) == ["Findings", "X" * 60 + " and more of it.", "1. First", "2. Second"]


def test_ligatures_are_letters():
    """Printed ligatures do not hide a name."""
    assert list(paragraphs(["The oﬃce of Grif\ufb01n"])) == ["The office of Griffin"]

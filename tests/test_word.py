"""DOCX documents."""

import contextlib
import datetime
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.reading.cleaning import UnreadableError
from kg.reading.word import PART_LIMIT, read_docx


def saved(file):
    """The bytes of a document made with python-docx."""
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def rewritten(data, name, member):
    """The archive with one member replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, member)
    return stream.getvalue()


def test_paragraphs_and_tables_in_order():
    """Paragraphs and rows come in the order of the page, cells parted."""
    file = docx.Document()
    file.add_paragraph("The city bought cameras.")
    table = file.add_table(rows=2, cols=2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("Vendor", "Sum", "Acme", "$5"), strict=True):
        cell.text = words
    file.add_paragraph("It paid in March.")
    assert read_docx(saved(file)).text == "The city bought cameras.\n\nVendor | Sum\n\nAcme | $5\n\nIt paid in March."


def test_properties():
    """Title, author and date of creation are those of the file."""
    file = docx.Document()
    file.add_paragraph("The city bought cameras.")
    file.core_properties.title = "Camera memo"
    file.core_properties.author = "Ann Roe"
    file.core_properties.created = datetime.datetime(2021, 3, 8, 10, 0)
    content = read_docx(saved(file))
    assert (content.title, content.author, content.date) == ("Camera memo", "Ann Roe", "2021-03-08")
    assert content.text == "Camera memo\n\nThe city bought cameras."


def test_properties_of_the_template_are_not_those_of_the_document():
    """A program's default author and date are nobody's."""
    file = docx.Document()
    file.add_paragraph("The city bought cameras.")
    content = read_docx(saved(file))
    assert (content.title, content.author, content.date) == (None, None, None)


def test_a_date_on_the_first_lines_is_better_than_that_of_the_file():
    """A memo dates itself; the file may be a later copy."""
    file = docx.Document()
    file.add_paragraph("8 March 2021")
    file.add_paragraph("The city bought cameras.")
    file.core_properties.created = datetime.datetime(2022, 1, 1)
    assert read_docx(saved(file)).date == "2021-03-08"


def test_tracked_changes():
    """Insertions are part of the text, deletions are not."""
    file = docx.Document()
    paragraph = file.add_paragraph("The city ")
    for kind, words in (("ins", "bought"), ("del", "stole")):
        tag = "w:t" if kind == "ins" else "w:delText"
        xml = f'<w:{kind} {nsdecls("w")} w:id="1" w:author="a"><w:r><{tag}>{words}</{tag}></w:r></w:{kind}>'
        paragraph._p.append(parse_xml(xml))
    assert read_docx(saved(file)).text == "The city bought"


def test_bomb_is_refused():
    """A part that unpacks to more than a document holds is refused before it is unpacked."""
    data = rewritten(saved(docx.Document()), "word/document.xml", b" " * (PART_LIMIT + 1))
    assert len(data) < 200_000
    with pytest.raises(UnreadableError, match="unpacks to"):
        read_docx(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 cut short", "not a DOCX"),
        (b"plain text", "not a DOCX"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"),
        (rewritten(saved(docx.Document()), "word/document.xml", b"<w:broken"), "not a DOCX"),
        (rewritten(saved(docx.Document()), "[Content_Types].xml", b"<Types/>"), "not a DOCX"),
    ],
    ids=["cut", "text", "ole", "broken xml", "no types"],
)
def test_damaged_files_are_refused(data, reason):
    """Whatever the damage, the reason is one sentence."""
    with pytest.raises(UnreadableError, match=reason):
        read_docx(data)


def test_entities_are_not_expanded():
    """Nested entities of XML, the billion laughs, do no harm."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>A&b;B</w:t></w:r></w:p></w:body></w:document>"
    data = rewritten(saved(docx.Document()), "word/document.xml", bomb + body)
    with contextlib.suppress(UnreadableError):
        assert "haha" not in read_docx(data).text

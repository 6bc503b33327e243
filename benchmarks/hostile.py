"""Files that are made to stop a program: what becomes of each, how long it takes, and how much memory.

    python -m benchmarks.hostile

Each is built by itself, and then all of them beside an honest document, which must be read whatever the others are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measuring import Record
from benchmarks.watching import watched

#: A sentence with a claim, and a word that ends no sentence.
SENTENCE, WORD = "The council of Elmdale sued Northgate Systems in May. ", "Elmdale "
TINY = 10_000
HONEST = "honest.txt"


def files(folder: Path) -> Iterator[Path]:
    """Make the files, and the folder of tiny ones."""
    for name, write in WRITERS.items():
        write(folder / name)
        yield folder / name


def _text(size: int, piece: str) -> Callable[[Path], None]:
    return lambda path: _write(path, (piece * (size // len(piece) + 1))[:size])


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _tiny(path: Path) -> None:
    path.mkdir()
    for number in range(TINY):
        _write(path / f"{number:05}.txt", f"Elmdale sued Northgate{number} Systems.")


def _bomb(path: Path) -> None:
    """A Word file of a megabyte that unpacks to a gigabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1000):
                part.write(b" " * 1_000_000)


def _records(path: Path) -> None:
    with gzip.open(path, "wb") as file:
        file.write(b'{"text": "')
        for _ in range(1000):
            file.write(b" " * 1_000_000)


def _pdf(path: Path, objects: list[str], trailer: str = "") -> None:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    root = f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer.format(start)} >>"
    path.write_bytes(data + f"trailer\n{root}\nstartxref\n{start}\n%%EOF\n".encode())


def _stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


CATALOGUE, PAGE = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] "
FONT = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
ONE_PAGE = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def _pdf_pages(path: Path) -> None:
    """Pages that contain themselves."""
    _pdf(path, [CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"])


def _pdf_forms(path: Path) -> None:
    """Forms that draw each other twice, and the first of them again."""
    draw = "BT /F 9 Tf (Elmdale sued Northgate.) Tj ET /A Do /A Do /B Do /B Do"
    forms = f"/Resources << {FONT} /XObject << /A 5 0 R /B 6 0 R >> >>"
    form = _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {forms}", draw)
    _pdf(path, [CATALOGUE, ONE_PAGE, f"{PAGE} {forms} /Contents 4 0 R >>", _stream("", draw), form, form])


def _pdf_doubling(path: Path) -> None:
    """Forms of which each draws the next one twice, and so on sixty times."""
    draw = "BT /F 9 Tf (Elmdale sued Northgate.) Tj ET /A Do /A Do"
    resources = [f"/Resources << {FONT} /XObject << /A {number} 0 R >> >>" for number in range(5, 65)]
    forms = [_stream(f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {each}", draw) for each in resources[1:]]
    last = _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {FONT} >>", draw[: draw.index(" /A")])
    _pdf(path, [CATALOGUE, ONE_PAGE, f"{PAGE} {resources[0]} /Contents 4 0 R >>", _stream("", draw), *forms, last])


def _pdf_tables(path: Path) -> None:
    """A table of objects before which the same table comes."""
    _pdf(path, [CATALOGUE, ONE_PAGE, f"{PAGE} >>"], "/Prev {0}")


def _pdf_length(path: Path) -> None:
    """A stream whose length is the stream itself."""
    objects = [CATALOGUE, ONE_PAGE, f"{PAGE} /Contents 4 0 R >>", "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"]
    _pdf(path, objects)


WRITERS: dict[str, Callable[[Path], None]] = {
    "text-50MB.txt": _text(50_000_000, SENTENCE),
    "line-10MB.txt": _text(10_000_000, WORD),
    "line-10MB.md": _text(10_000_000, "*a **b "),
    "line-10MB.jsonl": lambda path: _write(path, json.dumps({"text": SENTENCE * (10_000_000 // len(SENTENCE))})),
    "tiny": _tiny,
    "bomb.docx": _bomb,
    "bomb.jsonl.gz": _records,
    "nested.html": lambda path: _write(path, "<div>" * 1_000_000 + SENTENCE + "</div>" * 1_000_000),
    "pages.pdf": _pdf_pages,
    "forms.pdf": _pdf_forms,
    "doubling.pdf": _pdf_doubling,
    "tables.pdf": _pdf_tables,
    "length.pdf": _pdf_length,
    HONEST: lambda path: _write(path, SENTENCE),
}


def _built(path: Path, graph: Path) -> Record:
    """What came of a path; what is refused is told."""
    return watched([sys.executable, "-m", "kg", "build", str(path), "--graph", str(graph), "--quiet"])


def main() -> None:
    """Build each file by itself, then all, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "files")
        folder.mkdir()
        for number, path in enumerate(files(folder)):
            _tell(path.name, _built(path, Path(home, f"graph-{number}")))
        _tell("all", _built(folder, Path(home, "graph")))


def _tell(name: str, found: Record) -> None:
    sizes = f"{found['largest'] / 1e6:5.0f} MB, all processes {found['together'] / 1e6:5.0f} MB"
    print(f"{name:16} status {found['status']}, {found['seconds']:6.1f} s, {sizes}, load {found['machine_load']:.1f}")
    print(*(f"    {line}" for line in found["output"].splitlines()), sep="\n", flush=True)


if __name__ == "__main__":
    main()

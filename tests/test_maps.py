"""The page of a map is one file that loads nothing and holds nothing that could run but its own program."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser

import pytest

from kg.errors import UsageError
from kg.views import maps

HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror='window.__pwned=1'>\u2028\u2029&amp;"


class Parts(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, ""))

    def handle_data(self, data):
        if self.elements[-1:] and self.cdata_elem:
            tag, text = self.raw[-1]
            self.raw[-1] = tag, text + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def policy(self) -> dict[str, str]:
        (content,) = [meta["content"] for meta in self.all("meta") if meta.get("http-equiv")]
        return dict(rule.strip().split(" ", 1) for rule in content.split(";"))

    def data(self) -> dict:
        return json.loads(self.raw[1][1])


@pytest.fixture(scope="module")
def page(story) -> str:
    return maps.draw(story.claims, story.documents, story.ontology, title=story.title)


@pytest.fixture(scope="module")
def parts(page) -> Parts:
    return Parts(page)


@pytest.fixture(scope="module")
def hostile_page(story, claim_of) -> str:
    claim = claim_of(HOSTILE, HOSTILE, "B", subject_class=HOSTILE, quote=HOSTILE, by=HOSTILE, doc=HOSTILE, role=HOSTILE)
    return maps.draw([claim], {}, story.ontology, title=HOSTILE)


def test_same_input_gives_the_same_bytes(story, page):
    assert maps.draw(story.claims[::-1], story.documents, story.ontology, title=story.title) == page


def test_page_loads_nothing(parts):
    addresses = [
        attributes[name]
        for _, attributes in parts.elements
        for name in ("src", "href", "srcset", "data")
        if name in attributes
    ]
    assert addresses == ["data:,"]
    assert {tag for tag, _ in parts.elements}.isdisjoint({"img", "iframe", "object", "embed", "base", "form", "video"})
    style = next(text for tag, text in parts.raw if tag == "style")
    assert "url(" not in style
    assert "@import" not in style
    assert "sourceMappingURL" not in "".join(text for _, text in parts.raw)


def test_policy_forbids_everything_but_the_page_itself(parts):
    policy = parts.policy()
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in " ".join(policy.values())
    assert "http" not in " ".join(policy.values())


def test_policy_names_exactly_the_scripts_and_the_style(parts):
    (style, _data, library, program) = [hash_of(text) for _, text in parts.raw]
    assert parts.policy()["script-src"].split() == [library, program]
    assert parts.policy()["style-src"] == style


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_no_element_carries_a_handler_or_a_style(parts):
    names = {name for _, attributes in parts.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_data_cannot_end_its_element(hostile_page):
    parts = Parts(hostile_page)
    assert [tag for tag, _ in parts.raw] == ["style", "script", "script", "script"]
    assert not re.search("[<>&\u2028\u2029]", parts.raw[1][1])


def test_data_comes_back_as_it_went_in(hostile_page):
    (claim,) = Parts(hostile_page).data()["map"]["claims"]
    assert claim["quote"] == HOSTILE


def test_title_is_escaped(hostile_page):
    assert "<script>window" not in hostile_page
    assert html.escape("</script><script>window.__pwned=1</script>", quote=False) in hostile_page


def test_lone_surrogates_do_not_stop_the_page(story, claim_of, tmp_path):
    page = maps.draw([claim_of("A\ud800", "sued", "B", quote="x\udfff")], {}, story.ontology, title="T\ud800")
    maps.write(page, tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text("utf-8") == page


def test_nothing_to_draw_is_a_page_too(story):
    assert "0 claims about 0 actors" in maps.draw([], {}, story.ontology, title="Empty")


def test_lines_of_each_status_have_their_own_pattern(parts):
    drawing, edges = parts.data()["drawing"]["edges"], parts.data()["map"]["edges"]
    patterns = {edge["status"]: json.dumps(line["dashes"]) for edge, line in zip(edges, drawing, strict=True)}
    assert patterns["fact"] == "false"
    assert len(set(patterns.values())) == len(patterns) == 6


def test_marks_grow_with_the_number_of_documents(parts):
    data = parts.data()
    size = {
        node["name"]: line["size"] for node, line in zip(data["map"]["nodes"], data["drawing"]["nodes"], strict=True)
    }
    assert size["Veriface"] > size["Meridian"] > size["Argus"]


def test_marks_stand_still_unless_asked(parts):
    assert parts.data()["drawing"]["options"]["physics"]["enabled"] is False


def test_writing_leaves_the_old_page_when_it_fails(tmp_path):
    path = tmp_path / "map.html"
    maps.write("old", path)
    with pytest.raises(UnicodeEncodeError):
        maps.write("new \ud800", path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.html"]


def test_writing_names_the_folder_that_is_missing(tmp_path):
    with pytest.raises(UsageError, match=r"there is no folder .*nowhere"):
        maps.write("page", tmp_path / "nowhere" / "map.html")


def test_writing_onto_a_folder_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        maps.write("page", tmp_path)


def test_frame_holds_the_whole_page_and_cannot_reach_the_notebook(hostile_page):
    (frame,) = Parts(maps.frame(hostile_page, title='"><b>')).all("iframe")
    assert frame["srcdoc"] == hostile_page
    assert frame["title"] == '"><b>'
    assert "allow-same-origin" not in frame["sandbox"]


def test_a_picture_under_the_frame_is_seen_where_the_frame_is_taken_out(page):
    shown = maps.frame(page, title="<b>{Suits}", picture=b"PNG")
    before, frame = shown.split("<iframe")
    assert before.endswith(
        f'src="data:image/png;base64,{base64.b64encode(b"PNG").decode()}" style="width:100%;height:100%;object-fit:scale-down">'
    )
    assert "&lt;b&gt;{Suits}" in before
    assert "position:absolute" in frame.split("srcdoc")[0]


def test_the_library_ships_with_its_licences():
    folder = maps.LIBRARY.parent
    assert {"LICENSE-APACHE-2.0", "LICENSE-MIT"} <= {path.name for path in folder.iterdir()}

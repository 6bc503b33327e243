"""Patterns in words for people who do not know their notation, and why an example teaches none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extraction.syntax.clauses import AGENT, CLAUSE, IS, NOUN, PATIENT, PLAIN, POSS
from kg.extraction.syntax.normalform import clauses_of
from kg.extraction.syntax.paths import shortest_path
from kg.extraction.wording.patterns import LONGEST_PATH, Node, Pattern
from kg.ontology.definitions import Example

#: What stands in a role of a word, in words.
_ENDS = {
    AGENT: "who does it",
    PATIENT: "whom or what it is done to",
    POSS: "whose {word} it is",
    NOUN: "what stands before “{word}”",
    IS: "who or what is “{word}”",
    CLAUSE: "what follows “{word}”",
    PLAIN: "what belongs to “{word}”",
}

#: How two ends stand together without a word for what joins them.
_TOGETHER = {NOUN: "{other} {one}", POSS: "{other}'s {one}", IS: "{one}, {other}", PLAIN: "{other} {one}"}


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A pattern in words."""

    wording: str  # "ring up", "sign contract with"; "OBJECT's SUBJECT" where no word joins the ends
    subject: str  # which part of the wording the subject is: "who does it"
    object: str
    cues: tuple[str, ...] = ()  # words that have to be near and are not in the wording


def paraphrase(pattern: Pattern) -> Paraphrase:
    """What a pattern looks for and which of it becomes subject and object."""
    if not pattern.nodes:
        return Paraphrase(_together(pattern), *("where it stands in these words",) * 2)
    wording = " ".join(_words(pattern))
    first, last = pattern.steps[0], pattern.steps[-1]
    return Paraphrase(
        wording,
        _end(pattern, first.role, pattern.nodes[0], is_argument=not first.forward),
        _end(pattern, last.role, pattern.nodes[-1], is_argument=last.forward),
        tuple(sorted(pattern.cues - set(wording.split()))),
    )


def fault(example: Example, doc: Doc) -> str:
    """Why a parsed example whose marks are sound compiles to no pattern."""
    marks = {mark.role: doc.char_span(mark.start, mark.end, alignment_mode="expand") for mark in example.marks}
    subject, obj = (marks.get(role) for role in ("subject", "object"))
    if subject is None or obj is None or not subject.text.strip() or not obj.text.strip():
        return "a mark has no word in it"
    if subject.root.sent.start != obj.root.sent.start:
        return "subject and object stand in two sentences; write one"
    clauses = clauses_of(doc, [(span.start, span.end) for span in marks.values() if span is not None])
    path = shortest_path(clauses, *(clauses.unit_of[span.root.i] for span in (subject, obj)))
    if path is None:
        return "no words join the subject to the object; word it so that one does something to the other"
    if len(path) > LONGEST_PATH:
        between = ", ".join(clauses.lemmas[unit].replace("_", " ") for unit, _ in path[1:-1])
        return f"subject and object are too far apart ({between}); leave out what is not needed between them"
    return "the verb between subject and object was not recognised; word it more simply"


def _words(pattern: Pattern) -> Iterator[str]:
    """The words of a pattern: the one on top first, then what hangs on it, each after its preposition."""
    nodes, steps = pattern.nodes, pattern.steps
    rises = next((i for i, step in enumerate(steps) if step.forward), len(steps))
    top = min(max(rises - 1, 0), len(nodes) - 1)
    left = [(steps[i].role, nodes[i - 1] if i else None) for i in range(top, -1, -1)]
    right = [(steps[i + 1].role, nodes[i + 1] if i + 1 < len(nodes) else None) for i in range(top, len(nodes))]
    yield _node(nodes[top])
    for role, node in [*left, *right] if len(left) > len(right) else [*right, *left]:
        yield from ([] if role in _ENDS else [role.removeprefix(f"{IS} ")])
        yield from ([] if node is None else [_node(node)])


def _node(node: Node) -> str:
    """A word of a pattern; of a kind of thing, its class."""
    return node.lemma.replace("_", " ") if node.is_lexical else f"[{node.class_name}]"


def _end(pattern: Pattern, role: str, node: Node, *, is_argument: bool) -> str:
    """Which part an end has beside the word next to it, which is named where there are several."""
    word = _node(node)
    if not is_argument:
        return f"what “{word}” is said of"
    part = _ENDS.get(role, "what follows “{word} {role}”").format(word=word, role=role.removeprefix(f"{IS} "))
    return part if len(pattern.nodes) == 1 or word in part else f"{part} (“{word}”)"


def _together(pattern: Pattern) -> str:
    """How the ends of a pattern without words stand together."""
    step = pattern.steps[0]
    one, other = ("SUBJECT", "OBJECT") if step.forward != step.role.startswith(f"{IS} ") else ("OBJECT", "SUBJECT")
    return _TOGETHER.get(step.role, "{one} {role} {other}").format(one=one, other=other, role=step.role)

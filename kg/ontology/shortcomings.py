"""What an ontology still lacks, found without a language model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kg import colours
from kg.claims import NEGATED
from kg.errors import suggestion
from kg.namespaces import SHIPPED_ONTOLOGY
from kg.ontology.definitions import Class, Ontology, Qualifier, Relation
from kg.ontology.examples import ROLES, Example
from kg.ontology.oppositions import OTHER_SIDE, Opposition, declared

#: A relation with fewer examples is reported. Passive, relative and possessive forms are found without being taught,
#: so six leave room for two verbs, a verb with its noun ("file a lawsuit against") and the noun alone, and for the
#: wordings that begin at the other end ("face a lawsuit from").
ENOUGH_EXAMPLES = 6

#: Node shapes of vis.js that carry their label outside, so that any fill stays readable.
SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon")

#: Two colours of one shape that look nearer are reported. The palette of Okabe and Ito, made for readers of every
#: vision, keeps its own colours 17.0 apart by this measure.
NEAREST_COLOURS = 17.0


#: What brings words of denial along: all that is shipped, or the files that have them and what they are written in.
QUALIFIERS = ("shipped", f"{SHIPPED_ONTOLOGY}/vocabulary", f"{SHIPPED_ONTOLOGY}/qualifiers")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a term lacks or has too much of."""

    term: str
    message: str
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f" ({', '.join(self.files)})" if self.files else ""
        return f"{self.term}: {self.message}{where}"


def findings(ontology: Ontology) -> list[Finding]:
    """All findings, by kind and then in the order of the files."""
    of_terms = (_texts, _parents, _looks, _nouns, _ends, _oppositions)
    of_words = (_marks, _too_few, _twice_taught, _twice_named, _near_colours)
    found = (pair for check in (*of_terms, *of_words) for pair in check(ontology))
    return [Finding(term, message, ontology.files.get(term, ())) for term, message in found]


def foundations(ontology: Ontology) -> list[str]:
    """What a whole ontology needs, and no single term can be blamed for when it is missing."""
    labels = {label for kind in ontology.classes.values() for label in kind.name_labels}
    found = [
        f"no class has the kg:nameLabel {label}: names of {bearers} are of no kind"
        for label, bearers in (("PER", "people"), ("ORG", "organizations"))
        if label not in labels
    ]
    if not any(kind.plural_of for kind in ontology.classes.values()):
        found.append("no class has kg:pluralOf, which names the class of all who act: nobody does")
    return found + [message for message in (unguarded(ontology),) if message]


def unguarded(ontology: Ontology) -> str:
    """Why what is denied would be taken for a fact; empty if the ontology has words of denial."""
    if NEGATED in ontology.qualifiers:
        return ""
    return (
        f"no file describes kg:{NEGATED}, so that what is denied or planned would be taken for a fact; "
        f"add --ontology {QUALIFIERS[0]} or, in a file, owl:imports {', '.join(f'<{iri}>' for iri in QUALIFIERS[1:])}"
    )


Found = Iterator[tuple[str, str]]


def _texts(ontology: Ontology) -> Found:
    """Terms without label or definition."""
    terms: list[Class | Relation | Qualifier] = [*ontology.classes.values(), *ontology.relations.values()]
    for term in [*terms, *ontology.qualifiers.values()]:
        for field, text in (("label", term.label), ("definition", term.definition)):
            if not text:
                yield term.name, f"has no {field}"
    for relation in ontology.relations.values():
        if not relation.inverse_label:
            yield relation.name, "has no inverse label"


def _parents(ontology: Ontology) -> Found:
    """Classes and relations under something that does not exist, or under themselves."""
    for kind in ontology.classes.values():
        named = [*kind.parents, *filter(None, (kind.acts_as, kind.plural_of))]
        yield from ((kind.name, message) for message in _unknown(named, ontology.classes, "class"))
        if any(kind.name in ontology.line(parent) for parent in kind.parents if parent in ontology.classes):
            yield kind.name, "stands under itself"
    for relation in ontology.relations.values():
        if relation.parent:
            yield from (
                (relation.name, message) for message in _unknown([relation.parent], ontology.relations, "relation")
            )


def _unknown(names: Iterable[str], known: Iterable[str], kind: str) -> Iterator[str]:
    known = tuple(known)
    for name in names:
        if name not in known:
            yield f"names the {kind} '{name}', which does not exist.{suggestion(name, known)}"


def _looks(ontology: Ontology) -> Found:
    """Classes that cannot be drawn."""
    for kind in ontology.classes.values():
        if not colours.is_colour(kind.colour):
            yield kind.name, f"has the colour '{kind.colour}'; write #rrggbb" if kind.colour else "has no colour"
        if kind.shape not in SHAPES:
            allowed = f"allowed are {', '.join(SHAPES)}"
            yield kind.name, f"has the shape '{kind.shape}'; {allowed}" if kind.shape else f"has no shape; {allowed}"


def _nouns(ontology: Ontology) -> Found:
    """Classes that no noun of a text can have."""
    for kind in ontology.classes.values():
        if not kind.nouns:
            yield kind.name, "has no noun"


def _ends(ontology: Ontology) -> Found:
    """Relations whose ends are left open or named wrongly."""
    for relation in ontology.relations.values():
        for side, names in (("domain", relation.domain), ("range", relation.range)):
            if not names:
                yield relation.name, f"has no {side}"
            yield from ((relation.name, f"its {side} {m}") for m in _unknown(names, ontology.classes, "class"))


def _oppositions(ontology: Ontology) -> Found:
    """Relations that end or oppose what does not exist, themselves, or what is never said of the same two."""
    for relation in ontology.relations.values():
        for stated in declared(relation):
            yield from ((relation.name, m) for m in _unknown([stated.other], ontology.relations, "relation"))
            if stated.other == relation.name and (relation.symmetric or not stated.swapped):
                yield relation.name, f"{_said(stated)}, which is itself"
            elif stated.other in ontology.relations and not _meet(stated, ontology):
                yield relation.name, f"{_said(stated)}, but their subjects and objects are never the same"


def _said(stated: Opposition) -> str:
    verb = {OTHER_SIDE: "is the other side of"}.get(stated.kind, stated.kind)
    return f"{verb} {stated.other}{' with its ends swapped' if stated.swapped and stated.kind != OTHER_SIDE else ''}"


def _meet(stated: Opposition, ontology: Ontology) -> bool:
    """Whether some pair can stand in both relations: some class of each end is, or is under, one of the other's."""
    one, other = ontology.relations[stated.one], ontology.relations[stated.other]
    ends = (other.range, other.domain) if stated.swapped else (other.domain, other.range)
    return all(
        not own or not others or any(ontology.is_a(a, b) or ontology.is_a(b, a) for a in own for b in others)
        for own, others in zip((one.domain, one.range), ends, strict=True)
    )


def _marks(ontology: Ontology) -> Found:
    """Examples whose marks cannot teach."""
    for relation in ontology.relations.values():
        for example in (*relation.examples, *relation.counterexamples):
            yield from ((relation.name, f"“{example.marked}” {message}") for message in mark_faults(example))


def mark_faults(example: Example) -> Iterator[str]:
    """What is wrong with the marks of an example."""
    for mark in example.marks:
        if mark.role not in ROLES:
            yield f"has the role '{mark.role}'; allowed are {', '.join(ROLES)}.{suggestion(mark.role, ROLES)}"
    for role in ("subject", "object"):
        count = len(example.words(role))
        if count != 1:
            yield f"marks {count or 'no'} {role}, where one is needed"


def _too_few(ontology: Ontology) -> Found:
    """Relations that are hardly taught."""
    for relation in ontology.relations.values():
        count = len(relation.examples)
        if count < ENOUGH_EXAMPLES:
            yield (
                relation.name,
                f"has {count or 'no'} example{'s' * (count != 1)}; {ENOUGH_EXAMPLES} or more are needed",
            )


def _twice_taught(ontology: Ontology) -> Found:
    """Examples that teach two relations, or one relation twice."""
    teaching: dict[str, list[Relation]] = defaultdict(list)
    for relation in ontology.relations.values():
        for example in relation.examples:
            teaching[example.marked].append(relation)
    for marked, relations in teaching.items():
        for relation in relations[1:]:
            yield relation.name, f"“{marked}” teaches {relations[0].name} too"


def _twice_named(ontology: Ontology) -> Found:
    """Words that give a thing two classes."""
    for field, what in (("nouns", "noun"), ("endings", "ending"), ("openings", "opening"), ("titles", "title")):
        owners: dict[str, list[Class]] = defaultdict(list)
        for kind in ontology.classes.values():
            for word in getattr(kind, field):
                owners[word.casefold() if field == "nouns" else word].append(kind)
        for word, kinds in owners.items():
            for kind in kinds[1:]:
                yield kind.name, f"the {what} “{word}” belongs to {kinds[0].name} too"


def _near_colours(ontology: Ontology) -> Found:
    """Classes of one shape that look alike."""
    drawn = [kind for kind in ontology.classes.values() if colours.is_colour(kind.colour)]
    for one, two in combinations(drawn, 2):
        if one.shape == two.shape and colours.distance(one.colour, two.colour) < NEAREST_COLOURS:
            yield (
                two.name,
                f"its colour {two.colour} is hard to tell from {one.colour} of {one.name}, drawn as a {one.shape} too",
            )

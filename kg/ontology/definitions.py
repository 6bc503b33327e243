"""What may be said: the classes, relations and qualifiers of the ontology files, and the examples that teach them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, TypeVar

from kg.errors import OntologyError, UsageError, suggestion
from kg.ontology.examples import Example as Example
from kg.ontology.examples import Mark as Mark
from kg.ontology.terms import Terms
from kg.settings import shipped

#: Where a field of a record is read from: the method of `Terms`, and the property.
_SOURCES = {
    "label": ("text", "rdfs:label"),
    "definition": ("text", "skos:definition"),
    "note": ("text", "skos:scopeNote"),
    "parents": ("names", "rdfs:subClassOf"),
    "colour": ("text", "kg:colour"),
    "shape": ("text", "kg:shape"),
    "nouns": ("texts", "kg:noun"),
    "vague_nouns": ("texts", "kg:vagueNoun"),
    "sorted_nouns": ("texts", "kg:sortedNoun"),
    "representatives": ("texts", "kg:representative"),
    "staff": ("texts", "kg:staff"),
    "officers": ("texts", "kg:officer"),
    "endings": ("texts", "kg:ending"),
    "openings": ("texts", "kg:opening"),
    "titles": ("texts", "kg:title"),
    "masculine": ("texts", "kg:masculine"),
    "feminine": ("texts", "kg:feminine"),
    "name_labels": ("texts", "kg:nameLabel"),
    "acts_as": ("name", "kg:actsAs"),
    "presumed": ("names", "kg:presumed"),
    "offices": ("texts", "kg:office"),
    "plural_of": ("name", "kg:pluralOf"),
    "describable": ("flag", "kg:describable"),
    "conduct": ("texts", "kg:conduct"),
    "impartial": ("flag", "kg:impartial"),
    "domain": ("names", "rdfs:domain"),
    "range": ("names", "rdfs:range"),
    "sector_object": ("flag", "kg:sectorObject"),
    "lasting": ("flag", "kg:lasting"),
    "undeniable": ("flag", "kg:undeniable"),
    "of_others": ("names", "kg:ofOthers"),
    "opposes": ("names", "kg:opposes"),
    "opposes_inverse": ("names", "kg:opposesInverse"),
    "ends": ("names", "kg:ends"),
    "ends_inverse": ("names", "kg:endsInverse"),
    "other_side": ("name", "kg:otherSide"),
    "adverse": ("flag", "kg:adverse"),
    "appraisals": ("texts", "kg:appraisal"),
    "attributive": ("flag", "kg:attributive"),
    "inverse_label": ("text", "kg:inverseLabel"),
    "parent": ("name", "rdfs:subPropertyOf"),
    "auxiliaries": ("texts", "kg:auxiliary"),
    "governors": ("texts", "kg:governor"),
    "adverbs": ("texts", "kg:adverb"),
    "determiners": ("texts", "kg:determiner"),
    "markers": ("texts", "kg:marker"),
    "contents": ("texts", "kg:content"),
    "verdicts": ("texts", "kg:verdict"),
    "opinions": ("texts", "kg:opinion"),
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of thing, and the words by which texts call it."""

    name: str
    label: str
    definition: str
    note: str = ""
    parents: tuple[str, ...] = ()  # names of this ontology only
    colour: str = ""  # "#rrggbb"
    shape: str = ""  # a node shape of vis.js
    nouns: tuple[str, ...] = ()
    vague_nouns: tuple[str, ...] = ()  # that say too little to stand for one thing
    sorted_nouns: tuple[str, ...] = ()  # those of them that say enough behind any noun
    representatives: tuple[str, ...] = ()  # who act for whom they are named with
    staff: tuple[str, ...] = ()  # who serve the one body of the class that a document names
    officers: tuple[str, ...] = ()  # titles of those who lead a body of the class or speak for it
    endings: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()  # titles and nouns for men only
    feminine: tuple[str, ...] = ()
    name_labels: tuple[str, ...] = ()  # labels of the name finder
    acts_as: str | None = None  # the class it has where an actor is asked for
    offices: tuple[str, ...] = ()  # "Senator: Senate", a title and a word of the body it belongs to
    presumed: tuple[str, ...] = ()  # what a name known only as this most likely is, likeliest first
    plural_of: str | None = None  # the class whose nameless plurals are of this one
    describable: bool = False  # whether a nameless thing of it is called by what it is about
    conduct: tuple[str, ...] = ()  # nouns for what somebody of it does: "decision (of): decide"
    impartial: bool = False  # whether what it says of somebody is a report or a finding, and no opinion
    alignments: tuple[tuple[str, str], ...] = ()  # ("skos:exactMatch", "schema:Person")


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that one thing does to another, and the sentences that teach it."""

    name: str
    label: str
    definition: str
    note: str = ""
    domain: tuple[str, ...] = ()  # any of these
    range: tuple[str, ...] = ()
    symmetric: bool = False
    of_others: tuple[str, ...] = ()  # classes of subjects whose own things it never concerns
    undeniable: bool = False  # whether to deny or attempt its wording is to deny or attempt something else
    attributive: bool = False  # whether its object may stand before the noun for what is done with it
    adverse: bool = False  # whether the subject acts against somebody else
    appraisals: tuple[
        str, ...
    ] = ()  # words that state it when its subject says them of its object: "lie", "shame (on)"
    lasting: bool = False  # whether it goes on once it has begun
    sector_object: bool = False  # whether a kind of actor may be its object
    opposes: tuple[str, ...] = ()  # relations that pull the other way, of the same subject and object
    opposes_inverse: tuple[str, ...] = ()  # the same with subject and object swapped
    ends: tuple[str, ...] = ()  # relations that are over when this one is said of the same subject and object
    ends_inverse: tuple[str, ...] = ()  # the same with subject and object swapped
    other_side: str | None = None  # the relation that tells the same from the object's side
    inverse_label: str = ""
    parent: str | None = None
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()  # sentences that do not state it, though they are worded much like it
    alignments: tuple[tuple[str, str], ...] = ()

    @property
    def has_roles(self) -> bool:
        """Whether its examples say in which role somebody is its subject."""
        return any(mark.role == "role" for example in self.examples for mark in example.marks)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A way in which a claim may stand, and the words that show it."""

    name: str
    kind: str  # the class of qualifiers it belongs to
    label: str
    definition: str
    auxiliaries: tuple[str, ...] = ()
    governors: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()  # nouns for what is reported: "rumor"
    verdicts: tuple[str, ...] = ()  # what may be said of a report: "false"
    opinions: tuple[str, ...] = ()  # verbs by which somebody says what he thinks: "say", "describe (as)"


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that a set of ontology files says, by name and in the order of the files."""

    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    qualifiers: Mapping[str, Qualifier]
    slots: Mapping[str, tuple[str, ...]]  # what a property of claims may name: {"technology": ("Technology", …)}
    files: Mapping[str, tuple[str, ...]]  # the files that describe a term
    fingerprint: str  # of the files' content
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._lines.update({name: _line(name, self.classes) for name in self.classes})

    @classmethod
    def load(cls, *paths: Path, drafts: Mapping[Path, str] | None = None) -> Self:
        """The ontology of the files, and of the Turtle files of the folders; of the shipped ones when none is given.

        A later file may add terms, and words or examples to terms of an earlier one. Drafts are texts of files among
        them that are not written yet, or not in this form.

        Raises:
            OntologyError: a file cannot be read, or a term is described wrongly.
        """
        terms = Terms.read(paths or (shipped("ontology"),), drafts)
        symmetric = terms.of_type("owl:SymmetricProperty")
        return cls(
            classes={name: _class(terms, name) for name in terms.of_type("owl:Class")},
            relations={name: _relation(terms, name, symmetric) for name in terms.of_type("owl:ObjectProperty")},
            qualifiers={name: _qualifier(terms, name, kind) for name, kind in terms.individuals()},
            slots={name: terms.names(name, "rdfs:range") for name in terms.of_type("rdf:Property")},
            files={name: tuple(map(str, terms.files(name))) for name in terms.all_names()},
            fingerprint=terms.fingerprint,
        )

    def class_(self, name: str) -> Class:
        """The class of that name."""
        return _look_up(name, self.classes, "class")

    def relation(self, name: str) -> Relation:
        """The relation of that name."""
        return _look_up(name, self.relations, "relation")

    def qualifier(self, name: str) -> Qualifier:
        """The qualifier of that name."""
        return _look_up(name, self.qualifiers, "qualifier")

    def qualifiers_of(self, kind: str) -> tuple[Qualifier, ...]:
        """The qualifiers of one kind, in the order of the files."""
        return tuple(qualifier for qualifier in self.qualifiers.values() if qualifier.kind == kind)

    def line(self, class_name: str) -> tuple[str, ...]:
        """The class and all classes above it, the nearest first."""
        return self._lines[self.class_(class_name).name]

    def below(self, class_name: str) -> tuple[str, ...]:
        """The class and all classes under it, in the order of the files."""
        return tuple(name for name in self.classes if self.is_a(name, self.class_(class_name).name))

    def is_a(self, class_name: str | None, ancestor: str) -> bool:
        """Whether the class is the other one or stands under it; what has no class is nothing."""
        return class_name is not None and ancestor in self._lines.get(class_name, ())

    @property
    def actor_class(self) -> str:
        """The class whose plurals are groups: the root of all who act; nothing where no class has such."""
        return next((kind.plural_of for kind in self.classes.values() if kind.plural_of), "")

    def is_actor(self, class_name: str | None) -> bool:
        """Whether things of the class act."""
        return self.is_a(class_name, self.actor_class)

    def fitting(self, class_name: str, allowed: Iterable[str]) -> str | None:
        """The class that a thing takes on where one of the allowed classes is asked for, or none when it cannot.

        That is its own class when it is one of the allowed; what its class acts as, when that is; or the first of the
        allowed that is a kind of its own class, since a name may be known only roughly.
        """
        allowed = tuple(allowed)
        acting = [self.classes[name].acts_as for name in self.line(class_name)]
        for candidate in filter(None, (class_name, *acting)):
            if any(self.is_a(candidate, name) for name in allowed):
                return candidate
        return next((name for name in allowed if self.is_a(name, class_name)), None)


def _line(name: str, classes: Mapping[str, Class]) -> tuple[str, ...]:
    """The class and all above it, breadth first; a circle is walked once."""
    found = [name]
    for current in found:
        found += [parent for parent in classes[current].parents if parent in classes and parent not in found]
    return tuple(dict.fromkeys(found))


def _look_up(name: str, terms: Mapping[str, T], kind: str) -> T:
    if name not in terms:
        near = suggestion(name, terms) or " `kg ontology` lists what it has."
        raise UsageError(f"the ontology has no {kind} '{name}'.{near}")
    return terms[name]


def _filled(kind: type, terms: Terms, name: str) -> dict[str, Any]:
    """The fields of a record that are read from properties."""
    sources = {known.name: _SOURCES[known.name] for known in fields(kind) if known.name in _SOURCES}
    return {field: getattr(terms, getter)(name, property_name) for field, (getter, property_name) in sources.items()}


def _class(terms: Terms, name: str) -> Class:
    return Class(name, alignments=terms.alignments(name), **_filled(Class, terms, name))


def _relation(terms: Terms, name: str, symmetric: Iterable[str]) -> Relation:
    return Relation(
        name,
        symmetric=name in symmetric,
        examples=tuple(_examples(terms, name, "kg:example")),
        counterexamples=tuple(_examples(terms, name, "kg:counterexample")),
        alignments=terms.alignments(name),
        **_filled(Relation, terms, name),
    )


def _examples(terms: Terms, name: str, kind: str) -> Iterator[Example]:
    for file, marked in terms.values(name, kind):
        try:
            yield Example.parse(str(marked))
        except OntologyError as error:
            raise OntologyError(f"{file}: kg:{name}: {error}") from None


def _qualifier(terms: Terms, name: str, kind: str) -> Qualifier:
    return Qualifier(name, kind, **_filled(Qualifier, terms, name))

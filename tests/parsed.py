"""Parsed documents and small ontologies written by hand, so that a test of one stage needs no language model.

A document is written as rows of `form:lemma|part of speech|head|label|name class`. Heads count from 1 in each sentence
and 0 is the root; sentences are separated by `/`; the lemma is left out where it is the word in small letters. A name
class opens a name, `+` continues it. Words are set as in print: no space before a full stop or after a bracket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
from spacy.tokens import Doc

from kg.extraction.analysis import DocumentAnalysis, Kit
from kg.extraction.assertion.qualifiers import Qualifiers
from kg.extraction.naming.lexicon import KnownActor, Lexicon
from kg.extraction.naming.mentions import Mention, MentionFinder
from kg.extraction.reference.episodes import Episodes
from kg.extraction.reference.likelihood import Likelihood
from kg.extraction.reference.preferences import Preferences
from kg.extraction.syntax.clauses import Clauses
from kg.extraction.syntax.normalform import clauses_of
from kg.extraction.wording.patterns import Match, Matcher, Pattern, compile_example
from kg.namespaces import PREFIXES
from kg.ontology.definitions import Ontology
from kg.ontology.examples import Example
from kg.reading.documents import Document

BLANK = spacy.blank("en")

_CLOSING = frozenset({"", ".", ",", ";", ":", "?", ")", "'s", "’s", "'", "’", "-"})
_OPENING = frozenset({"(", "$", "-"})

#: A small world of boats, of which nothing is in the shipped ontology but the names of the kinds of qualifiers.
HARBOUR = """
kg:Doer a owl:Class ; kg:noun "rival" .
kg:House a owl:Class ; rdfs:subClassOf kg:Doer ; kg:nameLabel "ORG" ; kg:presumed kg:Yard , kg:Guild ;
    kg:noun "house" ; kg:ending "House" .
kg:Yard a owl:Class ; rdfs:subClassOf kg:House ; kg:noun "yard", "boat-yard", "wright's yard" ;
    kg:ending "Yard", "Boat Works", "Wright's Yard" ; kg:opening "Yard of" .
kg:Guild a owl:Class ; rdfs:subClassOf kg:House ; kg:noun "guild", "pilots' guild" ;
    kg:ending "Guild", "Guild House" ; kg:opening "Guild of" .
kg:Sailor a owl:Class ; rdfs:subClassOf kg:Doer ; kg:nameLabel "PER" ; kg:noun "captain", "keeper", "pilot" ;
    kg:title "Captain", "Dr." ; kg:feminine "captain" ; kg:masculine "keeper" .
kg:Crowd a owl:Class ; rdfs:subClassOf kg:Doer ; kg:pluralOf kg:Doer ; kg:noun "steward" ; kg:representative "steward" .
kg:Port a owl:Class ; kg:nameLabel "LOC" ; kg:noun "port" ; kg:actsAs kg:Guild ; kg:representative "pilot" .
kg:Boat a owl:Class ; kg:noun "ferry", "tug boat", "VTOL ferry", "vessel", "boat" ; kg:vagueNoun "vessel", "boat" .
kg:technology a rdf:Property ; rdfs:range kg:Boat .

kg:towed a owl:ObjectProperty ; kg:adverse true ; rdfs:domain kg:Doer ; rdfs:range kg:Doer .
kg:owns a owl:ObjectProperty ; rdfs:domain kg:House ; rdfs:range kg:Boat ; kg:lasting true .
kg:shuns a owl:ObjectProperty ; rdfs:domain kg:House ; rdfs:range kg:Doer ; kg:sectorObject true .
kg:serves a owl:ObjectProperty ; rdfs:domain kg:Sailor ; rdfs:range kg:House .
kg:meets a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:domain kg:Doer ; rdfs:range kg:Doer .

kg:Polarity a rdfs:Class . kg:Modality a rdfs:Class . kg:Request a rdfs:Class .
kg:Attribution a rdfs:Class . kg:Phase a rdfs:Class . kg:Ending a rdfs:Class .
kg:negated a kg:Polarity ; kg:adverb "not", "no longer", "never", "yet to" ; kg:determiner "no", "neither", "nor", "nobody" ;
    kg:marker "without" ; kg:governor "deny", "rule out", "keep from" ;
    kg:verdict "false", "falsely", "myth", "dismiss", "contrary", "regret (saying)" .
kg:factual a kg:Modality ; kg:governor "reveal (presupposed)" .
kg:alleged a kg:Modality ; kg:adverb "unproven" ; kg:governor "allege" .
kg:doubted a kg:Modality ; kg:auxiliary "may" ; kg:marker "if" ; kg:adverb "perhaps" ; kg:governor "accuse of", "say (passive)" .
kg:meant a kg:Modality ; kg:auxiliary "will", "be to" ; kg:governor "plan", "plan for", "plan (deed)" .
kg:wanted a kg:Request ; kg:auxiliary "should" ; kg:governor "ask", "collapse (subject)", "agree (subject denied)" .
kg:told a kg:Attribution ; kg:governor "say", "report" ; kg:marker "according to" ; kg:content "rumor", "proof", "myth" .
kg:begun a kg:Phase ; kg:governor "begin" .
kg:over a kg:Ending ; kg:governor "quit", "step down" .
"""


def ontology_from(*turtle: str) -> Ontology:
    """The ontology of pieces of Turtle, prefixes left out."""
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    with TemporaryDirectory() as folder:
        for number, text in enumerate(turtle):
            Path(folder, f"{number}.ttl").write_text(prefixes + text, "utf-8")
        return Ontology.load(Path(folder))


def doc_of(text: str) -> Doc:
    """The parsed document of rows as described above."""
    rows, first = [], 0
    for sentence in text.split(" / "):
        cells = [[*row.split("|"), ""][:5] for row in sentence.split()]
        rows += [(*row, int(row[2]) - 1 + first if int(row[2]) else first + i) for i, row in enumerate(cells)]
        first = len(rows)
    forms = [row[0].split(":")[0] or ":" for row in rows]
    following = [*forms, ""][1:]
    return Doc(
        BLANK.vocab,
        words=forms,
        spaces=[one not in _OPENING and two not in _CLOSING for one, two in zip(forms, following, strict=True)],
        heads=[row[5] for row in rows],
        deps=["ROOT" if row[3] == "root" else row[3] for row in rows],
        pos=[row[1] for row in rows],
        lemmas=[row[0].split(":")[-1].lower() or ":" for row in rows],
        ents=[
            "O" if not row[4] else "I-" + name_class(rows, i) if row[4] == "+" else "B-" + row[4]
            for i, row in enumerate(rows)
        ],
    )


def name_class(rows: Sequence[Sequence[object]], index: int) -> str:
    """The class of the name that a `+` continues."""
    while rows[index][4] == "+":
        index -= 1
    return str(rows[index][4])


def clauses_by_hand(text: str) -> Clauses:
    """The clause graph of a document in which every name is a unit."""
    doc = doc_of(text)
    return clauses_of(doc, [(name.start, name.end) for name in doc.ents])


#: Takes the most prominent for whoever is meant, and before it whoever was called so.
MOST_PROMINENT = Likelihood({"first": 9.0, "called": 20.0}, 0.0)


@dataclass(frozen=True)
class World:
    """An ontology and known actors, ready to understand documents that are parsed by hand."""

    kit: Kit

    @classmethod
    def of(
        cls, *turtle: str, actors: Sequence[KnownActor] = (), examples: Sequence[tuple[str, str, str]] = ()
    ) -> World:
        """The world of pieces of Turtle, that of boats when none is given; examples tell the words for its deeds."""
        ontology = ontology_from(*(turtle or (HARBOUR,)))
        lexicon = Lexicon(ontology, actors)
        finder = MentionFinder(lexicon, BLANK.vocab, BLANK.make_doc)
        patterns = (pattern_of(lexicon, *example) for example in examples)
        episodes = Episodes(lexicon, filter(None, patterns))
        told = Preferences(lexicon), episodes, MOST_PROMINENT
        return cls(Kit(ontology, lexicon, finder, Qualifiers(ontology), *told))

    def mentions(self, text: str) -> list[Mention]:
        """The mentions of a document."""
        return self.kit.finder.find(doc_of(text))

    def understand(self, text: str, date: str | None = None) -> DocumentAnalysis:
        """The analysis of a document with its date of publication."""
        doc = doc_of(text)
        return DocumentAnalysis.of(self.kit, Document("a.txt", doc.text, "-", "0", date=date), doc)

    def pattern(self, relation: str, marked: str, rows: str) -> Pattern | None:
        """What an example teaches that is parsed as the rows."""
        return pattern_of(self.kit.lexicon, relation, marked, rows)

    def matches(self, analysis: DocumentAnalysis, *patterns: Pattern) -> list[Match]:
        """Where a document says what the patterns say."""
        return list(Matcher(patterns, self.kit.lexicon).matches(analysis.clauses, analysis.classes()))


def pattern_of(lexicon: Lexicon, relation: str, marked: str, rows: str) -> Pattern | None:
    """What an example teaches that is parsed as the rows."""
    example, doc = Example.parse(marked), doc_of(rows)
    if doc.text != example.text:
        raise ValueError(f"The rows say {doc.text!r}, and the example says {example.text!r}.")
    return compile_example(lexicon.ontology.relation(relation), example, doc, lexicon)

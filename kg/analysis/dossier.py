"""All that a graph holds on one actor: what it did and what was done to it, its neighbours, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg import namespaces
from kg.analysis import markdown, relations, telling
from kg.analysis.relations import Group, Neighbour
from kg.analysis.timeline import Timeline, span, timeline
from kg.asking.cards import Claims, GraphClaim
from kg.claims import Entity
from kg.ontology.definitions import Ontology
from kg.tables import cell
from kg.views import notebook, pages, wording

NEIGHBOURS, TIMELINE = "Neighbours, by independent sources", "Timeline"
WORD, MEANS = "On its word", "By means of it"


@dataclass(frozen=True, slots=True, repr=False)
class Actor:
    """An actor or thing of a graph with the claims about it; notebooks show it as a card.

    Attributes:
        entity: its name, class, other names and Wikidata id.
        iri: its name in SPARQL.
        claims: those of which it is the subject or the object.
        naming: those about others that rest on its word, or name it as the technology.
    """

    entity: Entity
    iri: str
    claims: Claims
    ontology: Ontology
    naming: list[GraphClaim] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.entity.name

    @property
    def kind(self) -> str:
        """What its class is called."""
        known = self.ontology.classes.get(self.entity.class_name)
        return known.label if known else self.entity.class_name

    @property
    def aliases(self) -> list[str]:
        """Its other names."""
        return [alias for alias in self.entity.aliases if alias != self.name]

    @property
    def wikidata(self) -> str | None:
        """IRI of its item on Wikidata, if it is known."""
        return namespaces.wikidata(self.entity.wikidata) if self.entity.wikidata else None

    @property
    def sources(self) -> int:
        """How many independent documents make claims about it; copies count once."""
        return telling.sources(self.claims)

    @property
    def documents(self) -> int:
        """How many documents do, copies among them."""
        return len({claim.document.name for claim in self.claims})

    @property
    def summary(self) -> str:
        """Class and size: company · 12 claims from 3 sources, 4 documents · named in 2 claims about others."""
        size = f"{wording.count(len(self.claims), 'claim')} from {wording.origins(self.sources, self.documents)}"
        named = f"named in {wording.count(len(self.naming), 'claim')} about others" if self.naming else ""
        return " · ".join(filter(None, (cell(self.kind), size if self.claims else "", named)))

    def groups(self) -> list[Group]:
        """The claims by relation and side, those with most claims first."""
        return relations.groups(self.claims, self.iri, self.ontology)

    def neighbours(self) -> list[Neighbour]:
        """Those it shares claims with, the ones with most independent sources first."""
        return relations.neighbours(self.groups())

    def timeline(self) -> Timeline:
        """The claims in the order of the time they tell."""
        return timeline(self.claims)

    def to_json(self) -> dict[str, Any]:
        """The record that `kg show --format json` prints; its timeline names the claims by their ids."""
        return {
            "name": self.name,
            "iri": self.iri,
            "class": self.entity.class_name,
            "aliases": self.aliases,
            "wikidata": self.wikidata,
            "claims": len(self.claims),
            "sources": self.sources,
            "documents": self.documents,
            "relations": [group.to_json() for group in self.groups()],
            "naming": [claim.record() for claim in self.naming],
            "neighbours": [neighbour.to_json() for neighbour in self.neighbours()],
            "timeline": [{"when": claim.claim.when, "claim": claim.id} for claim in self.timeline().claims],
        }

    def lines(self, width: int = 80) -> Iterator[str]:
        """The dossier for a terminal of that many columns."""
        yield cell(self.name)
        yield self.summary
        if self.aliases:
            yield from telling.wrapped(f"also called {'; '.join(map(cell, self.aliases))}", width=width)
        if self.wikidata:
            yield self.wikidata
        for heading, rows in self.sections():
            yield from ("", heading)
            for head, claim in rows:
                yield from telling.text_lines(head, claim, width=width, indent="  ")
        for title, columns in self._tables():
            yield from ("", title, *telling.columns(columns, width=width))

    def markdown(self) -> Iterator[str]:
        """The dossier as Markdown, in which texts of documents stay text."""
        yield from (f"# {markdown.escaped(self.name)}", "", markdown.escaped(self.summary), "")
        if self.aliases:
            yield from (f"Also called {'; '.join(map(markdown.escaped, self.aliases))}.", "")
        if link := markdown.address(self.wikidata):
            yield from (f"Wikidata: {link}", "")
        for heading, rows in self.sections():
            yield from (f"## {markdown.escaped(heading)}", "")
            for head, claim in rows:
                yield from telling.markdown_lines(head, claim)
        for title, columns in self._tables():
            yield from (f"## {title}", "")
            yield from (f"- {' — '.join(map(markdown.escaped, filter(None, row)))}" for row in columns)
            yield ""

    def page(self) -> str:
        """The dossier as one HTML page without script, which loads nothing."""
        sections = [
            (heading, [(head, telling.notes(claim), claim) for head, claim in rows])
            for heading, rows in self.sections()
        ]
        return pages.page("dossier", actor=self, sections=sections, tables=self._tables(), source=telling.source)

    def sections(self) -> list[tuple[str, list[tuple[str, GraphClaim]]]]:
        """The claims under headings, each with what it is about: the other end, or all three parts."""
        own = [
            (cell(group.heading), [(self._other(claim), claim) for claim in group.claims]) for group in self.groups()
        ]
        others = ((WORD, self._named("by")), (MEANS, self._named("technology")))
        return own + [(title, [(telling.says(claim), claim) for claim in some]) for title, some in others if some]

    def _named(self, part: str) -> list[GraphClaim]:
        return [claim for claim in self.naming if (one := getattr(claim.stated, part)) and one.iri == self.iri]

    def _other(self, claim: GraphClaim) -> str:
        return cell(relations.other_end(claim, self.iri).name)

    def _tables(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Neighbours and timeline in two columns; what is empty is left out."""
        dated = self.timeline()
        near = [
            (f"{wording.count(one.sources, 'source')}", f"{one.entity.name}: {'; '.join(one.headings)}")
            for one in self.neighbours()
        ]
        events = [(span(claim.claim.when or ""), self._event(claim)) for claim in dated.claims]
        if events and dated.remark:
            events.append(("", dated.remark))
        return [(title, rows) for title, rows in ((NEIGHBOURS, near), (TIMELINE, events)) if rows]

    def _event(self, claim: GraphClaim) -> str:
        return telling.says(claim) if claim.claim.is_fact else f"{telling.says(claim)} ({claim.status})"

    def __repr__(self) -> str:
        return f"<actor {self.name}: {len(self.claims)} claims>"

    def _repr_html_(self) -> str:
        claims = [claim.claim for claim in self.claims]
        documents, copies = self.claims.documents()
        return notebook.actor_html(self.entity, claims, documents, self.ontology, copies=copies)

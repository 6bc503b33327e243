"""What a graph is asked: methods that list, search, count and explain what it holds, and change nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kg.asking import conditions, selection
from kg.asking.cards import Claims, GraphClaim
from kg.asking.conditions import Conditions, Narrowing
from kg.claims import GAP_KINDS, Gap
from kg.graph import queries
from kg.graph.readings import Readings
from kg.graph.sparql import Bound
from kg.graph.stated import StatedDocument
from kg.graph.store import Store
from kg.ontology.definitions import Ontology
from kg.teaching.materials import Teaching

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.analysis.comparison import Comparison
    from kg.analysis.dossier import Actor
    from kg.analysis.paths import Paths
    from kg.analysis.statistics import Statistics
    from kg.analysis.timeline import Timeline
    from kg.asking.conflicts import Conflict
    from kg.asking.constructed import Constructed
    from kg.asking.why import Why
    from kg.judging.listing import Listed


class Questions:
    """A graph that can be asked; `kg.KnowledgeGraph` is one.

    Attributes:
        folder: where the graph is.
        store: answers queries.
        ontology: what the graph is built with.
    """

    folder: Path
    store: Store
    ontology: Ontology

    def claims(
        self,
        actor: str | None = None,
        *,
        relation: str | None = None,
        class_name: str | None = None,
        status: str | None = None,
        document: str | None = None,
        **narrowing: Unpack[Narrowing],
    ) -> Claims:
        """The claims that meet all conditions, by document and place; `claims_frame` gives them as a table.

        Args:
            actor: name, alias or IRI of the subject or the object.
            relation: name of a relation of the ontology.
            class_name: class of the subject or the object, or a class above it.
            status: "fact", or "denied", "alleged", "planned" and so on as the ontology names them.
            document: name of a document.
            narrowing: `hops`, `since`, `until`, `min_sources` and `query`; see `kg.asking.selection`.

        Raises:
            UsageError: the graph or the ontology has no such name (near ones are suggested), or a value cannot be.
        """
        named = Conditions(actor=actor, relation=relation, class_name=class_name, status=status, document=document)
        asked: Conditions = {**named, **narrowing}
        found = selection.claims(self.store, self.ontology, **asked)
        return Claims(GraphClaim.of(stated, self.ontology) for stated in found)

    def conflicts(self, actor: str | None = None, *, relation: str | None = None) -> list[Conflict]:
        """What one claim states and another denies, ends or opposes; see `kg.asking.conflicts`.

        Args:
            actor: name, alias or IRI of an end of both claims.
            relation: name of the relation of at least one of the two.

        Raises:
            UsageError: the graph or the ontology has no such name; near ones are suggested.
        """
        from kg.asking import conflicts

        conditions.check(self.store, self.ontology, relation=relation)
        return [
            conflict
            for conflict in conflicts.conflicts(self.claims(actor), self.ontology)
            if relation in (None, conflict.claims[0].claim.predicate, conflict.against[0].claim.predicate)
        ]

    def claims_frame(self, **conditions: Unpack[Conditions]) -> pandas.DataFrame:
        """The claims that meet the conditions of `claims` as a table, with their documents."""
        return self.claims(**conditions).frame()

    def documents(self) -> list[StatedDocument]:
        """The documents of the graph, by name."""
        return queries.documents(self.store)

    def sources(self) -> list[dict[str, Any]]:
        """The documents as records, each with the number of its claims.

        `copy_of` is the name of the document of which one is a copy, and `similarity` the share of the copy's runs of
        five words that stand in it.
        """
        counts = Counter(claim.document.name for claim in queries.claims(self.store))
        return [{**asdict(document), "claims": counts[document.name]} for document in self.documents()]

    def gaps(self, *, document: str | None = None, kind: str | None = None) -> list[Gap]:
        """What was not understood, and nobody has told since, by document and place.

        Args:
            document: name of a document.
            kind: "no-relation" for sentences with two actors and no claim, "reference" for pronouns and definite nouns
                that were left open, "unclassed" for names of unknown kind.

        Raises:
            UsageError: there is no such document or kind.
        """
        conditions.check(self.store, self.ontology, document=document)
        if kind:
            conditions.one_of("kind of gap", kind, GAP_KINDS)
        from kg.judging import file, stating

        made = file.load(self.folder)
        with Readings.read(self.folder) as readings:
            judged = stating.judged(readings, made, self.ontology)
            found = [gap for _, extraction in judged for gap in extraction.gaps]
        return [gap for gap in found if document in (None, gap.doc) and kind in (None, gap.kind)]

    def query(self, text: str, **parameters: Bound) -> pandas.DataFrame | bool | Constructed:
        """The answer to a SPARQL query or to a named one: a table, true or false for ASK, triples for CONSTRUCT.

        Args:
            text: the query, or the name of one of `ontology/queries`. The usual prefixes need not be declared.
            parameters: values for its parameters, which are the variables that have a VALUES block of their own.

        Raises:
            QueryError: the query cannot be parsed or answered; the place is marked.
            UsageError: there is no such named query or parameter.

        Example:
            >>> graph.query("SELECT ?who WHERE { ?who kg:contracted ?whom }")    # doctest: +SKIP
        """
        from kg.asking import answers

        return answers.answer(self.store, text, parameters, self.claims)

    def network(self, *, facts_only: bool = False, **conditions: Unpack[Conditions]) -> networkx.MultiDiGraph[str]:
        """The claims that meet the conditions of `claims` as a network; see `kg.views.network` for its attributes.

        Args:
            facts_only: whether denials, accusations, possibilities, plans and attempts are left out.
        """
        return self.claims(**conditions).network(facts_only=facts_only)

    def actor(self, name: str) -> Actor:
        """The actor of that name, alias or IRI.

        Raises:
            UsageError: there is none, or there are several.
        """
        from kg.analysis.dossier import Actor

        found = queries.entity(self.store, name)
        naming = [GraphClaim.of(stated, self.ontology) for stated in queries.naming(self.store, found.iri)]
        return Actor(found.entity, found.iri, self.claims(found.iri), self.ontology, naming)

    def paths(
        self,
        first: str,
        second: str,
        *,
        facts_only: bool = True,
        avoid: Iterable[str] = (),
        limit: int = 3,
        longest: int = 6,
        **conditions: Unpack[Conditions],
    ) -> Paths:
        """How two actors are connected, by at most `limit` paths of `longest` steps; see `kg.analysis.paths`."""
        from kg.analysis.paths import Limits, paths

        iris = {queries.entity(self.store, name).iri for name in avoid}
        limits = Limits(limit, longest, frozenset(iris), facts_only=facts_only and not conditions.get("status"))
        ends = queries.entity(self.store, first), queries.entity(self.store, second)
        return paths(self.claims(**conditions), *ends, self.ontology, limits)

    def timeline(self, **conditions: Unpack[Conditions]) -> Timeline:
        """The claims that meet the conditions of `claims` in the order of the time they tell."""
        from kg.analysis import timeline

        return timeline.timeline(self.claims(**conditions))

    def stats(self, *, facts_only: bool = True, backend: str | None = None) -> Statistics:
        """The graph in numbers, and who stands where in its network, measured by a networkx backend if one is named."""
        from kg.analysis.statistics import Contents, statistics

        contents = Contents(self.claims(), queries.entities(self.store), self.documents())
        return statistics(contents, self.ontology, facts_only=facts_only, backend=backend)

    def compare(self, other: Questions) -> Comparison:
        """What a later graph has that this one has not, what it lacks, and what it tells otherwise."""
        from kg.analysis.comparison import comparison

        return comparison((self.claims(), self.documents()), (other.claims(), other.documents()))

    def why(self, name: str, other: str | None = None) -> Why:
        """Why two names are held to mean one actor or thing, or two; with one name, why it has all its names.

        Raises:
            UsageError: the graph has no such name; near ones are suggested.
            StoreError: what was read has changed since the graph was written.

        Example:
            >>> print(graph.why("ACLU", "American Civil Liberties Union"))    # doctest: +SKIP
        """
        from kg.asking import why
        from kg.judging import file

        listed = Teaching.of(self.folder).listed_names(self.ontology)
        asked = [name] if other is None else [name, other]
        with Readings.read(self.folder) as readings:
            return why.why(asked, self.store, readings, self.ontology, listed, judgements=file.load(self.folder))

    def judgements(self) -> list[Listed]:
        """What persons decided, in its order, each with its effect; see `kg.judging.listing`."""
        from kg.judging.listing import listed
        from kg.judging.lookup import Seen

        return list(listed(Seen(self.folder, self.ontology)))

"""What a person points at: claims by their ids, documents and names, found in a graph as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from kg.actors.entities import Agreed, Agreement
from kg.actors.told import Named
from kg.claims import Claim, Entity
from kg.errors import StoreError, UsageError, suggestion
from kg.graph import queries
from kg.graph.opening import opened
from kg.graph.readings import Readings
from kg.judging import file
from kg.judging.replay import Standing, replay
from kg.judging.rows import text_hash
from kg.judging.stating import agreed, held
from kg.judging.values import Known
from kg.ontology.definitions import Ontology
from kg.reading.documents import Document
from kg.teaching.materials import Teaching

SHORTEST = 4  # letters of an id by which a claim or a judgement may be called


class Seen:
    """A graph as it stands, with the judgements so far.

    Attributes:
        held: what was read.
        made: the judgements, in their order.
        replayed: the claims and what was decided of them.
    """

    def __init__(self, folder: Path, ontology: Ontology) -> None:
        self._folder, self._ontology = folder, ontology
        with Readings.read(folder) as readings:
            self.held = held(readings)
        self._documents = {document.name: document for document, _ in self.held.read}
        self._entities = {document.name: extraction.entities for document, extraction in self.held.read}
        self.refresh()

    def refresh(self) -> None:
        """Look again at the judgements."""
        self.made = file.load(self._folder)
        self.replayed = replay(self.held.read, self.made, self._ontology, self.held.copied)
        self.__dict__.pop("agreement", None)

    @cached_property
    def agreement(self) -> Agreement:
        """What the names of documents mean."""
        return agreed(self.replayed, self._ontology)

    @property
    def unmet(self) -> dict[str, str]:
        """For each judgement that decides nothing its id and the reason."""
        return {**self.replayed.unmet, **self.agreement.word.unmet}

    def standing(self, claim_id: str) -> Standing:
        """The claim of that id, or whose id begins so: as it is now, or as it was before it was judged.

        Raises:
            UsageError: there is none, or there are several.
        """
        standings = self.replayed.standings
        found = {one.now.id: one for one in standings if one.now and _begins(one.now.id, claim_id)}
        found = found or {one.claim.id: one for one in standings if _begins(one.claim.id, claim_id)}
        if not found:
            raise UsageError(f"there is no claim '{claim_id}'; `kg review --list` and `kg judgements` show the ids")
        if len(found) > 1:
            raise UsageError(f"several claims begin with '{claim_id}': {', '.join(sorted(found))}")
        return next(iter(found.values()))

    def judgements(self, identifier: str) -> list[str]:
        """Ids of the judgements on a claim, or of the judgement that is called so.

        Raises:
            UsageError: there is none, or there are several of that beginning.
        """
        found = sorted({one.id for one in self.made if _begins(one.id, identifier)})
        if len(found) > 1:
            raise UsageError(f"several judgements begin with '{identifier}': {', '.join(found)}")
        found = found or [one.id for one in self.standing(identifier).judgements]
        if not found:
            raise UsageError(f"nobody has judged claim '{identifier}'")
        return found

    def document(self, name: str) -> Document:
        """The document of that name.

        Raises:
            UsageError: there is none; near names are suggested.
        """
        if name not in self._documents:
            near = suggestion(name, self._documents)
            raise UsageError(f"there is no document '{name}' in the graph.{near} `kg sources` lists them")
        return self._documents[name]

    def known(self, document: str) -> Known:
        """What a document, the graph and the lists of actors know by a name."""
        rows = Teaching.of(self._folder).load_actors(self._ontology)
        listed = (Entity(row.name, row.class_name, row.aliases, row.wikidata) for row in rows)
        return Known(self._entities[document], self.agreement, listed, self._ontology)

    def entities(self, claim: Claim, standing: Standing, fresh: Sequence[Entity]) -> list[Entity]:
        """What the claim names, so that it can be stated when the program does not find it any more."""
        told = [entity for one in standing.judgements for entity in one.entities]
        known = {entity.name: entity for entity in (*self._entities[claim.doc], *told, *fresh)}
        ends = {claim.subject: claim.subject_class, claim.object: claim.object_class}
        names = dict.fromkeys(filter(None, (claim.subject, claim.object, claim.by, claim.technology)))
        found = [known.get(name) or Entity(name, ends[name]) for name in names if name in known or name in ends]
        return [Entity(one.name, ends.get(one.name, one.class_name), (), one.wikidata) for one in found]

    def things(self, names: Iterable[str]) -> tuple[Named, ...]:
        """What names mean, as judgements keep it.

        Raises:
            UsageError: the graph has no such name, or several things are called so.
        """
        return tuple(self._named(self._agreed(name), name) for name in names)

    def home_text(self, things: Iterable[Named]) -> str:
        """Hash of the text of the one document that has a thing without a name, if one of them is such a thing."""
        homes = [thing.document for thing in things if thing.document]
        return text_hash(self._documents[homes[0]].text) if homes else ""

    def _agreed(self, name: str) -> Agreed:
        iris = queries.namesakes(opened(self._folder), name)
        found = [one for one in self.agreement.agreed if one.iri in iris]
        if not found:
            raise StoreError(f"what was read has changed since '{name}' was stated; run `kg build` again")
        if len(found) > 1:
            others = ", ".join(f"{one.entity.name} ({one.iri})" for one in found)
            raise UsageError(f"several are called '{name}': {others}; give the IRI of one")
        return found[0]

    def _named(self, agreed: Agreed, asked: str) -> Named:
        """The thing under the name by which documents list it that is like the one asked for."""
        cluster = agreed.cluster
        alike = sorted(name for name in cluster.names if name.casefold() == asked.casefold())
        name = asked if asked in cluster.names else alike[0] if alike else cluster.name
        home = min(cluster.documents) if cluster.is_local else None
        return Named(name, agreed.entity.class_name, cluster.wikidata, home)


def _begins(identifier: str, given: str) -> bool:
    return identifier == given or (len(given) >= SHORTEST and identifier.startswith(given))

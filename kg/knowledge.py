"""The graph for programs and notebooks: build it or open it, then ask, analyse, judge and draw what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self, Unpack

from kg.asking.cards import TITLE, Map, Shown, copied, reviewed
from kg.asking.conditions import Conditions
from kg.graph.opening import opened
from kg.graph.store import Store
from kg.ontology.definitions import Ontology
from kg.settings import graph_folder
from kg.teaching.materials import Teaching

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.building.jobs import Reader
    from kg.building.pipeline import Summary
    from kg.exports.exporting import Exported
    from kg.judging.deciding import Judge

from kg.asking.questions import Questions

Given = Iterable[str | os.PathLike[str]]


class KnowledgeGraph(Questions):
    """A graph on disk.

    Example:
        >>> graph = KnowledgeGraph.build(["reports/"], "my-graph")      # doctest: +SKIP
        >>> graph.claims(actor="ICE", status="fact")[0].sentence        # doctest: +SKIP

    Attributes:
        folder: where the graph is.
        ontology: what it is built with.
        store: answers queries.
        summary: what the build found and refused, if the graph was built by this object.
    """

    def __init__(self, folder: Path, store: Store, ontology: Ontology, summary: Summary | None = None) -> None:
        self.folder = folder
        self.ontology = ontology
        self.summary = summary
        self.store = store

    @classmethod
    def open(cls, folder: str | os.PathLike[str] | None = None) -> Self:
        """The graph in a folder; if none is given, in the one that KG_GRAPH names, else in `kg-graph`.

        Raises:
            StoreError: there is no graph.
        """
        place = graph_folder(folder)
        return cls(place, opened(place), Teaching.of(place).load_ontology())

    @classmethod
    def build(
        cls,
        paths: Given,
        folder: str | os.PathLike[str] | None = None,
        *,
        ontology: Given = (),
        actors: Given = (),
        prune: bool = False,
        processes: int | None = None,
        scheduler: str | None = None,
        reader: Reader | Literal["own"] | None = None,
    ) -> Self:
        """Add documents to the graph in a folder, which is made if there is none, and open it.

        Args:
            paths: files, folders, and patterns such as `reports/*.pdf`.
            folder: of the graph; as for `open`.
            ontology: Turtle files to use from now on; "shipped" among them stands for those of the program.
            actors: CSV files of known actors to use from now on; "shipped" as above.
            prune: whether documents that came from these paths and are not there any more leave the graph.
            processes: how many are used; if not given, one for each core, or one for little text.
            scheduler: address of a Dask scheduler whose workers read the documents, or "local"; see
                `kg.building.cluster`.
            reader: understands the documents in place of the program's own, such as `kg.llm.reader.LlmReader`; "own" is
                the program's own in a graph that another has read.

        Raises:
            UsageError: a path does not exist or holds no document.
            OntologyError: the ontology or a list of actors is wrong.
            StoreError: the folder cannot be written, or another build is writing to it.
            ClusterError: documents cannot be read on other machines; those that were are kept.
            ServiceError: the reader needs a server that fails; what was understood before is kept.
        """
        from kg.building import pipeline

        place = graph_folder(folder)
        teaching = Teaching.of(place).changed(ontology=ontology, actors=actors)
        summary = pipeline.build(
            paths, place, teaching=teaching, prune=prune, processes=processes, scheduler=scheduler, reader=reader
        )
        return cls(place, opened(place), teaching.load_ontology(), summary)

    def map(self, *, title: str = TITLE, layout: str | None = None, **conditions: Unpack[Conditions]) -> Map:
        """An interactive map of the claims that meet the conditions of `claims`.

        Args:
            title: heading of the page.
            layout: "force", "communities" or "folded"; see `kg.views.pictures`. If not given, what suits their number.
            conditions: as for `claims`.
        """
        from kg.views import maps

        found, documents = self.claims(**conditions), self.documents()
        shown = {document.name: Shown.of(document) for document in documents}
        page = maps.draw(
            [one.claim for one in found],
            shown,
            self.ontology,
            title=title,
            copies=copied(documents),
            reviews=reviewed(found),
            form=layout,
        )
        return Map(title, page, found)

    def plot(self, *, title: str | None = None, axes: Axes | None = None, **conditions: Unpack[Conditions]) -> Axes:
        """A still picture of the claims that meet the conditions of `claims`; see `kg.views.plot`."""
        from kg.views import plot

        return plot.plot(self.network(**conditions), self.ontology, title=title, axes=axes)

    def export(
        self, path: str | os.PathLike[str], *, format: str | None = None, **conditions: Unpack[Conditions]
    ) -> Exported:
        """Write the claims that meet the conditions of `claims` for other programs; see `kg.exports.formats`.

        Args:
            path: a file; a folder or a `.zip` file for formats of several files.
            format: its name; if not given, the end of the path tells it.
            conditions: as for `claims`.

        Raises:
            UsageError: there is no such format, name or folder; what is there already is left as it is.
        """
        from kg.exports import exporting, selection

        chosen = selection.select(self.store, self.ontology, **conditions)
        return exporting.export(chosen, Path(path), format)

    def judge(self, by: str | None = None) -> Judge:
        """What a person decides with: `graph.judge("Jane Doe").reject(claim.id)`; see `kg.judging.deciding`."""
        from kg.judging.deciding import Judge

        return Judge(self.folder, self.ontology, by=by, written=self._reopen)

    def _reopen(self) -> None:
        self.store = opened(self.folder)

    def _repr_html_(self) -> str:
        from kg.views import notebook

        claims = [found.claim for found in self.claims()]
        return notebook.summary_html(claims, self.ontology, title=self.folder.name, copies=copied(self.documents()))

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.folder)!r})"

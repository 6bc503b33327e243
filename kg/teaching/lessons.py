"""Teaching a relation by further example sentences: what they compile to, what they change, and writing them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.pipeline import Progress
from kg.errors import OntologyError, UsageError, suggestion
from kg.graph import database
from kg.graph.readings import Readings
from kg.ontology import writing
from kg.ontology.definitions import Ontology, Relation
from kg.ontology.writing import Declaration
from kg.teaching.effects import Effect, effect
from kg.teaching.materials import Teaching, origins
from kg.teaching.wordings import Taught, compiled, parsed_example

if TYPE_CHECKING:
    from kg.extraction.extractor import Extractor
    from kg.extraction.wording.patterns import Pattern

#: The file that is written if none is named and the graph was built with none.
DEFAULT_FILE = "my-ontology.ttl"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Example sentences for a relation, and what comes of writing them into an ontology file.

    Attributes:
        relation: its name.
        sentences: what each compiles to.
        file: the user's ontology file.
        addition: the Turtle to be added to it; nothing if all is known.
        effect: what changes in the documents of the graph; None if there is no graph.
    """

    relation: str
    sentences: tuple[Taught, ...]
    file: Path
    addition: str
    effect: Effect | None
    folder: Path
    teaching: Teaching  # of the graph, with the file
    before: str | None  # text of the file as it was found
    after: str | None  # as it will be

    @property
    def changes_graph(self) -> bool:
        """Whether the graph keeps no copy of the file, or another one than it will be."""
        if self.effect is None or self.after is None:
            return False
        copies = [copy for copy, origin in origins(self.folder).items() if origin.resolve() == self.file]
        return all(writing.content(copy) != self.after for copy in copies)


def prepare(
    relation: str,
    sentences: Iterable[str],
    folder: Path,
    *,
    file: Path | None = None,
    declaration: Declaration | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Lesson:
    """What it would teach to give a relation these examples. Nothing is written.

    Args:
        relation: name of a relation of the ontology, or of a new one.
        sentences: with their parts marked: "[The lab](subject) rang up [Acme](object).".
        folder: of the graph whose ontology, actors and documents are used; need not hold one.
        file: the ontology file that is to be written; if not given, the one that the graph was built with, if it was
            one, else `my-ontology.ttl` in the current folder.
        declaration: of a relation that is new.
        progress: called after each document that is read again.

    Raises:
        UsageError: there is no such relation, or the one to be declared exists; a sentence is marked wrongly or
            teaches nothing; the file may not be written.
        OntologyError: the ontology is wrong, before or after.
    """
    place = writing.checked_place(file or default_file(folder), folder)
    examples = [parsed_example(sentence) for sentence in dict.fromkeys(sentences)]
    teaching, text = _teaching(folder, place)
    drafts = {} if text is None else {place: text}
    ontology = (teaching if drafts else Teaching.of(folder)).load_ontology(drafts)
    declared = _declared(relation, ontology, declaration)
    extractor = _extractor(teaching, ontology)
    one = _relation(relation, ontology, declared)
    taught = compiled(one, examples, extractor)
    fresh = [each for each in taught if not each.known]
    addition = writing.statements(relation, [t.marked for t in fresh], declared) if fresh else ""
    after = writing.extended(place, text, addition) if fresh else text
    amended = teaching.load_ontology({place: after}) if fresh and after is not None else ontology
    _check_written(amended, relation, fresh)
    patterns = [each.pattern for each in fresh]
    changes = _effect(folder, extractor, amended, patterns, progress or (lambda state: None))
    return Lesson(relation, tuple(taught), place, addition, changes, folder, teaching, text, after)


def learn(lesson: Lesson) -> None:
    """Write a lesson into its file, of which the graph keeps a copy for its next build.

    Raises:
        UsageError: the file has changed since the lesson was prepared.
        StoreError: a build is writing to the graph.
        OSError: the file cannot be written; it is left as it was.
    """
    if lesson.after is None:  # all is known, and there is no file
        return
    if lesson.effect is None:
        _write(lesson)
        return
    with Readings.open(lesson.folder):  # no build of the graph goes on meanwhile
        _write(lesson)
        lesson.teaching.keep(lesson.folder)


def default_file(folder: Path) -> Path:
    """The ontology file of one's own that the graph in a folder was built with, or a new one in the current folder.

    Raises:
        UsageError: the graph was built with several.
    """
    kept = map(Path, Teaching.of(folder).ontology)
    files = sorted({place for copy in kept if (place := origins(folder).get(copy))})
    if len(files) > 1:
        raise UsageError(
            f"the graph in {folder} was built with {', '.join(map(str, files))}; name the one to write with --ontology"
        )
    return files[0] if files else Path(DEFAULT_FILE)


def _write(lesson: Lesson) -> None:
    if writing.content(lesson.file) != lesson.before and lesson.file.exists():
        raise UsageError(f"{lesson.file} has changed meanwhile; nothing was written, give the command again")
    if lesson.addition and lesson.after is not None:
        writing.write(lesson.file, lesson.after)


def _teaching(folder: Path, place: Path) -> tuple[Teaching, str | None]:
    """What the graph is built with from now on, and the text of the file, or of its copy where it is gone."""
    text = writing.content(place)
    copies = [copy for copy, origin in origins(folder).items() if origin.resolve() == place]
    if text is None and copies:
        text = writing.content(copies[0])
    return Teaching.of(folder).with_file(place, folder), text


def _declared(relation: str, ontology: Ontology, declaration: Declaration | None) -> Declaration | None:
    """The declaration of a new relation with its defaults; None if the relation exists."""
    if declaration is None:
        if relation not in ontology.relations:
            near = suggestion(relation, ontology.relations)
            raise UsageError(
                f"the ontology has no relation '{relation}'.{near} `kg ontology` lists them. A new one is declared with"
                " --new, and --label, --definition, --domain and --range as needed"
            )
        return None
    if relation in ontology.files:
        raise UsageError(f"the ontology has '{relation}' already; leave out what declares it, or choose another name")
    writing.checked_name(relation)
    acting = next((kind.plural_of for kind in ontology.classes.values() if kind.plural_of), None)
    if acting is None and not (declaration.domain and declaration.range):
        raise UsageError("the ontology does not say which class acts (kg:pluralOf); give --domain and --range")
    made = declaration.completed(relation, acting or "")
    for class_name in (*made.domain, *made.range):
        ontology.class_(class_name)
    return made


def _relation(name: str, ontology: Ontology, declared: Declaration | None) -> Relation:
    """The relation that is taught, as the ontology has it or will have it."""
    if declared is None:
        return ontology.relation(name)
    return Relation(name, declared.label, declared.definition, domain=declared.domain, range=declared.range)


def _extractor(teaching: Teaching, ontology: Ontology) -> Extractor:
    from kg.extraction.extractor import Extractor

    return Extractor.trained(ontology, teaching.load_actors(ontology))


def _check_written(ontology: Ontology, relation: str, fresh: Iterable[Taught]) -> None:
    """Make sure that what will be written says what was meant."""
    written = ontology.relations[relation].examples if relation in ontology.relations else ()
    if not {each.marked for each in fresh} <= {example.marked for example in written}:
        raise OntologyError(f"what would be written does not give kg:{relation} these examples; nothing was written")


def _effect(
    folder: Path,
    extractor: Extractor,
    ontology: Ontology,
    patterns: Sequence[Pattern],
    progress: Callable[[Progress], None],
) -> Effect | None:
    """What changes in the documents of the graph, if there is one."""
    if not (folder / database.FILE).exists():
        return None
    with Readings.read(folder) as opened:
        imports = opened.imported()  # which no build reads again
        read = [document for document in opened.documents() if document.name not in imports]
        return effect(read, extractor, ontology, patterns, progress)

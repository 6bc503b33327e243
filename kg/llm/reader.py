"""Reading by a language model: passages are sent to a server, and what comes back is checked and becomes claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.building.jobs import Job
from kg.building.workers import document_of
from kg.claims import Claim, Entity, Extraction
from kg.errors import ReadingError
from kg.extraction.analysis import DocumentAnalysis
from kg.extraction.extractor import Extractor, gaps_of
from kg.language.parsing import parse
from kg.llm.answers import MOST, Answers, claims_in, key_of
from kg.llm.checking import Checked, Checker, Dropped, DroppedError
from kg.llm.client import Client
from kg.llm.estimate import Estimate, Ledger
from kg.llm.passages import Passage, halves, passages
from kg.llm.prompt import Prompt
from kg.llm.service import Service
from kg.namespaces import digest
from kg.ontology.definitions import Ontology
from kg.reading.confined import ConfinedReader
from kg.reading.documents import Document
from kg.teaching.materials import Teaching
from kg.versions import file_hash

Analyse = Callable[[Document], DocumentAnalysis]


class LlmReader:
    """A reader for `kg.building.pipeline.build`. Nothing is sent before it was told what would be.

    Example:
        >>> service = Service.of("https://api.openai.com/v1", "gpt-4o-mini", os.environ)    # doctest: +SKIP
        >>> with closing(Client(service)) as client:                                        # doctest: +SKIP
        ...     pipeline.build(["reports"], "graph", reader=LlmReader(service, client, consent=show))

    Args:
        service: the server and its model.
        client: asks it.
        consent: is told what is going to be asked, and raises an error if it must not be.
        answers: where answers are kept; if not given, in the user's cache folder.

    Attributes:
        ledger: what was asked.
    """

    def __init__(
        self,
        service: Service,
        client: Client,
        *,
        consent: Callable[[Estimate], None],
        answers: Answers | None = None,
    ) -> None:
        self.ledger = Ledger()
        self._service, self._client, self._consent = service, client, consent
        self._answers = answers or Answers()

    @property
    def name(self) -> str:
        """What its claims are marked by."""
        return f"llm {self._service.model}"

    def fingerprint(self, teaching: Teaching) -> str:
        """Hash of the model's name, of what it is asked, and of how its answers are checked."""
        own = sorted(Path(__file__).parent.glob("*.py"))
        return digest(teaching.fingerprint, self._service.model, *map(file_hash, own))

    def prepare(self, teaching: Teaching, jobs: Iterable[Job]) -> None:
        """Read the documents to see what is to be asked, and get consent to it; nothing is sent yet."""
        questions, estimate = self._questions(teaching.load_ontology()), Estimate()
        instructions = len(questions.prompt.instructions) + len(str(questions.prompt.schema))
        for document in _new(jobs):
            before = estimate.requests
            for passage in passages(document.text):
                if questions.kept(passage):
                    estimate.kept += 1
                else:
                    estimate.add(instructions, len(passage.text))
            estimate.documents += estimate.requests > before
        self._consent(estimate)

    def extractor(self, teaching: Teaching) -> LlmExtractor:
        """What understands the documents of a build."""
        ontology = teaching.load_ontology()
        analyser = _Analyser(ontology, teaching)
        return LlmExtractor(self.name, self._questions(ontology), analyser.analyse, self.ledger)

    def _questions(self, ontology: Ontology) -> Questions:
        return Questions(self._service, self._client, self._answers, Prompt(ontology), self.ledger)


class Questions:
    """Asks about passages what was not asked before."""

    def __init__(self, service: Service, client: Client, answers: Answers, prompt: Prompt, ledger: Ledger) -> None:
        self.prompt = prompt
        self._service, self._client, self._answers, self._ledger = service, client, answers, ledger

    def kept(self, passage: Passage) -> bool:
        """Whether the question about a passage was answered before."""
        return self._answers.get(self._key(passage)) is not None

    def claims(self, passage: Passage) -> Iterator[tuple[Passage, list[Any]]]:
        """What the model claims, of the passage, or of its halves where the answer for the whole is of no use.

        Raises:
            ReadingError: the answers are of no use, however short the passage, or the server declines the text.
            ServiceError: the server fails.
        """
        key = self._key(passage)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._client.ask(self.prompt.messages(passage), self.prompt.schema)
            self._ledger.asked += 1
            self._ledger.given += answer.given
            self._ledger.made += answer.made
            if claims_in(answer.text) is not None or halves(passage):
                self._answers.put(key, answer)
        else:
            self._ledger.kept += 1
        claims = claims_in(answer.text)
        if claims is not None:
            yield passage, claims
            return
        self._ledger.useless += 1
        parts = halves(passage)
        if not parts:
            raise ReadingError(self._service.host, "the model's answer is not what was asked for")
        for part in parts:
            yield from self.claims(part)

    def _key(self, passage: Passage) -> str:
        question = {"messages": self.prompt.messages(passage), "schema": self.prompt.schema}
        return key_of(self._service.endpoint, {"model": self._service.model, **question})


class LlmExtractor:
    """Understands documents by what a model claims of their passages.

    Args:
        name: by which claims are marked.
        questions: asks the model.
        analyse: the program's own reading of a document: mentions, who they stand for, sentences.
        ledger: what becomes of the claims is counted there.
    """

    def __init__(self, name: str, questions: Questions, analyse: Analyse, ledger: Ledger) -> None:
        self._name, self._questions, self._analyse, self._ledger = name, questions, analyse, ledger

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Extraction]]:
        """Each document with what it says, in their order."""
        for document in documents:
            yield document, self.read(document)

    def read(self, document: Document) -> Extraction:
        """What a document says.

        Raises:
            ReadingError: the answers are of no use, or the server declines the text.
            ServiceError: the server fails.
        """
        answers = [answer for passage in passages(document.text) for answer in self._questions.claims(passage)]
        analysis = self._analyse(document)
        checker = Checker(analysis, self._questions.prompt, self._name)
        found: dict[str, Checked] = {}
        for passage, given in answers:
            for checked in self._stand(checker, passage, given):
                if checked.claim.id in found:
                    self._ledger.dropped[Dropped.TWICE] += 1
                found.setdefault(checked.claim.id, checked)
        self._ledger.claims += len(found)
        claims = sorted((one.claim for one in found.values()), key=lambda claim: (claim.start, claim.end, claim.id))
        entities = _entities(analysis, found.values())
        return Extraction(tuple(claims), tuple(entities), tuple(gaps_of(analysis, [claim.start for claim in claims])))

    def _stand(self, checker: Checker, passage: Passage, given: list[Any]) -> Iterator[Checked]:
        for entry in given[:MOST]:
            try:
                yield checker.check(entry, passage)
            except DroppedError as error:
                self._ledger.dropped[error.why] += 1
        if len(given) > MOST:
            self._ledger.dropped[Dropped.MANY] += len(given) - MOST


class _Analyser:
    """The program's own reading of documents, of which everything but the claims is used."""

    def __init__(self, ontology: Ontology, teaching: Teaching) -> None:
        self._ontology, self._teaching = ontology, teaching

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor(self._ontology, self._teaching.load_actors(self._ontology))

    def analyse(self, document: Document) -> DocumentAnalysis:
        """Mentions, who they stand for, and sentences."""
        (doc,) = parse([document.text])
        return DocumentAnalysis.of(self._extractor.kit, document, doc)


def _new(jobs: Iterable[Job]) -> Iterator[Document]:
    """The documents of the jobs that are going to be understood; what cannot be read is refused later."""
    with closing(ConfinedReader()) as reader:
        for job in jobs:
            with suppress(Exception):
                document = document_of(job, reader)
                if document.key != job.known:
                    yield document


def _entities(analysis: DocumentAnalysis, found: Iterable[Checked]) -> Iterator[Entity]:
    """Every end, source and technology of the claims, once by name; of two classes for one name the first counts."""
    entities: dict[str, Entity] = {}
    for checked in sorted(found, key=lambda one: _place(one.claim)):
        for party, class_name in checked.parties:
            wikidata = party.referent.wikidata if party.referent else None
            entities.setdefault(party.name, Entity(party.name, class_name, party.surfaces(analysis), wikidata))
    yield from entities.values()


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.id

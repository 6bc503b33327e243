"""Trees that are put right by their punctuation and their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.language.appositions import (
    apposed_nouns,
    companions,
    listed_titles,
    names_beside_nouns,
    second_titles,
    title_holders,
)
from kg.language.arguments import (
    active_sentences,
    agents_of_nouns,
    crossing_attributes,
    partners_of_deeds,
    possessors,
)
from kg.language.model import Analysis
from kg.language.trees import leads_up

#: Prefixes with which a verb still says what it says without: "re-hired", "countersued" is written "counter-sued", too.
PREFIXES = frozenset({"co", "re", "pre", "counter"})

_SUBJECTS = ("nsubj", "nsubj:pass")


def repair(words: Sequence[str], analysis: Analysis) -> None:
    """Put right what the network is known to hang on the wrong word.

    A rule that would leave no tree does nothing: it may take for a title what the clause of the name hangs on.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    for rule in _RULES:
        heads, labels = list(analysis.heads), list(analysis.labels)
        rule(words, analysis)
        if heads != analysis.heads and not leads_up(analysis.heads):
            analysis.heads[:], analysis.labels[:] = heads, labels


def parenthesise_speakers(words: Sequence[str], analysis: Analysis) -> None:
    """Set a speaker in mid-sentence apart: in "no state, said Dana Reyes, has voted" it is the state that has not.

    The network takes such a sentence for "no state said that Dana Reyes has voted". No comma stands between a subject
    and its verb unless something between them is set apart.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels = analysis.heads, analysis.labels
    for verb in range(2, len(words) - 1):
        subject = verb - 2
        if words[verb - 1] != "," or heads[subject] != verb or labels[subject] not in _SUBJECTS:
            continue
        said = next((i for i in range(verb + 2, len(words)) if heads[i] == verb and labels[i] == "ccomp"), None)
        speaker = _opening(verb + 1, said, analysis) if said is not None else None
        if said is None or speaker is None or "," not in words[speaker:said]:
            continue
        heads[said], labels[said] = (said if heads[verb] == verb else heads[verb]), labels[verb]
        heads[verb], labels[verb] = said, "parataxis"
        heads[subject], heads[speaker] = said, verb


def prefixed_verbs(words: Sequence[str], analysis: Analysis) -> None:
    """Make the verb the head of its prefix: "Dana Reyes co-leads the project" tells of leading.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels = analysis.heads, analysis.labels
    for place in range(len(words) - 2):
        verb = place + 2
        if words[place].lower() not in PREFIXES or words[place + 1] != "-" or analysis.upos[verb] != "VERB":
            continue
        if heads[verb] == place:
            heads[verb], labels[verb] = (verb if heads[place] == place else heads[place]), labels[place]
        was, labels[place] = labels[place], "compound"
        for i, head in enumerate(heads):
            if head == place or i == place:
                heads[i] = verb
            if was == "aux:pass" and heads[i] == verb and labels[i] == "nsubj:pass":
                labels[i] = "nsubj"


def hyphened_participles(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a name on the participle it is written together with: in "D.C.-based Acme sued" D.C. did not sue.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    for place in range(1, len(words) - 1):
        participle = place + 1
        if words[place] != "-" or names[place - 1] == "O" or labels[participle] != "amod":
            continue
        name = place - 1
        while names[name][0] == "I" and heads[name] < name:
            name = heads[name]
        if heads[name] != participle:
            if labels[name] == "conj":  # "A and B-based C": it is C that stands beside A
                noun = heads[participle]
                heads[noun], labels[noun] = heads[name], "conj"
            heads[name], labels[name] = participle, "compound"


def titles(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a title on the name behind it: in "talks with editor Dana Reyes" nobody but her is talked with.

    The network may hang both on one word, in the same way, or the title on what was said before it: "it is baseless,
    spokeswoman Dana Reyes said".

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    given = {heads[i] for i, label in enumerate(labels) if label in ("det", "nmod:poss")}
    for first in (i for i in range(1, len(words)) if names[i] == "B-PER"):
        name = first
        while names[heads[name]][2:] == "PER" and heads[name] >= first and heads[name] != name:
            name = heads[name]
        place = _title_before(first, name, analysis)
        if analysis.upos[place] not in ("NOUN", "PROPN") or names[place] != "O" or "," in words[place:first]:
            continue
        alike = (heads[place], labels[place]) == (heads[name], labels[name])
        said = labels[place] in _SUBJECTS and labels[name] in _SUBJECTS and (alike or heads[place] < place)
        if heads[heads[name]] == place:
            continue  # "an allegation Reyes denied": what she denied is no title
        if said or (alike and place not in given and analysis.upos[place] == "NOUN"):
            heads[place], labels[place] = name, "nmod"


def _title_before(first: int, name: int, analysis: Analysis) -> int:
    """Where the noun before a name stands, or the second subject of its verb: "member of parliament Dana Reyes"."""
    if analysis.labels[name] in _SUBJECTS:
        subjects = [i for i in range(first) if analysis.heads[i] == analysis.heads[name] != i]
        return next((i for i in reversed(subjects) if analysis.labels[i] in _SUBJECTS), first - 1)
    return first - 1


def cut_names(words: Sequence[str], analysis: Analysis) -> None:
    """Join a word that is taken for a person to the organization whose name it begins: "Pallas Vision".

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    for place in range(len(names) - 1):
        joined = labels[place] == "compound" and heads[place] == place + 1
        if joined and (names[place], names[place + 1]) == ("B-PER", "B-ORG"):
            names[place], names[place + 1] = "B-ORG", "I-ORG"


def relative_clauses(words: Sequence[str], analysis: Analysis) -> None:
    """Hang "which" on what it may mean: in "Dana Reyes of Acme, which sued" it is Acme that sued.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    for place, word in enumerate(words):
        verb = heads[place]
        if word.lower() != "which" or labels[verb] != "acl:relcl" or names[heads[verb]][2:] != "PER":
            continue
        person = heads[verb]
        bodies = [i for i in range(person + 1, place) if heads[i] == person and labels[i] == "nmod"]
        if bodies and names[bodies[-1]][2:] not in ("", "PER"):
            heads[verb] = bodies[-1]


def _opening(first: int, clause: int, analysis: Analysis) -> int | None:
    """The subject of a clause, if its name begins at a place."""
    for place in range(first, clause):
        if analysis.heads[place] == clause and analysis.labels[place] in _SUBJECTS:
            inside = range(first, place)
            return place if all(first <= analysis.heads[i] <= place for i in inside) else None
    return None


#: In their order: what one puts right the next ones rely on.
_RULES: tuple[Callable[[Sequence[str], Analysis], None], ...] = (
    parenthesise_speakers,
    prefixed_verbs,
    hyphened_participles,
    cut_names,
    titles,
    title_holders,
    names_beside_nouns,
    relative_clauses,
    companions,
    second_titles,
    listed_titles,
    apposed_nouns,
    crossing_attributes,
    active_sentences,
    agents_of_nouns,
    partners_of_deeds,
    possessors,
)

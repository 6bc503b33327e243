"""Trees that are put right where nouns stand beside names: which of them are the same, and which are two."""

from __future__ import annotations

from collections.abc import Sequence

from kg.language.model import Analysis

_ROLES = ("nsubj", "nsubj:pass", "obj")


def names_beside_nouns(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a name on the noun right before it where both have one role: in "retailer Acme sued" one sued, not two.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    for first in (i for i in range(1, len(names)) if names[i][0] == "B" and names[i] != "B-PER"):
        end = next((i for i in range(first + 1, len(names)) if names[i][0] != "I"), len(names))
        name = next((i for i in range(first, end) if not first <= heads[i] < end), first)
        noun = first - 1
        alike = (heads[noun], labels[noun]) == (heads[name], labels[name])
        if alike and labels[name] in _ROLES and analysis.upos[noun] == "NOUN" and names[noun] == "O":
            heads[name], labels[name] = noun, "appos"


def title_holders(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a person's name on the title it explains: in "the head of Acme, Dana Reyes" she is the head, not Acme.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, names = analysis.heads, analysis.names
    for place, label in enumerate(analysis.labels):
        body = heads[place]
        if label != "appos" or names[place][2:] != "PER" or names[body][2:] in ("", "PER"):
            continue
        while names[body] != "O" and analysis.labels[body] == "nmod":
            body = heads[body]
        if analysis.upos[body] == "NOUN" and names[body] == "O":
            heads[place] = body


def companions(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a noun on the one it is coordinated with: in "the blogger Dana Reyes and her lawyer" not on the name.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, upos = analysis.heads, analysis.labels, analysis.upos
    given = {heads[i] for i, label in enumerate(labels) if label in ("det", "nmod:poss")}
    for place, label in enumerate(labels):
        name = heads[place]
        beside_name = label == "conj" and labels[name] == "appos" and upos[name] == "PROPN"
        if beside_name and upos[place] == upos[heads[name]] == "NOUN" and place in given:
            heads[place] = heads[name]


def second_titles(words: Sequence[str], analysis: Analysis) -> None:
    """Hang a noun on the one it shares an article with: in "Dana Reyes, a founder and director" not on the name.

    In the training parts of EWT and GUM eight such nouns hang on the noun, and one on the name.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, upos = analysis.heads, analysis.labels, analysis.upos
    given = {heads[i] for i, label in enumerate(labels) if label in ("det", "nmod:poss")}
    for place, label in enumerate(labels):
        name = heads[place]
        if label != "conj" or (upos[place], upos[name]) != ("NOUN", "PROPN") or place in given:
            continue
        beside = (i for i in range(place - 1, name, -1) if heads[i] == name and labels[i] == "appos")
        heads[place] = next((i for i in beside if upos[i] == "NOUN"), name)


def listed_titles(words: Sequence[str], analysis: Analysis) -> None:
    """Take what is listed behind a person's name for what she is, as in a signature: "Dana Reyes, Chief Agent:".

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, names = analysis.heads, analysis.labels, analysis.names
    for place, label in enumerate(labels):
        is_title = names[place] == "O" and analysis.upos[place] in ("NOUN", "PROPN")
        if label == "list" and is_title and names[heads[place]][2:] == "PER":
            labels[place] = "appos"


def apposed_nouns(words: Sequence[str], analysis: Analysis) -> None:
    """Take a noun between commas behind a name for what the name is, not for another: "Argus, Acme's fund, grew".

    Of nouns without "and" in that place all 86 are appositions in the training parts of EWT and GUM.

    Args:
        words: of a paragraph.
        analysis: of the same words; changed in place.
    """
    heads, labels, upos = analysis.heads, analysis.labels, analysis.upos
    joined = {heads[i] for i, label in enumerate(labels) if label == "cc"}
    listed = {heads[i] for i in joined if labels[i] == "conj"}
    for place, label in enumerate(labels):
        name = heads[place]
        if label != "conj" or (upos[place], upos[name]) != ("NOUN", "PROPN") or place in joined or name in listed:
            continue
        inside = _below(place, heads)
        before, behind = words[min(inside) - 1 : min(inside) + 1], words[max(inside) + 1 : max(inside) + 2]
        if name < place and "," in before and behind == [","]:
            labels[place] = "appos"


def _below(place: int, heads: Sequence[int]) -> set[int]:
    """A word and all that hangs on it."""
    inside, size = {place}, 0
    while len(inside) > size:
        size = len(inside)
        inside.update(i for i, head in enumerate(heads) if head in inside)
    return inside

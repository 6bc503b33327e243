"""The ontology for readers: a reference page in Markdown, and listings for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.ontology.definitions import Class, Ontology, Qualifier, Relation

#: Examples and words shown of a term; the files hold all of them.
SHOWN_EXAMPLES, SHOWN_WORDS = 12, 40


def markdown(ontology: Ontology) -> str:
    """The reference page of an ontology."""
    lines = [
        "# The ontology",
        "",
        "Written by `kg ontology --format markdown` from the files in `ontology/`; change those, not this page.",
        f"{len(ontology.classes)} classes, {len(ontology.relations)} relations, {_taught(ontology)} examples.",
        "",
        "## Classes",
        "",
        *_class_table(ontology),
        *(line for kind in ontology.classes.values() for line in _class_section(kind)),
        "## Relations",
        "",
        *_relation_table(ontology),
        *(line for relation in ontology.relations.values() for line in _relation_section(relation)),
        "## Qualifiers",
        "",
        *(line for qualifier in ontology.qualifiers.values() for line in _qualifier_section(qualifier)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def listing(ontology: Ontology) -> str:
    """Classes, relations and qualifiers, a line each."""
    tree = [("  " * _depth(kind, ontology) + name, kind.definition) for name, kind in _in_tree(ontology)]
    relations = [(_signature(relation), relation.definition) for relation in ontology.relations.values()]
    qualifiers = [(qualifier.name, qualifier.definition) for qualifier in ontology.qualifiers.values()]
    parts = (("Classes", tree), ("Relations", relations), ("Qualifiers", qualifiers))
    return "\n\n".join(f"{title}\n{_columns(rows)}" for title, rows in parts if rows)


def description(ontology: Ontology, name: str) -> str:
    """All that is known of one class, relation or qualifier.

    Raises:
        UsageError: there is no such term.
    """
    if name in ontology.classes:
        lines = _class_section(ontology.classes[name])
    elif name in ontology.qualifiers:
        lines = _qualifier_section(ontology.qualifiers[name])
    else:
        lines = _relation_section(ontology.relation(name))
    return "\n".join(line.replace("`", "") for line in lines).lstrip("#").strip()


def _taught(ontology: Ontology) -> int:
    return sum(len(relation.examples) for relation in ontology.relations.values())


def _class_table(ontology: Ontology) -> Iterator[str]:
    rows = [
        (f"{'– ' * _depth(kind, ontology)}[`{name}`](#{name.lower()})", kind.definition, kind.colour, kind.shape)
        for name, kind in _in_tree(ontology)
    ]
    return _table(("class", "what belongs", "colour", "shape"), rows)


def _relation_table(ontology: Ontology) -> Iterator[str]:
    rows = [
        (
            f"[`{relation.name}`](#{relation.name.lower()})",
            f"{' / '.join(relation.domain)} {'↔' if relation.symmetric else '→'} {' / '.join(relation.range)}",
            relation.definition,
            str(len(relation.examples)),
        )
        for relation in ontology.relations.values()
    ]
    return _table(("relation", "subject and object", "what it states", "examples"), rows)


def _class_section(kind: Class) -> Iterator[str]:
    yield from _heading(kind)
    yield from _facts(
        ("Under", _code(kind.parents)),
        ("Acts as", _code(filter(None, [kind.acts_as]))),
        ("Aligned with", _aligned(kind.alignments)),
        ("Nouns", _words(kind.nouns)),
        ("Vague nouns", _words(kind.vague_nouns)),
        ("Nouns of which there are sorts", _words(kind.sorted_nouns)),
        ("Representatives", _words(kind.representatives)),
        ("Staff", _words(kind.staff)),
        ("Officers", _words(kind.officers)),
        ("Conduct", _words(kind.conduct)),
        ("Names end in", _words(kind.endings)),
        ("Names begin with", _words(kind.openings)),
        ("Titles", _words(kind.titles)),
        ("Masculine", _words(kind.masculine)),
        ("Feminine", _words(kind.feminine)),
    )


def _relation_section(relation: Relation) -> Iterator[str]:
    yield from _heading(relation)
    yield from _facts(
        ("Subject", _code(relation.domain)),
        ("Object", _code(relation.range)),
        ("Read backwards", "the same" if relation.symmetric else relation.inverse_label),
        ("Implies", _code(filter(None, [relation.parent]))),
        ("Other side", _code(filter(None, [relation.other_side]))),
        ("Ends", _opposed(relation.ends, relation.ends_inverse)),
        ("Opposes", _opposed(relation.opposes, relation.opposes_inverse)),
        ("Stated by saying", _words(relation.appraisals)),
        ("Aligned with", _aligned(relation.alignments)),
    )
    yield from (f"- {_escaped(example.marked)}" for example in relation.examples[:SHOWN_EXAMPLES])
    if len(relation.examples) > SHOWN_EXAMPLES:
        yield f"- … and {len(relation.examples) - SHOWN_EXAMPLES} more"
    yield from (f"- not: {_escaped(example.marked)}" for example in relation.counterexamples[:SHOWN_EXAMPLES])
    yield ""


def _qualifier_section(qualifier: Qualifier) -> Iterator[str]:
    yield from _heading(qualifier)
    yield from _facts(
        ("Kind", _code([qualifier.kind])),
        ("Auxiliaries", _words(qualifier.auxiliaries)),
        ("Governors", _words(qualifier.governors)),
        ("Adverbs", _words(qualifier.adverbs)),
        ("Determiners", _words(qualifier.determiners)),
        ("Markers", _words(qualifier.markers)),
        ("Reports", _words(qualifier.contents)),
        ("Verdicts on a report", _words(qualifier.verdicts)),
        ("Verbs of opinion", _words(qualifier.opinions)),
    )


def _heading(term: Class | Relation | Qualifier) -> Iterator[str]:
    note = getattr(term, "note", "")
    yield from (f"### {term.name}", "", f"{term.definition}{' ' + note if note else ''}", "")


def _facts(*rows: tuple[str, str]) -> Iterator[str]:
    """A line for each fact that is there, and an empty one after them."""
    yield from (f"- {title}: {text}" for title, text in rows if text)
    yield ""


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(titles)
    yield _row("---" for _ in titles)
    yield from (_row(cell.replace("|", "\\|") for cell in row) for row in rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _columns(rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(left) for left, _ in rows)
    return "\n".join(f"  {left:<{width}}  {right}".rstrip() for left, right in rows)


def _signature(relation: Relation) -> str:
    arrow = "↔" if relation.symmetric else "→"
    return f"{'/'.join(relation.domain)} {relation.name} {arrow} {'/'.join(relation.range)}"


def _in_tree(ontology: Ontology) -> Iterator[tuple[str, Class]]:
    """Classes with those under them right behind, in the order of the files."""
    done: set[str] = set()
    roots = [kind for kind in ontology.classes.values() if _depth(kind, ontology) == 0]
    waiting = [*roots, *ontology.classes.values()][::-1]
    while waiting:
        kind = waiting.pop()
        if kind.name not in done:
            done.add(kind.name)
            yield kind.name, kind
            waiting += [other for other in ontology.classes.values() if kind.name in other.parents][::-1]


def _depth(kind: Class, ontology: Ontology) -> int:
    return len(ontology.line(kind.name)) - 1


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _aligned(alignments: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"`{how} {term}`" for how, term in alignments)


def _opposed(direct: Sequence[str], swapped: Sequence[str]) -> str:
    return ", ".join([*(f"`{name}`" for name in direct), *(f"`{name}` with the ends swapped" for name in swapped)])


def _words(words: Sequence[str]) -> str:
    more = f", … and {len(words) - SHOWN_WORDS} more" if len(words) > SHOWN_WORDS else ""
    return ", ".join(words[:SHOWN_WORDS]) + more


def _escaped(marked: str) -> str:
    """An example as code, so that its marks are not taken for links."""
    return f"`{marked}`"

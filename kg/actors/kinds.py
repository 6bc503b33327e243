"""What the class of a name says about joining it: which classes may be one, and whose names may be cut short."""

from __future__ import annotations

from kg.actors.clusters import Cluster
from kg.ontology.definitions import Class, Ontology


def class_of(cluster: Cluster, ontology: Ontology) -> str:
    """The class that a person told, else the most frequent; of equals the more specific, then the first by name."""
    if cluster.told_class:
        return cluster.told_class[1]
    most = max(cluster.classes.values())
    frequent = [name for name in sorted(cluster.classes) if cluster.classes[name] == most]
    specific = [name for name in frequent if not any(_under(other, name, ontology) for other in frequent)]
    return (specific or frequent)[0]


def _under(name: str, ancestor: str, ontology: Ontology) -> bool:
    return name != ancestor and ontology.is_a(name, ancestor)


def are_related(first: Cluster, second: Cluster, ontology: Ontology) -> bool:
    """Whether the classes are one, or one is a kind of the other."""
    one, other = class_of(first, ontology), class_of(second, ontology)
    return one == other or ontology.is_a(one, other) or ontology.is_a(other, one)


def is_person(class_name: str, ontology: Ontology) -> bool:
    """Whether things of the class share parts of their names: theirs is the class with titles."""
    return any(kind.titles for kind in _line(class_name, ontology))


def has_names(class_name: str, ontology: Ontology) -> bool:
    """Whether the ontology has words by which a name of the class is known. It has none for unnamed groups."""
    return any(kind.endings or kind.openings or kind.name_labels for kind in _line(class_name, ontology))


def _line(class_name: str, ontology: Ontology) -> list[Class]:
    """The class and those above it; nothing for a class that the ontology does not have."""
    known = class_name in ontology.classes
    return [ontology.classes[name] for name in ontology.line(class_name)] if known else []


def label(class_name: str, ontology: Ontology) -> str:
    """What the class is called."""
    return ontology.classes[class_name].label if class_name in ontology.classes else class_name

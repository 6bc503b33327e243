"""The scorer in torch: the head that ships computes the same in numpy, and a run can be stopped and taken up again."""

import json

import numpy as np
import pytest

from kg.errors import UsageError
from kg.language.features import Pieces
from kg.language.model import FOLDER
from kg.language.pairs import Pair, PairHead, Sentence
from kg.training.batches import Drawn, Inventory, batch_of, epoch_batches, rows_of
from kg.training.sentences import Item
from kg.training.settings import Settings

REASON = "the training tools are not installed (pip install '.[train]')"
torch = pytest.importorskip("torch", reason=REASON)
transformers = pytest.importorskip("transformers", reason=REASON)
pytest.importorskip("onnx", reason=REASON)

INVENTORY = Inventory(("meets", "owns", "towed"), ("<agent", ">patient"))


def item(number, count):
    """A sentence of some words with pairs of all kinds: paths of no, one and two words, roles known and unknown."""
    pairs = [
        Pair(0, 1, (1,), "<agent", ">patient"),
        Pair(1, 0, (2, 1), ">patient", "<of"),
        Pair(2, 0, (), "<of", ">in"),
    ]
    sentence = Sentence(
        ["Tern", *["towed"] * count, "Lynx"], [(0, 1, "name"), (1, 3, "noun"), (3, 4, "pronoun")], pairs
    )
    return Item("sea", str(number), sentence, (frozenset({"towed"}), frozenset(), frozenset({"meets"})))


@pytest.fixture(scope="module")
def rows():
    return rows_of([item(n, 3 + n % 4) for n in range(12)], Pieces(FOLDER / "tokenizer.json"))


def small():
    """A network of one thin layer."""
    from kg.training.network import PairNetwork

    torch.manual_seed(1)
    config = transformers.BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, attn_implementation="eager"
    )
    return PairNetwork(config, relations=len(INVENTORY.relations), roles=len(INVENTORY.roles))


def test_the_shipped_head_gives_what_was_trained(rows):
    from kg.training.export import arrays
    from kg.training.fit import tensors_of

    network = small().eval()
    torch.nn.init.normal_(network.role.weight, std=3.0)
    batch = batch_of([Drawn(row, [0, 1, 2]) for row in rows], INVENTORY)
    states = torch.randn(*batch.encoder["firsts"].shape, 16)
    tensors = tensors_of(batch)
    tensors.pop("wanted")
    with torch.no_grad():
        trained = torch.sigmoid(network.scores(network.vectors(states.flatten(0, 1), **tensors))).numpy()
    head = PairHead(arrays(network), INVENTORY.roles)
    shipped = [
        head.probabilities(of_row[: len(row.item.sentence.words)].numpy(), row.item.sentence)
        for of_row, row in zip(states, rows, strict=True)
    ]
    assert np.concatenate(shipped) == pytest.approx(trained, abs=1e-5)


def course(rows, **given):
    from kg.training.fit import Course

    return Course(rows, INVENTORY, Settings(batch=60, threads=1, **given))


def weights(network):
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def same(one, two):
    return all(torch.equal(tensor, two[name]) for name, tensor in one.items())


def test_training_lowers_the_loss(rows):
    from kg.training import fit

    network, plan = small(), course(rows, epochs=1)
    (first, *_) = [batch_of(drawn, INVENTORY) for drawn in epoch_batches(rows, plan.settings, 0)]
    before = fit.batch_loss(network.eval(), first, 0.3).item()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)
    for _ in range(30):
        optimizer.zero_grad()
        fit.batch_loss(network.train(), first, 0.3).backward()
        optimizer.step()
    assert fit.batch_loss(network.eval(), first, 0.3).item() < before / 2


def up_to_the_third(run_epoch):
    """An epoch, interrupted by hand when it is the third."""

    def run(*given):
        if given[-1] == 2:
            raise KeyboardInterrupt
        run_epoch(*given)

    return run


def test_a_run_that_was_stopped_ends_as_one_that_was_not(rows, tmp_path, monkeypatch):
    from kg.training import fit

    whole, stopped, resumed = small(), small(), small()
    fit.fit(whole, course(rows, epochs=3), tmp_path / "whole.pt")
    with monkeypatch.context() as patch:
        patch.setattr(fit, "run_epoch", up_to_the_third(fit.run_epoch))
        with pytest.raises(KeyboardInterrupt):
            fit.fit(stopped, course(rows, epochs=3), tmp_path / "stopped.pt")
    fit.fit(resumed, course(rows, epochs=3), tmp_path / "stopped.pt")
    assert same(weights(whole), weights(resumed))
    assert not same(weights(whole), weights(stopped))


def test_a_checkpoint_of_another_run_is_refused(rows, tmp_path):
    from kg.training import fit

    fit.fit(small(), course(rows, epochs=1), tmp_path / "checkpoint.pt")
    with pytest.raises(UsageError, match="belongs to a run with other labels or settings"):
        fit.fit(small(), course(rows, epochs=2), tmp_path / "checkpoint.pt")


def test_the_encoder_is_that_of_the_joint_network():
    from kg.language.network import JointNetwork
    from kg.training.network import PairNetwork

    joint = JointNetwork(small().encoder.config, tags=2, names=2, labels=2, sources=1)
    network = PairNetwork.from_joint(joint, relations=3, roles=2)
    assert network.encoder is joint.encoder
    assert network.shape is joint.shape


def test_the_relations_are_shipped_with_their_definitions():
    from kg.ontology.definitions import Ontology
    from kg.training.fit import _meta

    relations = Ontology.load().relations
    name, relation = next(iter(relations.items()))
    found = json.loads(json.dumps(_meta(Inventory((name,), ("<of",)))))
    assert (found["relations"], found["roles"]) == ({name: relation.definition}, ["<of"])
    assert len(set(found["examples"])) == sum(len(one.examples) for one in relations.values())

"""Training of the scorer of pairs, from the encoder of a trained joint network.

Deterministic for a given machine and seed; a checkpoint is kept after every epoch, and a run that was stopped goes on
from it as if it had not been. Needs the `train` extra.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg.errors import UsageError
from kg.language.export import load
from kg.language.features import Pieces
from kg.language.pairs import fingerprint
from kg.ontology.definitions import Ontology
from kg.training.batches import Batch, Drawn, Inventory, Row, batch_of, epoch_batches, rows_of
from kg.training.network import PairNetwork
from kg.training.sentences import Item
from kg.training.settings import Settings

logger = logging.getLogger(__name__)

#: What the summed loss of a batch is divided by, so that gradients are of the size that they are clipped at.
LOSS_UNIT = 100

#: The parts of the network that the joint network has trained.
_TRAINED = ("encoder.", "shape.")


@dataclass(frozen=True, slots=True)
class Course:
    """What a run works on."""

    rows: Sequence[Row]
    inventory: Inventory
    settings: Settings

    def batches(self, epoch: int) -> list[list[Drawn]]:
        """The batches of an epoch."""
        return epoch_batches(self.rows, self.settings, epoch)


def train(items: Sequence[Item], base: Path, start: Path, work: Path, settings: Settings) -> None:
    """Train on the items and leave `pairs.pt` and `pairs.json` in `work`.

    Args:
        items: those to learn from.
        base: the folder of the base weights; its config.json and tokenizer.json are read.
        start: the run folder of `python -m kg.language train`.
        work: the folder for checkpoints.
        settings: how.

    Raises:
        UsageError: `work` holds the checkpoint of a run with other labels.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    work.mkdir(parents=True, exist_ok=True)
    course = Course(rows_of(items, Pieces(base / "tokenizer.json")), Inventory.of(items), settings)
    (work / "pairs.json").write_text(json.dumps(_meta(course.inventory), indent=1, ensure_ascii=False) + "\n", "utf-8")
    labels = json.loads((start / "labels.json").read_text("utf-8"))
    sizes = {name: len(numbered) for name, numbered in asdict(course.inventory).items()}
    network = PairNetwork.from_joint(load(start, base, labels, attention="sdpa"), **sizes)
    fit(network, course, work / "checkpoint.pt")
    torch.save(network.state_dict(), work / "pairs.pt")


def _meta(inventory: Inventory) -> dict[str, object]:
    """What the program has to know: what each relation meant when it was learnt, the roles, and the examples."""
    relations = Ontology.load().relations
    return {
        "relations": {name: relations[name].definition for name in inventory.relations},
        "roles": inventory.roles,
        "examples": sorted(fingerprint(e.marked) for relation in relations.values() for e in relation.examples),
    }


def fit(network: PairNetwork, course: Course, state: Path) -> None:
    """Run the epochs, from the checkpoint where there is one."""
    settings = course.settings
    optimizer = optimizer_of(network, settings)
    steps = len(course.batches(0)) * settings.epochs
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps, settings.warmup))
    parts = {"network": network, "optimizer": optimizer, "scheduler": scheduler}
    known = {
        "inventory": asdict(course.inventory),
        "rows": len(course.rows),
        "settings": asdict(replace(settings, threads=1)),
    }
    first = 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        if any(saved.get(name) != value for name, value in known.items()):
            raise UsageError(
                f"{state} belongs to a run with other labels or settings; give another --work, or delete it"
            )
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        first = saved["epoch"] + 1
    for epoch in range(first, settings.epochs):
        run_epoch(network, optimizer, scheduler, course, epoch)
        torch.save({name: part.state_dict() for name, part in parts.items()} | known | {"epoch": epoch}, state)


def optimizer_of(network: PairNetwork, settings: Settings) -> torch.optim.AdamW:
    """An optimizer with a rate for what was trained before and a higher one for what is new."""
    named = list(network.named_parameters())
    old = [parameter for name, parameter in named if name.startswith(_TRAINED)]
    new = [parameter for name, parameter in named if not name.startswith(_TRAINED)]
    return torch.optim.AdamW(
        [
            {"params": old, "lr": settings.encoder_rate, "weight_decay": 0.01},
            {"params": new, "lr": settings.head_rate, "weight_decay": 0.0},
        ]
    )


def rate_at(step: int, steps: int, warmup: int) -> float:
    """Linear warm-up, then linear decay to nothing; a run no longer than the warm-up does not decay."""
    return min(step / warmup, max(0.0, (steps - step) / max(1, steps - warmup)))


def run_epoch(
    network: PairNetwork,
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LambdaLR,
    course: Course,
    epoch: int,
) -> None:
    """One pass over the items."""
    torch.manual_seed(course.settings.seed * 1000 + epoch)  # the dropout of an epoch that starts from a checkpoint
    network.train()
    batches = course.batches(epoch)
    began, total = time.monotonic(), 0.0
    for number, drawn in enumerate(batches, start=1):
        loss = batch_loss(network, batch_of(drawn, course.inventory), course.settings.kept)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), course.settings.clip)
        optimizer.step()
        scheduler.step()
        total += loss.item()
        if number % 50 == 0 or number == len(batches):
            seconds = time.monotonic() - began
            logger.info("epoch %d batch %d/%d loss %.3f %.0f s", epoch, number, len(batches), total / number, seconds)


def batch_loss(network: PairNetwork, batch: Batch, kept: float) -> Tensor:
    """Cross entropy of each relation of each pair; pairs without a relation stand for those that were not drawn."""
    tensors = tensors_of(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = network.words(**{name: torch.from_numpy(array) for name, array in batch.encoder.items()})
    wanted = tensors.pop("wanted")
    scores = network.scores(network.vectors(words.float().flatten(0, 1), **tensors))
    weights = torch.where(wanted.any(1, keepdim=True), 1.0, 1.0 / kept).expand_as(scores)
    summed = functional.binary_cross_entropy_with_logits(scores, wanted, weight=weights, reduction="sum")
    return summed / LOSS_UNIT


def tensors_of(batch: Batch) -> dict[str, Tensor]:
    """The arrays of a batch that come after the encoder."""
    names = ("spans", "subjects", "objects", "paths", "scope", "roles", "wanted")
    return {name: torch.from_numpy(getattr(batch, name)) for name in names}

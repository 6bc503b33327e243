"""Training of the joint network: from treebanks, name corpora and base weights to the shipped model.

    python -m kg.language train --treebanks DIR --names DIR --base DIR --work DIR

Deterministic for a given machine and seed; a checkpoint is kept after every epoch, and a run that was
stopped goes on from it. Needs the `train` extra.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.language.corpora import (
    OWN,
    Batch,
    Corpora,
    Labels,
    epoch_batches,
    inventories,
    labels_to_json,
    read_corpora,
    repeated,
    with_headlines,
)
from kg.language.features import Pieces, stack
from kg.language.network import JointNetwork

logger = logging.getLogger(__name__)

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; the defaults made the shipped model."""

    epochs: int = 12
    batch: int = 3000  # sub-words
    encoder_rate: float = 1.5e-4
    heads_rate: float = 1.5e-3
    names_weight: float = 0.6
    starts_weight: float = 0.3
    second_epochs: int = 4
    #: How often a source is seen in an epoch of the second stage; our own names are those of news.
    emphasis: tuple[tuple[str, float], ...] = (
        (OWN, 2.0),
        ("uner", 2.0),
        ("en_ewt", 0.4),
        ("en_gum", 0.4),
        ("btc", 0.5),
    )
    #: Headlines composed for the second stage, beside those that are shortened sentences.
    headlines: int = 2000
    seed: int = 1
    threads: int = 2


def train(treebanks: Path, names: Path, base: Path, output: Path, settings: Settings) -> None:
    """Train and leave `network.pt` and `labels.json` in `output`.

    First on everything that others labelled, then with emphasis on names, with our own and with headlines.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    output.mkdir(parents=True, exist_ok=True)
    corpora = read_corpora(treebanks, names)
    labels = inventories(corpora)
    (output / "labels.json").write_text(json.dumps(labels_to_json(labels), indent=1) + "\n", "utf-8")
    sizes = {name: len(getattr(labels, name)) for name in ("tags", "names", "labels", "sources")}
    network = JointNetwork.from_base(base, **sizes)
    others = {source: docs for source, docs in corpora.items() if source != OWN}
    course = Course(others, Pieces(base / "tokenizer.json"), labels, settings)
    fit(network, course, output / "checkpoint.pt")
    torch.save(network.state_dict(), output / "network-1.pt")
    emphasised = repeated(corpora, settings.emphasis, settings.seed)
    emphasised = with_headlines(emphasised, settings.headlines, settings.seed)
    fit(network, Course(emphasised, course.pieces, labels, second_stage(settings)), output / "checkpoint-2.pt")
    torch.save(network.state_dict(), output / "network.pt")


@dataclass(frozen=True, slots=True)
class Course:
    """What a stage of training works on."""

    corpora: Corpora
    pieces: Pieces
    labels: Labels
    settings: Settings

    def batches(self, epoch: int) -> list[Batch]:
        """The batches of an epoch."""
        return epoch_batches(self.corpora, self.pieces, size=self.settings.batch, seed=self.settings.seed, epoch=epoch)


def second_stage(settings: Settings) -> Settings:
    """Fewer epochs at lower rates, names weighing more."""
    return replace(settings, epochs=settings.second_epochs, encoder_rate=5e-5, heads_rate=5e-4, names_weight=1.0)


def fit(network: JointNetwork, course: Course, state: Path) -> None:
    """Run the epochs of a stage, from its checkpoint where there is one."""
    settings = course.settings
    optimizer = optimizer_of(network, settings)
    steps = int(len(course.batches(0)) * settings.epochs * 1.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    parts = {"network": network, "optimizer": optimizer, "scheduler": scheduler}
    first = 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        for name, part in parts.items():
            part.load_state_dict(saved[name])
        first = saved["epoch"] + 1
    for epoch in range(first, settings.epochs):
        run_epoch(network, optimizer, scheduler, course, epoch)
        torch.save({name: part.state_dict() for name, part in parts.items()} | {"epoch": epoch}, state)


def optimizer_of(network: JointNetwork, settings: Settings) -> torch.optim.AdamW:
    """An optimizer with a rate for the encoder and a higher one for the new heads."""
    encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": settings.encoder_rate, "weight_decay": 0.01},
            {"params": heads, "lr": settings.heads_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
    )


def rate_at(step: int, steps: int, warmup: int = 150) -> float:
    """Linear warm-up, then linear decay to nothing."""
    return min(step / warmup, max(0.0, (steps - step) / (steps - warmup)))


def run_epoch(
    network: JointNetwork,
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LambdaLR,
    course: Course,
    epoch: int,
) -> None:
    """One pass over the corpora."""
    network.train()
    labels, settings = course.labels, course.settings
    batches = course.batches(epoch)
    began, total = time.monotonic(), 0.0
    for number, batch in enumerate(batches, start=1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = batch_loss(network, batch, labels, settings)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        scheduler.step()
        total += loss.item()
        if number % 50 == 0 or number == len(batches):
            seconds = time.monotonic() - began
            logger.info("epoch %d batch %d/%d loss %.3f %.0f s", epoch, number, len(batches), total / number, seconds)


def batch_loss(network: JointNetwork, batch: Batch, labels: Labels, settings: Settings) -> Tensor:
    """The weighted sum of the heads' losses; a layer that is not labelled costs nothing."""
    arrays = {k: torch.from_numpy(v) for k, v in stack([window for _, window in batch]).items()}
    source = torch.tensor([labels.sources.index(example.source) for example, _ in batch])
    tags, names, starts, arcs, dependents, heads = network(**arrays, source=source)
    want = targets(batch, labels, tags.shape[1])
    loss = settings.names_weight * name_loss(names.float(), want)
    if (want["tags"] != IGNORED).any():
        loss = loss + functional.cross_entropy(tags.float().flatten(0, 1), want["tags"].flatten(), ignore_index=IGNORED)
        arcs = arcs.float().masked_fill(~want["same"], -1e4)
        loss = loss + functional.cross_entropy(arcs.flatten(0, 1), want["heads"].flatten(), ignore_index=IGNORED)
        index = want["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, heads.shape[-1])
        scores = network.label_scores(dependents, heads.gather(1, index)).float()
        loss = loss + functional.cross_entropy(scores.flatten(0, 1), want["labels"].flatten(), ignore_index=IGNORED)
        known = want["starts"] >= 0
        loss = loss + settings.starts_weight * functional.binary_cross_entropy_with_logits(
            starts.float()[known], want["starts"][known].float()
        )
    return loss


def name_loss(scores: Tensor, want: dict[str, Tensor]) -> Tensor:
    """Cross entropy; where MISC was not annotated, an unmarked word may be O or MISC."""
    known = want["names"] != IGNORED
    if not known.any():
        return scores.sum() * 0.0
    logs = functional.log_softmax(scores, -1)
    chosen = logs.gather(-1, want["names"].clamp(min=0).unsqueeze(-1)).squeeze(-1)
    either = torch.logsumexp(logs[..., [0, 7, 8]], -1)
    open_world = (want["names"] == 0) & want["partial"].unsqueeze(-1)
    return -torch.where(open_world, either, chosen)[known].mean()


def targets(batch: Batch, labels: Labels, width: int) -> dict[str, Tensor]:
    """Arrays (batch, words) of the right answers, IGNORED where there is none."""
    arrays = {k: np.full((len(batch), width), IGNORED) for k in ("tags", "names", "heads", "labels", "starts")}
    same = np.zeros((len(batch), width, width + 1), dtype=bool)
    same[:, :, 0] = True
    tags = {tag: i for i, tag in enumerate(labels.tags)}
    kinds = {name: i for i, name in enumerate(labels.names)}
    relations = {label: i for i, label in enumerate(labels.labels)}
    for row, (example, _) in enumerate(batch):
        start = 0
        for sentence in example.sentences:
            end = start + len(sentence.words)
            if sentence.heads:
                arrays["tags"][row, start:end] = [tags[t] for t in sentence.upos]
                arrays["heads"][row, start:end] = [h + start if h else 0 for h in sentence.heads]
                arrays["labels"][row, start:end] = [relations[x] for x in sentence.labels]
                arrays["starts"][row, start:end] = 0
                arrays["starts"][row, start] = 1
                same[row, start:end, start + 1 : end + 1] = True
            if sentence.names:
                arrays["names"][row, start:end] = [kinds[n] for n in sentence.names]
            start = end
    tensors = {k: torch.from_numpy(v) for k, v in arrays.items()}
    tensors["same"] = torch.from_numpy(same)
    tensors["partial"] = torch.tensor([example.source in labels.partial for example, _ in batch])
    return tensors

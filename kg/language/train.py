"""Training of the joint network: from treebanks, name corpora and base weights to the shipped model.

    python -m kg.language train --treebanks DIR --names DIR --base DIR --output DIR

Deterministic for a given machine and seed; a checkpoint is kept after every epoch, and a run that was
stopped goes on from it. Needs the `train` extra.
"""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.language.features import Pieces, Window, shape_of, stack
from kg.language.network import JointNetwork
from kg.language.treebanks import Sentence, documents, read_conllu, read_names

logger = logging.getLogger(__name__)

IGNORED = -100

#: Sub-words of the longest training window. Windows of several sentences teach sentence boundaries.
WINDOW = 200

#: Share of sentences seen alone in an epoch; the others are seen among their neighbours.
ALONE = 0.4

#: Share of windows whose shapes are changed to those of capitals, small letters or a headline.
RESHAPED = 0.06


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; the defaults made the shipped model."""

    epochs: int = 10
    batch: int = 3000  # sub-words
    encoder_rate: float = 1.5e-4
    heads_rate: float = 1.5e-3
    names_weight: float = 0.6
    starts_weight: float = 0.3
    seed: int = 1
    threads: int = 2


@dataclass(slots=True)
class Labels:
    """The inventories of the heads, in the order of their scores."""

    tags: list[str]
    names: list[str]
    labels: list[str]
    sources: list[str]
    partial: list[str]  # sources whose annotators did not mark MISC


@dataclass(slots=True)
class Example:
    """A window of consecutive sentences with its targets."""

    sentences: list[Sentence]
    source: str

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in sentence.words]


def train(treebanks: Path, names: Path, base: Path, output: Path, settings: Settings) -> None:
    """Train and leave `network.pt` and `labels.json` in `output`."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    output.mkdir(parents=True, exist_ok=True)
    corpora = read_corpora(treebanks, names)
    labels = inventories(corpora)
    (output / "labels.json").write_text(json.dumps(labels_to_json(labels), indent=1) + "\n", "utf-8")
    pieces = Pieces(base / "tokenizer.json")
    network = JointNetwork.from_base(
        base,
        tags=len(labels.tags),
        names=len(labels.names),
        labels=len(labels.labels),
        sources=len(labels.sources),
    )
    optimizer = optimizer_of(network, settings)
    batches = len(epoch_batches(corpora, pieces, settings, epoch=0))
    steps = int(batches * settings.epochs * 1.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    state = output / "checkpoint.pt"
    first = 0
    if state.exists():
        saved = torch.load(state, weights_only=False)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        scheduler.load_state_dict(saved["scheduler"])
        first = saved["epoch"] + 1
    for epoch in range(first, settings.epochs):
        run_epoch(network, optimizer, scheduler, corpora, pieces, labels, settings, epoch)
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "scheduler": scheduler.state_dict(),
                "epoch": epoch,
            },
            state,
        )
    torch.save(network.state_dict(), output / "network.pt")


def labels_to_json(labels: Labels) -> dict[str, list[str]]:
    return {name: getattr(labels, name) for name in Labels.__slots__}


def read_corpora(treebanks: Path, names: Path) -> dict[str, list[list[Sentence]]]:
    """Documents by source. Test parts are never read."""
    corpora: dict[str, list[list[Sentence]]] = {}
    for path in sorted(treebanks.glob("*.conllu*")):
        if "-test." not in path.name:
            source = path.name.split("-ud-")[0]
            corpora.setdefault(source, []).extend(documents(read_conllu(path)))
    for path in sorted(names.iterdir()):
        if "-test." in path.name and "uner" in path.name:
            continue
        if path.suffix == ".gz" and not path.name.startswith("re3d"):
            source = path.name.split(".")[0].split("-")[0]
            corpora.setdefault(source, []).extend([s] for s in read_names(path) if len(s.words) < 150)
    return corpora


def inventories(corpora: dict[str, list[list[Sentence]]]) -> Labels:
    """Every tag, label and source that occurs; UNER, whose style is used at run time, comes first."""
    sentences = [s for docs in corpora.values() for doc in docs for s in doc]
    names = ["O"] + [f"{mark}-{name}" for name in ("PER", "ORG", "LOC", "MISC") for mark in "BI"]
    sources = sorted(corpora, key=lambda source: (not source.startswith("uner"), source))
    marked = {s for s, docs in corpora.items() for doc in docs for sent in doc if "B-MISC" in sent.names}
    return Labels(
        tags=sorted({tag for s in sentences for tag in s.upos}),
        names=names,
        labels=sorted({label for s in sentences for label in s.labels}),
        sources=sources,
        partial=[s for s in sources if s not in marked],
    )


def optimizer_of(network: JointNetwork, settings: Settings) -> torch.optim.AdamW:
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


def examples_of(corpora: dict[str, list[list[Sentence]]], pieces: Pieces, rng: random.Random) -> Iterator[Example]:
    """One epoch's windows: sentences alone, or with those that follow them."""
    for source, docs in corpora.items():
        for doc in docs:
            index = 0
            while index < len(doc):
                end, size = index + 1, len(doc[index].words)
                if rng.random() > ALONE:
                    most = rng.randint(2, 8)
                    while end < len(doc) and end - index < most and size + len(doc[end].words) < WINDOW * 0.7:
                        size += len(doc[end].words)
                        end += 1
                yield Example(doc[index:end], source)
                index = end


def epoch_batches(
    corpora: dict[str, list[list[Sentence]]], pieces: Pieces, settings: Settings, *, epoch: int
) -> list[list[tuple[Example, Window]]]:
    """Shuffled batches of windows of similar length."""
    rng = random.Random(f"{settings.seed}/{epoch}")
    rows: list[tuple[Example, Window]] = []
    for example in examples_of(corpora, pieces, rng):
        if example.source == "btc" and rng.random() < 0.6:
            continue  # short messages, far from news: a part is enough
        split = pieces.split(example.words)
        if sum(map(len, split)) > 500:
            continue
        rows.append((example, pieces.window(split, reshaped(example.words, rng))))
    rows.sort(key=lambda row: len(row[1].pieces) * (1 + 0.1 * rng.random()))
    batches: list[list[tuple[Example, Window]]] = []
    batch: list[tuple[Example, Window]] = []
    for row in rows:
        if batch and (len(batch) + 1) * len(row[1].pieces) > settings.batch:
            batches.append(batch)
            batch = []
        batch.append(row)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def reshaped(words: Sequence[str], rng: random.Random) -> list[int]:
    """The shapes of the words, now and then as if in capitals, small letters or headline style."""
    style = rng.random()
    if style < RESHAPED / 3:
        return [shape_of(word.upper()) for word in words]
    if style < RESHAPED * 2 / 3:
        return [shape_of(word.lower()) for word in words]
    if style < RESHAPED:
        return [shape_of(word.title() if word.islower() and len(word) > 3 else word) for word in words]
    return [shape_of(word) for word in words]


def run_epoch(
    network: JointNetwork,
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LambdaLR,
    corpora: dict[str, list[list[Sentence]]],
    pieces: Pieces,
    labels: Labels,
    settings: Settings,
    epoch: int,
) -> None:
    network.train()
    batches = epoch_batches(corpora, pieces, settings, epoch=epoch)
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


def batch_loss(network: JointNetwork, batch: list[tuple[Example, Window]], labels: Labels, settings: Settings) -> Tensor:
    """The weighted sum of the heads' losses; a layer that is not labelled costs nothing."""
    arrays = {k: torch.from_numpy(v) for k, v in stack([window for _, window in batch]).items()}
    source = torch.tensor([labels.sources.index(example.source) for example, _ in batch])
    tags, names, starts, arcs, dependents, heads = network(**arrays, source=source)
    want = targets(batch, labels, tags.shape[1])
    loss = settings.names_weight * name_loss(names.float(), want)
    if (want["tags"] != IGNORED).any():
        loss = loss + F.cross_entropy(tags.float().flatten(0, 1), want["tags"].flatten(), ignore_index=IGNORED)
        arcs = arcs.float().masked_fill(~want["same"], -1e4)
        loss = loss + F.cross_entropy(arcs.flatten(0, 1), want["heads"].flatten(), ignore_index=IGNORED)
        index = want["heads"].clamp(min=0).unsqueeze(-1).expand(-1, -1, heads.shape[-1])
        scores = network.label_scores(dependents, heads.gather(1, index)).float()
        loss = loss + F.cross_entropy(scores.flatten(0, 1), want["labels"].flatten(), ignore_index=IGNORED)
        known = want["starts"] >= 0
        loss = loss + settings.starts_weight * F.binary_cross_entropy_with_logits(
            starts.float()[known], want["starts"][known].float()
        )
    return loss


def name_loss(scores: Tensor, want: dict[str, Tensor]) -> Tensor:
    """Cross entropy; where MISC was not annotated, an unmarked word may be O or MISC."""
    known = want["names"] != IGNORED
    if not known.any():
        return scores.sum() * 0.0
    logs = F.log_softmax(scores, -1)
    chosen = logs.gather(-1, want["names"].clamp(min=0).unsqueeze(-1)).squeeze(-1)
    either = torch.logsumexp(logs[..., [0, 7, 8]], -1)
    open_world = (want["names"] == 0) & want["partial"].unsqueeze(-1)
    return -torch.where(open_world, either, chosen)[known].mean()


def targets(batch: list[tuple[Example, Window]], labels: Labels, width: int) -> dict[str, Tensor]:
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

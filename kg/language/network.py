"""The joint network in torch: one encoder, five heads. Training only; run time uses its ONNX export.

Arcs are scored by a deep biaffine attention (Dozat and Manning, ICLR 2017), labels by a layer over the sum of
the dependent's and the head's projection, which costs a fraction of a biaffine and scores the same here.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.language.features import SHAPES

ARC_SIZE = 256
LABEL_SIZE = 192
NAME_SIZE = 160


def head_layer(inputs: int, size: int, dropout: float) -> nn.Sequential:
    """A projection with a non-linearity, as every head begins."""
    return nn.Sequential(nn.Linear(inputs, size), nn.LeakyReLU(0.1), nn.Dropout(dropout))


class JointNetwork(nn.Module):
    """Sub-words in; tags, names, sentence starts, arc scores and label projections of words out."""

    def __init__(
        self, config: BertConfig, *, tags: int, names: int, labels: int, sources: int, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        hidden = config.hidden_size
        self.shape = nn.Embedding(len(SHAPES), hidden)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.mix = nn.Parameter(torch.zeros(config.num_hidden_layers))
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(hidden, tags)
        self.starts = nn.Linear(hidden, 1)
        self.names_hidden = head_layer(hidden, NAME_SIZE, dropout)
        self.source = nn.Embedding(sources, NAME_SIZE)
        nn.init.zeros_(self.source.weight)
        self.names = nn.Linear(NAME_SIZE, names)
        self.arc_dependent = head_layer(hidden, ARC_SIZE, dropout)
        self.arc_head = head_layer(hidden, ARC_SIZE, dropout)
        self.arc = nn.Parameter(torch.zeros(ARC_SIZE, ARC_SIZE))
        nn.init.xavier_uniform_(self.arc)
        self.arc_bias = nn.Linear(ARC_SIZE, 1, bias=False)
        self.root = nn.Parameter(torch.zeros(hidden))
        self.label_dependent = nn.Linear(hidden, LABEL_SIZE)
        self.label_head = nn.Linear(hidden, LABEL_SIZE)
        self.label = nn.Linear(LABEL_SIZE, labels)

    @classmethod
    def from_base(cls, folder: Path, **sizes: int) -> JointNetwork:
        """A network whose encoder starts from the base weights in `folder`; its heads are new."""
        network = cls(BertConfig.from_pretrained(folder), **sizes)
        network.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
        return network

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """(batch, words, hidden): a learned mix of the encoder's layers at each word's first sub-word."""
        inputs = self.encoder.embeddings.word_embeddings(pieces) + self.shape(shapes)
        output = self.encoder(inputs_embeds=inputs, attention_mask=mask, output_hidden_states=True)
        weights = torch.softmax(self.mix, 0)
        layers = output.hidden_states[1:]
        mixed = sum(weight * layer for weight, layer in zip(weights, layers, strict=True))
        at_firsts: Tensor = mixed.gather(1, firsts.unsqueeze(-1).expand(-1, -1, mixed.shape[-1]))
        return at_firsts

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor, source: Tensor
    ) -> tuple[Tensor, ...]:
        """Scores of every head; column 0 of the arcs and of the label heads is the root."""
        words = self.dropout(self.words(pieces, shapes, mask, firsts))
        with_root = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        names = self.names(self.names_hidden(words) + self.source(source).unsqueeze(1))
        heads = self.arc_head(with_root)
        arcs = self.arc_dependent(words) @ self.arc @ heads.transpose(1, 2) / ARC_SIZE**0.5
        arcs = arcs + self.arc_bias(heads).transpose(1, 2)
        return (
            self.tags(words),
            names,
            self.starts(words).squeeze(-1),
            arcs,
            self.label_dependent(words),
            self.label_head(with_root),
        )

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of the labels of arcs, given both ends' projections."""
        scores: Tensor = self.label(self.dropout(torch.relu(dependents + heads)))
        return scores

"""The scorer of pairs in torch. Training only; run time uses its ONNX export and `kg.language.pairs.PairHead`."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from kg.language.features import SHAPES
from kg.language.network import JointNetwork
from kg.language.pairs import KINDS

END_SIZE = 192
ATTENTION_SIZE = 128
ROLE_SIZE = 32
HIDDEN_SIZE = 256
PAIR_SIZE = 128


class PairNetwork(nn.Module):
    """Sentences with marked mentions in; scores of the relations of their pairs out."""

    def __init__(self, config: BertConfig, *, relations: int, roles: int, dropout: float = 0.2) -> None:
        super().__init__()
        hidden = config.hidden_size
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.shape = nn.Embedding(len(SHAPES), hidden)
        self.kind = nn.Embedding(len(KINDS) + 1, hidden)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.subject = nn.Linear(hidden, END_SIZE)
        self.object = nn.Linear(hidden, END_SIZE)
        self.query = nn.Linear(2 * END_SIZE, ATTENTION_SIZE)
        self.key = nn.Linear(hidden, ATTENTION_SIZE)
        self.value = nn.Linear(hidden, END_SIZE)
        self.path = nn.Linear(hidden, END_SIZE)
        self.role = nn.Embedding(roles + 1, ROLE_SIZE)
        self.inner = nn.Linear(4 * END_SIZE + 2 * ROLE_SIZE, HIDDEN_SIZE)
        self.outer = nn.Linear(HIDDEN_SIZE, PAIR_SIZE)
        self.dropout = nn.Dropout(dropout)
        self.relations = nn.Parameter(functional.normalize(torch.randn(relations, PAIR_SIZE), dim=-1))
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.bias = nn.Parameter(torch.tensor(-6.0))

    @classmethod
    def from_joint(cls, joint: JointNetwork, *, relations: int, roles: int) -> PairNetwork:
        """A network whose encoder is that of a trained joint network; what is after it is new."""
        network = cls(joint.encoder.config, relations=relations, roles=roles)
        network.encoder, network.shape = joint.encoder, joint.shape
        return network

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor, kinds: Tensor) -> Tensor:
        """(sentences, words, hidden): the encoder's states at each word's first sub-word."""
        inputs = self.encoder.embeddings.word_embeddings(pieces) + self.shape(shapes) + self.kind(kinds)
        states = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        at_firsts: Tensor = states.gather(1, firsts.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        return at_firsts

    def vectors(
        self, words: Tensor, *, spans: Tensor, subjects: Tensor, objects: Tensor, paths: Tensor, scope: Tensor,
        roles: Tensor,
    ) -> Tensor:  # fmt: skip
        """(pairs, size): unit vectors of pairs.

        Args:
            words: (words, hidden) of all sentences; the other arguments are arrays of `kg.training.batches.Batch`.
            spans: (mentions, words).
            subjects: (pairs,).
            objects: (pairs,).
            paths: (pairs, words).
            scope: (pairs, words).
            roles: (pairs, 2).
        """
        words = self.dropout(words)
        mentions = spans @ words
        ends = torch.relu(torch.cat([self.subject(mentions)[subjects], self.object(mentions)[objects]], -1))
        scores = self.query(ends) @ self.key(words).T / math.sqrt(ATTENTION_SIZE)
        context = scores.masked_fill(~scope, -1e4).softmax(-1) @ self.value(words)
        parts = [ends, context, paths @ self.path(words), self.role(roles).flatten(1)]
        inner = self.dropout(torch.relu(self.inner(torch.cat(parts, -1))))
        return functional.normalize(self.outer(inner), dim=-1)

    def scores(self, vectors: Tensor) -> Tensor:
        """(pairs, relations): the logits of the relations."""
        scores: Tensor = self.scale * (vectors @ functional.normalize(self.relations, dim=-1).T) + self.bias
        return scores

"""From the trained scorer in torch to the files that the program ships: pairs.onnx in int8, pairs.npz, pairs.json."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig

from kg.language.export import example_of, to_onnx
from kg.language.pairs import INPUTS, LAYERS
from kg.training.network import PairNetwork

#: The network's names for the layers that pairs.npz holds.
_LAYERS = dict(zip(LAYERS, ("subject", "object", "query", "key", "value", "path", "inner", "outer"), strict=True))


class Encoder(nn.Module):
    """The part of the network that runs in ONNX."""

    def __init__(self, network: PairNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor, kinds: Tensor) -> Tensor:
        """States of the words."""
        return self.network.words(pieces, shapes, mask, firsts, kinds)


def export(work: Path, base: Path, output: Path) -> None:
    """Write the files of a run's network into `output`."""
    output.mkdir(parents=True, exist_ok=True)
    meta = json.loads((work / "pairs.json").read_text("utf-8"))
    config = BertConfig.from_pretrained(base, attn_implementation="eager")
    network = PairNetwork(config, relations=len(meta["relations"]), roles=len(meta["roles"]))
    network.load_state_dict(torch.load(work / "pairs.pt"))
    whole = work / "pairs.fp32.onnx"
    to_onnx(Encoder(network), example_of((8, 8, 8, 5, 8)), _axes(), whole)
    quantize_dynamic(whole, output / "pairs.onnx", per_channel=True, weight_type=QuantType.QInt8)
    halved: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays(network).items()}
    np.savez(output / "pairs.npz", **halved)
    for source in (work / "pairs.json", base / "tokenizer.json"):
        shutil.copyfile(source, output / source.name)


def arrays(network: PairNetwork) -> dict[str, np.ndarray]:
    """The weights of `kg.language.pairs.PairHead`."""
    layers = {
        f"{name}.{part}": getattr(getattr(network, layer), part)
        for name, layer in _LAYERS.items()
        for part in ("weight", "bias")
    }
    rest = {
        "role.weight": network.role.weight,
        "relations": functional.normalize(network.relations, dim=-1),
        "scale": network.scale,
        "bias": network.bias,
    }
    return {name: tensor.detach().numpy() for name, tensor in (layers | rest).items()}


def _axes() -> dict[str, dict[int, str]]:
    axes = {name: {0: "batch", 1: "words" if name == "firsts" else "pieces"} for name in INPUTS}
    return {**axes, "states": {0: "batch", 1: "words"}}

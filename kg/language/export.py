"""From the trained network in torch to the files that the program ships: an int8 ONNX graph, inventories, lemmas."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertConfig

from kg.language.lemmas import learn
from kg.language.network import JointNetwork
from kg.language.treebanks import read_conllu

OUTPUTS = ("tags", "names", "starts", "arcs", "dependents", "heads")


class Frozen(nn.Module):
    """The network with the style of names fixed to the first source, as it is used at run time."""

    def __init__(self, network: JointNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Scores as `JointNetwork.forward` gives them."""
        scores: tuple[Tensor, ...] = self.network(pieces, shapes, mask, firsts, torch.zeros_like(pieces[:, 0]))
        return scores


def export(run: Path, base: Path, treebanks: Path, output: Path) -> None:
    """Write network.onnx, labels.npz, tokenizer.json and model.json of the run's network into `output`."""
    output.mkdir(parents=True, exist_ok=True)
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    network = load(run, base, labels)
    whole = run / "network.fp32.onnx"
    to_onnx(Frozen(network), example_of((8, 8, 8, 5)), _axes(), whole)
    quantize_dynamic(whole, output / "network.onnx", per_channel=True, weight_type=QuantType.QInt8)
    np.savez(
        output / "labels.npz",
        weight=network.label.weight.detach().numpy().astype(np.float16),
        bias=network.label.bias.detach().numpy().astype(np.float16),
    )
    shutil.copyfile(base / "tokenizer.json", output / "tokenizer.json")
    meta = {"tags": labels["tags"], "names": labels["names"], "labels": labels["labels"], "lemmas": lemmas(treebanks)}
    (output / "model.json").write_text(json.dumps(meta, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def load(run: Path, base: Path, labels: dict[str, list[str]], *, attention: str = "eager") -> JointNetwork:
    """The network of a run: its final weights, or those of its last checkpoint.

    Args:
        run: the folder of the run.
        base: the folder of the base weights.
        labels: the inventories of the run.
        attention: how transformers computes attention; "eager" can be exported, "sdpa" is faster.
    """
    sizes = {name: len(labels[name]) for name in ("tags", "names", "labels", "sources")}
    config = BertConfig.from_pretrained(base, attn_implementation=attention)
    network = JointNetwork(config, **sizes)
    final = run / "network.pt"
    state = torch.load(final) if final.exists() else torch.load(run / "checkpoint.pt", weights_only=False)["network"]
    network.load_state_dict(state)
    network.eval()
    return network


def lemmas(treebanks: Path) -> dict[str, dict[str, tuple[int, str]]]:
    """Lemma rules learned from the training parts."""
    return learn(
        triple
        for path in sorted(treebanks.glob("*-train.conllu*"))
        for sentence in read_conllu(path)
        for triple in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True)
    )


def to_onnx(module: nn.Module, example: tuple[Tensor, ...], axes: Mapping[str, Mapping[int, str]], path: Path) -> None:
    """Write a network as ONNX.

    Args:
        module: the network, ready for use.
        example: arguments that it takes.
        axes: the axes that may be of any length, with names for them, of each input and then of each output.
        path: the file.
    """
    names, inputs = list(axes), len(example)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            example,
            str(path),
            input_names=names[:inputs],
            output_names=names[inputs:],
            dynamic_axes={name: dict(known) for name, known in axes.items()},
            opset_version=17,
            dynamo=False,
        )


def example_of(lengths: Sequence[int]) -> tuple[Tensor, ...]:
    """Arguments of two rows of these lengths, to trace a network with."""
    return tuple(torch.ones(2, length, dtype=torch.long) for length in lengths)


def _axes() -> dict[str, dict[int, str]]:
    inputs = {"pieces": "pieces", "shapes": "pieces", "mask": "pieces", "firsts": "words"}
    axes = {name: {0: "batch", 1: axis} for name, axis in inputs.items()}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    axes["heads"][1] = "words and root"
    axes["arcs"][2] = "words and root"
    return axes

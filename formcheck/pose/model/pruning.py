"""A landmark network without its mask.

The landmark networks always compute the segmentation mask, in the finest layers that they have: three tenths of their
time. Few exercises look at the mask. Without the operators that serve it alone, all other outputs stay the same.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

# Of SubGraph in TFLite's schema.
_OPERATORS_FIELD: Final = 10
_WORD: Final = 4  # bytes


def without_mask(network: bytes) -> bytes:
    """Leave out what computes the mask.

    Parameters
    ----------
    network : bytes
        A TFLite model.

    Returns
    -------
    bytes
        The same model with as many outputs, but in the mask's place a number that means nothing; a model without a
        mask, which is an output of shape (1, height, width, 1), comes back as it was.
    """
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    edited = bytearray(network)
    graph = tflite.Model.GetRootAs(edited, 0).Subgraphs(0)
    outputs = graph.OutputsAsNumpy()
    masks = [i for i, tensor in enumerate(outputs) if _is_mask(graph.Tensors(tensor).ShapeAsNumpy())]
    kept = [tensor for i, tensor in enumerate(outputs) if i not in masks]
    if not masks or not kept:
        return network
    _keep_operators(edited, graph, _needed(graph, kept))
    # MediaPipe finds outputs by their place: the smallest one stands in.
    outputs[masks] = min(kept, key=lambda tensor: int(np.prod(graph.Tensors(tensor).ShapeAsNumpy())))
    return bytes(edited)


def _is_mask(shape: Any) -> bool:
    return len(shape) == 4 and shape[1] > 1 and shape[3] == 1


def _needed(graph: Any, tensors: list[int]) -> list[int]:
    """Number the operators, in their order, that some tensors are computed by."""
    operators = [graph.Operators(i) for i in range(graph.OperatorsLength())]
    wanted, found = set(tensors), []
    # Operators stand in the order in which they run, so that one walk back meets all.
    for i in reversed(range(len(operators))):
        if wanted.intersection(operators[i].OutputsAsNumpy()):
            wanted.update(operators[i].InputsAsNumpy())
            found.append(i)
    return found[::-1]


def _keep_operators(network: bytearray, graph: Any, kept: list[int]) -> None:
    """Shorten the list of operators in place: each entry is how far its operator lies from the entry itself.

    Writing the whole model anew takes half a second, and this a thousandth.
    """
    start = graph._tab.Vector(graph._tab.Offset(_OPERATORS_FIELD))
    entries = np.frombuffer(network, np.uint32, graph.OperatorsLength(), start)
    moved = entries[kept] + _WORD * (np.array(kept) - np.arange(len(kept)))
    entries[: len(kept)] = moved
    np.frombuffer(network, np.uint32, 1, start - _WORD)[0] = len(kept)

"""In: a pose landmark network. Out: the same network without the layers that compute the segmentation mask.

The networks of MediaPipe always compute the mask, in their finest layers: three tenths of their time. Few exercises
need it. Without the operators that serve the mask alone, all other outputs stay the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

# Of SubGraph in TFLite's schema.
_OPERATORS_FIELD: Final = 10
_WORD: Final = 4  # bytes
_MASK_RANK: Final = 4


def without_mask(network: bytes) -> bytes:
    """Remove the operators that only the mask needs.

    Parameters
    ----------
    network : bytes
        A TFLite model.

    Returns
    -------
    bytes
        The same model with as many outputs. A single meaningless number takes the place of the mask. A model without a
        mask, which is an output of shape (1, height, width, 1), is returned unchanged.
    """
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    edited = bytearray(network)
    graph = tflite.Model.GetRootAs(edited, 0).Subgraphs(0)
    outputs = graph.OutputsAsNumpy()
    masks = [i for i, tensor in enumerate(outputs) if _is_mask(_shape(graph, tensor))]
    operators = _needed(graph, [tensor for i, tensor in enumerate(outputs) if i not in masks])
    spare = _spare_tensors(graph, operators, outputs)
    if not masks or len(spare) < len(masks):
        return network
    _keep_operators(edited, graph, operators)
    # MediaPipe identifies outputs by their position, so that the mask's must be filled. No tensor may be listed twice:
    # LiteRT (MediaPipe 1.2.3 and later) gives each output a buffer, and fills only one buffer of a tensor.
    outputs[masks] = spare[: len(masks)]
    return bytes(edited)


def _shape(graph: Any, tensor: int) -> tuple[int, ...]:
    return tuple(graph.Tensors(tensor).ShapeAsNumpy().tolist())


def _is_mask(shape: tuple[int, ...]) -> bool:
    return len(shape) == _MASK_RANK and shape[1] > 1 and shape[3] == 1


def _needed(graph: Any, tensors: Sequence[int]) -> list[int]:
    """Number the operators, in their order, on which these tensors depend."""
    operators = [graph.Operators(i) for i in range(graph.OperatorsLength())]
    wanted, found = set(tensors), []
    # Operators are stored in the order in which they run, so that one pass from the end finds all.
    for i in reversed(range(len(operators))):
        if wanted.intersection(operators[i].OutputsAsNumpy()):
            wanted.update(operators[i].InputsAsNumpy())
            found.append(i)
    return found[::-1]


def _spare_tensors(graph: Any, operators: Sequence[int], outputs: Sequence[int]) -> list[int]:
    """List intermediate tensors of the mask's rank, the smallest first and of these the last computed first."""
    computed = [int(tensor) for i in reversed(operators) for tensor in graph.Operators(i).OutputsAsNumpy()]
    spare = [tensor for tensor in computed if tensor not in outputs and len(_shape(graph, tensor)) == _MASK_RANK]
    return sorted(spare, key=lambda tensor: int(np.prod(_shape(graph, tensor))))


def _keep_operators(network: bytearray, graph: Any, kept: Sequence[int]) -> None:
    """Shorten the list of operators in place: each entry is the distance from the entry itself to its operator.

    Serialising the whole model again takes half a second, and this a thousandth.
    """
    start = graph._tab.Vector(graph._tab.Offset(_OPERATORS_FIELD))
    entries = np.frombuffer(network, np.uint32, graph.OperatorsLength(), start)
    moved = entries[kept] + _WORD * (np.array(kept) - np.arange(len(kept)))
    entries[: len(kept)] = moved
    np.frombuffer(network, np.uint32, 1, start - _WORD)[0] = len(kept)

"""Turns evidence into probabilities by a choice model, whose few weights say how much each feature counts.

A candidate's utility is the same weighted sum for all, whatever its name, so that a custom definition is ranked
like those of the catalogue; "none of these" has a utility of 0. Probabilities are the softmax over all of them
(McFadden 1974). The weights are fitted by ``python -m benchmarks.recognition.fitting``, which writes where they are
from beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.recognition.chance import WEIGHTS_FILE
from formcheck.recognition.evidence import FEATURES, Evidence


@cache
def weights() -> NDArray[np.float64]:
    """Load the weights, shape (features,), in the order of `FEATURES`."""
    with np.load(WEIGHTS_FILE) as file:
        named = dict(zip(file["features"].tolist(), file["weights"].tolist(), strict=True))
    return np.array([named[name] for name in FEATURES])


@cache
def provenance() -> str:
    """Describe the model for the report: its name, and when its weights were fitted to what."""
    with np.load(WEIGHTS_FILE) as file:
        return str(file["provenance"])


def probabilities(found: Sequence[Evidence], by: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return the probability of each candidate, and last that of none of these.

    Parameters
    ----------
    found : sequence of Evidence
        Of one time.
    by : ndarray of float, optional
        Weights; by default those that formcheck comes with.

    Returns
    -------
    ndarray of float, shape (n + 1,)
    """
    by = weights() if by is None else by
    utilities = np.array([*(float(one.features @ by) for one in found), 0.0])
    shares = np.exp(utilities - utilities.max())
    return np.asarray(shares / shares.sum())

"""Movements and frames that people labelled, judged by formcheck: ``python -m benchmarks.labelled``.

The data lie in ``labelled`` in the data folder (`benchmarks.data`); they belong to others and are not part of it.
Marker positions of deep squats, inline lunges and side lunges (UI-PRMD: Vakanski et al. 2018, Data 3:2) are turned into
the landmarks that a camera would give; landmarks of single frames of planks and lunges (Exercise-Correction, Ngo 2022,
MIT licence) are read as they are. Nothing is trained.
"""

from benchmarks import data

DATA = data.DATA / "labelled"

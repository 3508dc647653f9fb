"""In: the sample that the first page shows. Out: its share file beside it, with the clip: ``make sample-result``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import formcheck
from benchmarks.data import SAMPLES
from formcheck.export.results import open_results
from formcheck.export.share import pack

_SAMPLE, _EXERCISE = "squat_too_shallow_side", "squat"


def main() -> None:
    """Judge the sample and pack what comes out."""
    with tempfile.TemporaryDirectory() as folder:
        formcheck.analyze(SAMPLES / f"{_SAMPLE}.mp4", _EXERCISE, out=Path(folder) / "out")
        pack(open_results(Path(folder) / "out"), SAMPLES / f"{_SAMPLE}.formcheck", by="formcheck", with_clip=True)


if __name__ == "__main__":
    main()

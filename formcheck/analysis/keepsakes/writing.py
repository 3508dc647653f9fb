"""Writes all keepsakes of an analysis."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import moments
from formcheck.analysis.keepsakes import poster, share
from formcheck.analysis.result import Analysis
from formcheck.report.clip.panel import Layout


def write_keepsakes(result: Analysis, clip: Path, boxes: NDArray[np.float64], *, with_share: bool) -> None:
    """Write ``moments.png``, ``poster.png`` and, if asked for, ``share.mp4`` beside the annotated clip.

    Parameters
    ----------
    result : Analysis
        What was found.
    clip : Path
        The annotated clip.
    boxes : ndarray of float, shape (n, 5)
        Where the person is; see `boxes_of`.
    with_share : bool
        Whether to write the clip to share; one of an earlier analysis is removed otherwise.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    source, folder, day = result.report.source, clip.parent, date.today()
    layout = Layout(source.width_px or 1, source.height_px or 1)
    moments.write_moments(result.report, clip, folder / moments.FILE_NAME)
    given = result, clip, boxes, layout.picture_px
    poster.write_poster(*given, folder / poster.FILE_NAME, day)
    if with_share:
        share.write_share(*given, folder / share.FILE_NAME, day)
    else:
        (folder / share.FILE_NAME).unlink(missing_ok=True)

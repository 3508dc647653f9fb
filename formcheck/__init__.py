"""formcheck watches exercises and says what to fix.

>>> import formcheck
>>> report = formcheck.analyze("squats.mp4", "squat", out="results")  # doctest: +SKIP
>>> report.summary.repetitions  # doctest: +SKIP
5

Definitions of one's own lie in a folder:

>>> report = formcheck.analyze("squats.mp4", formcheck.load_exercise("our_squat", "clinic"))  # doctest: +SKIP
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from formcheck.catalogue.library import exercises, load_exercise
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.records import Report

if TYPE_CHECKING:
    from formcheck.analysis import analyze, assess, record

__version__ = version("formcheck")
__all__ = [
    "FormcheckError",
    "Report",
    "Session",
    "__version__",
    "analyze",
    "assess",
    "exercises",
    "load_exercise",
    "record",
]


def __getattr__(name: str) -> Any:
    """Import what needs the pose model only when it is used: it takes a second or more."""
    if name in ("analyze", "assess", "record"):
        from formcheck import analysis

        return getattr(analysis, name)
    msg = f"module 'formcheck' has no attribute {name!r}"
    raise AttributeError(msg)

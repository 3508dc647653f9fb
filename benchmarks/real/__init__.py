"""Clips of real people, counted and judged by formcheck, against what is known of them: ``make real``.

The clips lie in ``real`` and ``strangers`` in the data folder (`benchmarks.data`); they belong to others and are not
part of the project. Nothing is trained here. People are split, never clips (`known.people`): the clips of tuned people
may be looked at while rules are made; of untuned people only totals are printed.
"""

from benchmarks.data import CACHE, DATA, PROJECT

FOOTAGE = DATA / "real"
STRANGERS = DATA / "strangers"
KEPT = CACHE / "real"
PAGE = PROJECT / "benchmarks" / "PEOPLE.md"

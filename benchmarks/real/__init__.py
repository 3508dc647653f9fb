"""Clips of real people, counted and judged by formcheck, against what is known of them: ``make real``.

The clips and ``truth.csv`` lie in ``real`` in the data folder (`benchmarks.data`); they belong to others and are not
part of it. Nothing is trained. What was looked at while the rules were made is listed in `truth.SEEN` and reported
apart.
"""

from benchmarks.data import DATA, PROJECT

FOOTAGE = DATA / "real"
CACHE = PROJECT / ".cache" / "real"

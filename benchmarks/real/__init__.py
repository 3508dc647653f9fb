"""Clips of real people, counted and judged by formcheck, against what is known of them: ``make real``.

The clips and ``truth.csv`` lie in ``../shared/real``, beside the project; they belong to others and are not part of it.
Nothing is trained. What was looked at while the rules were made is listed in `truth.SEEN` and reported apart.
"""

from pathlib import Path

FOOTAGE = Path(__file__).parents[3] / "shared" / "real"
CACHE = Path(__file__).parents[2] / ".cache" / "real"

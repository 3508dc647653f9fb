"""Known values for `formcheck.motion.feet`."""

from __future__ import annotations

from tests.motion.cases import Case

CASES: list[Case] = []

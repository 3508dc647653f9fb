"""Known values for `formcheck.motion.hips`."""

from __future__ import annotations

from tests.motion.cases import Case

CASES: list[Case] = []

"""Known values for `formcheck.motion.trunk_work`."""

from __future__ import annotations

from tests.motion.cases import Case

CASES: list[Case] = []

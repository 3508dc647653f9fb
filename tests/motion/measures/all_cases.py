"""The known values of all measures."""

from __future__ import annotations

from tests.motion.measures import (
    cases,
    cases_feet,
    cases_hips,
    cases_jumping,
    cases_stretching,
    cases_trunk_work,
    cases_unilateral,
)

CASES = [
    *cases.CASES, *cases_unilateral.CASES, *cases_hips.CASES, *cases_trunk_work.CASES, *cases_feet.CASES,
    *cases_stretching.CASES, *cases_jumping.CASES,
]  # fmt: skip

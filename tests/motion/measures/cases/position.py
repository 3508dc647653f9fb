"""Known values for `formcheck.motion.measures.position`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    ANKLE_HEIGHT,
    LEG,
    SOLE,
    TRUNK,
    point,
    shifted,
    standing,
)
from tests.support.postures import (
    AROUND,
    CAMERA_HEIGHT,
    REAR,
    jumped,
    one_foot_up,
    split,
)

CASES: list[Case] = [
    Case("sole_height", jumped(0.0), (SOLE - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("sole_height", jumped(0.2), (SOLE + 0.2 - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("sole_height", one_foot_up(0.2), (SOLE - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("hip_height", jumped(0.2), (ANKLE_HEIGHT + LEG + 0.2 - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("legs_in_picture", standing, 4.0, azimuths=AROUND),
    Case("legs_in_picture", lambda: shifted(standing(), point(0.0, 0.0, -9.0)), 0.0, azimuths=AROUND),
    Case("place_aside", split(0.0, 0.0, 0.05), 0.05 / TRUNK, "left", REAR),
    Case("place_aside", split(0.0, 0.0, 0.05), -0.05 / TRUNK, "right", REAR),
    Case("hip_aside", lambda: shifted(standing(), point(0.0, 0.3, 0.0)), 0.3 / LEG, "left", (0.0, 180.0)),
    Case("hip_aside", lambda: shifted(standing(), point(0.0, 0.3, 0.0)), -0.15 / LEG, "right", (0.0, 180.0)),
]

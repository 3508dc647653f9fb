"""What pictures of a person may show; `covering` hides the rest."""

from __future__ import annotations

from typing import Literal

Privacy = Literal["none", "blur", "skeleton"]
"""All that was filmed, the body without face and surroundings, or the skeleton alone."""

"""Words that are both spoken and shown, so that voice, overlay and page say the same."""

from __future__ import annotations

from typing import Final

STEP_INTO_VIEW: Final = "Step into view"
ONE_PERSON: Final = "Only one person in view"
ONE_MOMENT: Final = "One moment"
KEEP_STILL: Final = "Keep still to start"
ALL_SETS_DONE: Final = "All sets done"

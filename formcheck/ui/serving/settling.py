"""Waits until a page has processed the user's last input.

Text is sent to the server when its field is left, over the page's own connection. The click that leaves the field may
be one on a download, which is requested over another connection at the same moment.
"""

from __future__ import annotations

import asyncio
from typing import Final

from streamlit import runtime

# From one connection to the other, also where a network has to send a piece again.
_ARRIVES_S: Final = 0.2
_LOOKS_EVERY_S: Final = 0.05
_MOST_S: Final = 20.0


async def settled(session_id: str) -> None:
    """Return once the page of a session has run with all its input, or after twenty seconds."""
    if not runtime.exists():
        return
    await asyncio.sleep(_ARRIVES_S)
    end_s = asyncio.get_running_loop().time() + _MOST_S
    while _runs(session_id) and asyncio.get_running_loop().time() < end_s:
        await asyncio.sleep(_LOOKS_EVERY_S)


def _runs(session_id: str) -> bool:
    # Streamlit has no public way to tell; a browser test types and clicks at once.
    info = runtime.get_instance()._session_mgr.get_active_session_info(session_id)
    return info is not None and info.session._scriptrunner is not None

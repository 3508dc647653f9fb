"""A jitter buffer for aiortc that releases each frame one frame interval sooner.

aiortc releases a frame when the first packet of the next one arrives: at 30 frames per second that is 33 ms later, of
the 100 ms or so that a frame takes from the camera to the overlay. The last packet of a frame carries the RTP marker
bit, which says the same at once (RFC 7741, section 4.1, for VP8; RFC 6184, section 5.1, for H.264).
"""

from __future__ import annotations

import logging
from itertools import takewhile

from aiortc import rtcrtpreceiver
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket

logger = logging.getLogger(__name__)


class LowLatencyJitterBuffer(JitterBuffer):
    """Orders packets, and releases each frame with its last packet."""

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        frame = super()._remove_frame(sequence_number)
        if frame is None and self._is_video:
            frame = self._marked()
        # Packets of padding alone make no frame.
        return frame if frame is not None and frame.data else None

    def _marked(self) -> JitterFrame | None:
        """Remove the single frame in the buffer, where it ends with a marked packet."""
        start = self._origin or 0
        slots = (self._packets[(start + i) % self._capacity] for i in range(self._capacity))
        packets: list[RtpPacket] = [packet for packet in takewhile(lambda one: one is not None, slots) if packet]
        if not packets or not packets[-1].marker:
            return None
        self.remove(len(packets))
        return JitterFrame(b"".join(packet._data for packet in packets), packets[0].timestamp)  # type: ignore[attr-defined]


def install() -> bool:
    """Make all receivers from now on use the low-latency buffer.

    It relies on private attributes of aiortc. If another version lacks them, aiortc's own buffer stays, and the log
    says so.

    Returns
    -------
    bool
        Whether it is in use.
    """
    if not _fits():
        logger.warning(
            "This version of aiortc does not fit the low-latency jitter buffer; its own one delays each frame by one "
            "frame interval."
        )
        return False
    rtcrtpreceiver.JitterBuffer = LowLatencyJitterBuffer  # type: ignore[attr-defined]
    return True


def _fits() -> bool:
    """Whether receivers take their buffer from where it is replaced, and both buffers work as expected."""
    if getattr(rtcrtpreceiver, "JitterBuffer", None) not in (JitterBuffer, LowLatencyJitterBuffer):
        return False
    first, second = (RtpPacket(sequence_number=n, timestamp=n, marker=1) for n in (1, 2))
    try:
        first._data = second._data = b"x"  # type: ignore[attr-defined]
        usual = JitterBuffer(capacity=4, is_video=True)
        released = [usual.add(first)[1], usual.add(second)[1], LowLatencyJitterBuffer(4, is_video=True).add(first)[1]]
        return [frame and frame.data for frame in released] == [None, b"x", b"x"]
    except (AttributeError, TypeError):
        return False

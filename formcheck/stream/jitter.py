"""Pictures as soon as they are there: aiortc holds each back until the first packet of the next one comes.

That is a thirtieth of a second at thirty pictures a second, of the hundred milliseconds or so that a picture takes from
the camera to the overlay. The last packet of a picture carries a mark that tells the same at once.
"""

from __future__ import annotations

from itertools import takewhile

from aiortc import rtcrtpreceiver
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket


class LowLatencyJitterBuffer(JitterBuffer):
    """Put packets in order, and give each picture when its last packet is in."""

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        frame = super()._remove_frame(sequence_number)
        if frame is None and self._is_video:
            frame = self._marked()
        # Packets that only fill the line make no picture.
        return frame if frame is not None and frame.data else None

    def _marked(self) -> JitterFrame | None:
        """Take the one picture that is in, where it ends with the mark."""
        start = self._origin or 0
        slots = (self._packets[(start + i) % self._capacity] for i in range(self._capacity))
        packets: list[RtpPacket] = [packet for packet in takewhile(lambda one: one is not None, slots) if packet]
        if not packets or not packets[-1].marker:
            return None
        self.remove(len(packets))
        return JitterFrame(b"".join(packet._data for packet in packets), packets[0].timestamp)  # type: ignore[attr-defined]


def install_low_latency_jitter_buffer() -> None:
    """Have all receivers that are made from now on give pictures at once."""
    rtcrtpreceiver.JitterBuffer = LowLatencyJitterBuffer  # type: ignore[attr-defined]

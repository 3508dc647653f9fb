"""Pictures come out of the buffer with their last packet."""

from __future__ import annotations

from collections.abc import Sequence

from aiortc import RTCRtpReceiver, rtcrtpreceiver
from aiortc.rtp import RtpPacket

from formcheck.stream import peer
from formcheck.stream.jitter import LowLatencyJitterBuffer


def packet(number: int, timestamp: int, data: bytes, *, marker: bool = False) -> RtpPacket:
    made = RtpPacket(sequence_number=number, timestamp=timestamp, marker=int(marker))
    made._data = data  # type: ignore[attr-defined]
    return made


def through(packets: Sequence[RtpPacket]) -> list[tuple[int, bytes] | None]:
    """What comes out with each packet that goes in."""
    buffer = LowLatencyJitterBuffer(capacity=16, is_video=True)
    frames = [buffer.add(one)[1] for one in packets]
    return [None if frame is None else (frame.timestamp, frame.data) for frame in frames]


def test_a_picture_comes_with_its_last_packet() -> None:
    packets = [packet(1, 10, b"a"), packet(2, 10, b"b", marker=True), packet(3, 20, b"c", marker=True)]
    assert through(packets) == [None, (10, b"ab"), (20, b"c")]


def test_a_packet_that_comes_late_is_waited_for() -> None:
    packets = [packet(1, 10, b"a"), packet(3, 10, b"c", marker=True), packet(2, 10, b"b")]
    assert through(packets) == [None, None, (10, b"abc")]


def test_a_picture_without_a_mark_comes_with_the_next() -> None:
    packets = [packet(1, 10, b"a"), packet(2, 20, b"b", marker=True)]
    assert through(packets)[1] == (10, b"a")


def test_packets_that_fill_the_line_make_no_picture() -> None:
    packets = [packet(1, 10, b"a", marker=True), packet(2, 10, b""), packet(3, 20, b"b", marker=True)]
    assert through(packets)[:2] == [(10, b"a"), None]
    assert None not in [frame for frame in through([*packets, packet(4, 30, b"c", marker=True)])[3:]]


def test_receivers_use_it() -> None:
    assert peer.PICTURES, "importing it is enough"
    assert vars(rtcrtpreceiver)["JitterBuffer"] is LowLatencyJitterBuffer
    assert "JitterBuffer" in RTCRtpReceiver.__init__.__code__.co_names

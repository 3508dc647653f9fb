"""Frames are released with their last packet."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

import pytest
from aiortc import RTCRtpReceiver, rtcrtpreceiver
from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.rtp import RtpPacket

from formcheck.stream import jitter, peer


def packet(number: int, timestamp: int, data: bytes, *, marker: bool = False) -> RtpPacket:
    made = RtpPacket(sequence_number=number, timestamp=timestamp, marker=int(marker))
    made._data = data  # type: ignore[attr-defined]
    return made


def through(packets: Sequence[RtpPacket]) -> list[tuple[int, bytes] | None]:
    """What comes out with each packet that goes in."""
    buffer = jitter.LowLatencyJitterBuffer(capacity=16, is_video=True)
    frames = [buffer.add(one)[1] for one in packets]
    return [None if frame is None else (frame.timestamp, frame.data) for frame in frames]


def test_a_frame_is_released_with_its_last_packet() -> None:
    packets = [packet(1, 10, b"a"), packet(2, 10, b"b", marker=True), packet(3, 20, b"c", marker=True)]
    assert through(packets) == [None, (10, b"ab"), (20, b"c")]


def test_a_packet_that_comes_late_is_waited_for() -> None:
    packets = [packet(1, 10, b"a"), packet(3, 10, b"c", marker=True), packet(2, 10, b"b")]
    assert through(packets) == [None, None, (10, b"abc")]


def test_a_frame_without_a_mark_is_released_with_the_next() -> None:
    packets = [packet(1, 10, b"a"), packet(2, 20, b"b", marker=True)]
    assert through(packets)[1] == (10, b"a")


def test_packets_of_padding_make_no_frame() -> None:
    packets = [packet(1, 10, b"a", marker=True), packet(2, 10, b""), packet(3, 20, b"b", marker=True)]
    assert through(packets)[:2] == [(10, b"a"), None]
    assert None not in [frame for frame in through([*packets, packet(4, 30, b"c", marker=True)])[3:]]


@pytest.fixture
def buffer_of_receivers(monkeypatch: pytest.MonkeyPatch) -> Callable[[], object]:
    """What receivers make their buffers of; aiortc's own at first, and again after the test."""
    monkeypatch.setattr(rtcrtpreceiver, "JitterBuffer", JitterBuffer)
    assert "JitterBuffer" in RTCRtpReceiver.__init__.__code__.co_names
    return lambda: vars(rtcrtpreceiver)["JitterBuffer"]


def test_importing_the_stream_installs_nothing(buffer_of_receivers: Callable[[], object]) -> None:
    importlib.reload(peer)
    assert buffer_of_receivers() is JitterBuffer


def test_receivers_use_it_once_installed(buffer_of_receivers: Callable[[], object]) -> None:
    assert jitter.install()
    assert jitter.install()
    assert buffer_of_receivers() is jitter.LowLatencyJitterBuffer


class OtherBuffer(JitterBuffer):
    """That of a version of aiortc which calls its attributes otherwise."""

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        del self._packets
        return super().add(packet)


class OtherData(JitterBuffer):
    """That of a version of aiortc which keeps the data of a packet elsewhere."""

    def add(self, packet: RtpPacket) -> tuple[bool, JitterFrame | None]:
        packet._data = packet.payload  # type: ignore[attr-defined]
        return super().add(packet)


@pytest.mark.parametrize("other", [OtherBuffer, OtherData])
def test_another_version_of_aiortc_keeps_its_own_buffer(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    buffer_of_receivers: Callable[[], object],
    other: type[JitterBuffer],
) -> None:
    monkeypatch.setattr(jitter, "JitterBuffer", other)
    monkeypatch.setattr(rtcrtpreceiver, "JitterBuffer", other)
    assert not jitter.install()
    assert buffer_of_receivers() is other
    assert "one frame interval" in caplog.text


def test_receivers_that_make_no_such_buffer_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(rtcrtpreceiver, "JitterBuffer")
    assert not jitter.install()
    assert not hasattr(rtcrtpreceiver, "JitterBuffer")

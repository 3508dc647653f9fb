"""The app's end of the connection, with another end that stands for a browser."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

import av
import numpy as np
import pytest
from aiortc import RTCDataChannel, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack

from formcheck.catalogue.library import load_exercise
from formcheck.live.set_plan import SetPlan
from formcheck.stream.camera import Camera
from formcheck.stream.peer import SKETCHES, WORDS, Peer
from tests.stream.test_camera import Nobody

SIZE_PX = (64, 48)
_WITHIN_S = 20.0


class Film(VideoStreamTrack):
    """Grey frames, 30 per second."""

    async def recv(self) -> av.VideoFrame:
        pts, time_base = await self.next_timestamp()
        frame = av.VideoFrame.from_ndarray(np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8), format="rgb24")
        frame.pts, frame.time_base = pts, time_base
        return frame


@dataclass
class Browser:
    """What the other end heard."""

    sketches: list[dict[str, object]] = field(default_factory=list)
    words: list[dict[str, object]] = field(default_factory=list)

    async def visit(self, peer: Peer) -> None:
        """Connect, listen until both were heard, press the button, and go."""
        connection = RTCPeerConnection()
        self._listen(connection.createDataChannel(SKETCHES, ordered=False, maxRetransmits=0), self.sketches)
        words = self._listen(connection.createDataChannel(WORDS), self.words)
        connection.addTrack(Film())
        await connection.setLocalDescription(await connection.createOffer())
        answer = await asyncio.to_thread(peer.answer, connection.localDescription.sdp)
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        try:
            await asyncio.wait_for(self._heard(), _WITHIN_S)
            words.send("next")
            await asyncio.wait_for(self._more(), _WITHIN_S)
        finally:
            await connection.close()

    def _listen(self, channel: RTCDataChannel, heard: list[dict[str, object]]) -> RTCDataChannel:
        channel.on("message", lambda text: heard.append(json.loads(text)))
        return channel

    async def _heard(self) -> None:
        while len(self.sketches) < 3 or not self.words:
            await asyncio.sleep(0.05)

    async def _more(self) -> None:
        before = len(self.sketches)
        while len(self.sketches) < before + 3:
            await asyncio.sleep(0.05)


@pytest.fixture
def follower() -> Nobody:
    return Nobody()


@pytest.fixture
def peer(follower: Nobody) -> Peer:
    return Peer(Camera(load_exercise("squat"), SetPlan(sets=1), follower))


def test_frames_go_in_and_sketches_and_words_come_out(
    peer: Peer, follower: Nobody, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[bool] = []
    monkeypatch.setattr(peer.camera, "next_stage", lambda: pressed.append(True))
    browser = Browser()
    asyncio.run(browser.visit(peer))
    assert {sketch["stage"] for sketch in browser.sketches} == {"framing"}
    assert browser.words[0]["stage"] == "framing"
    assert pressed == [True]
    assert {frame.image.shape for frame in follower.frames} == {(SIZE_PX[1], SIZE_PX[0], 3)}
    peer.close()
    assert peer.is_over
    assert follower.closed == 1


def test_an_end_that_goes_away_frees_the_pose_model(peer: Peer, follower: Nobody) -> None:
    asyncio.run(Browser().visit(peer))
    peer._worker.join(_WITHIN_S)
    assert peer.is_over
    assert follower.closed == 1
    peer.close()
    assert peer.camera.finish() == []

"""The app's end of a WebRTC connection: the camera's frames come in; what to draw and say goes back to the browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, Final, TypeVar

import av
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from formcheck.stream.camera import Camera
from formcheck.stream.ice import Server
from formcheck.stream.jitter import install
from formcheck.stream.status import FrameMessage

SKETCHES: Final = "sketches"
"""Name of the channel of what to draw: only the newest counts, so a lost one is not sent again."""
WORDS: Final = "words"
"""Name of the channel of what to say, which arrives complete and in order; the browser's buttons use it too."""

_ANSWERS_WITHIN_S = 15.0
# With more than this still to be sent the network is slow; the next sketch is newer than this one.
_MOST_WAITING_BYTES = 8_000
_Result = TypeVar("_Result")


class Peer:
    """The connection of one browser's camera, from its offer until either end closes.

    Of the frames that arrive while another one is processed, only the newest is kept, so that the delay does not grow.

    Parameters
    ----------
    camera : Camera
        Closed at the end of the connection.
    servers : sequence of Server
        STUN and TURN servers; none are needed on one machine or network.
    """

    def __init__(self, camera: Camera, servers: tuple[Server, ...] = ()) -> None:
        self.camera = camera
        self._servers = [RTCIceServer(**server.model_dump()) for server in servers]
        self._connection: RTCPeerConnection | None = None
        self._channels: dict[str, RTCDataChannel] = {}
        self._unsent: list[str] = []
        self._newest: av.VideoFrame | None = None
        self._arrived = threading.Condition()
        self._is_over = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = threading.Thread(target=self._work, name="formcheck-camera", daemon=True)

    @property
    def is_over(self) -> bool:
        """Whether the connection has ended, by either end or by a failure."""
        return self._is_over

    def answer(self, offer: str) -> str:
        """Answer the browser's offer, both as SDP; waits until the answer is ready."""
        install()
        answer = _wait_for(self._answer(offer))
        self._worker.start()
        return answer

    def close(self) -> None:
        """End the connection and free the pose model; may be called twice."""
        self._end()
        if self._worker.is_alive():
            self._worker.join()
        self.camera.close()

    async def _answer(self, offer: str) -> str:
        connection = self._connection = RTCPeerConnection(RTCConfiguration(iceServers=self._servers))
        connection.on("track", self._on_track)
        connection.on("datachannel", self._on_channel)
        connection.on("connectionstatechange", self._on_state)
        await connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await connection.setLocalDescription(await connection.createAnswer())
        return connection.localDescription.sdp

    def _on_track(self, track: MediaStreamTrack) -> None:
        self._keep(self._receive(track))

    def _on_channel(self, channel: RTCDataChannel) -> None:
        self._channels[channel.label] = channel
        if channel.label == WORDS:
            channel.on("message", lambda _: self.camera.next_stage())

    def _on_state(self) -> None:
        if self._connection is not None and self._connection.connectionState in ("closed", "failed"):
            self._end()

    async def _receive(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, av.VideoFrame):
                    self._hand_over(frame)
        except MediaStreamError:
            self._end()

    def _hand_over(self, frame: av.VideoFrame) -> None:
        with self._arrived:
            self._newest = frame
            self._arrived.notify()

    def _work(self) -> None:
        """Coach on the newest frame, again and again; in a thread of its own."""
        while True:
            with self._arrived:
                self._arrived.wait_for(lambda: self._newest is not None or self._is_over)
                if self._is_over or self._newest is None:
                    break
                frame, self._newest = self._newest, None
            self.camera.coach(frame, self._send)
        self.camera.close()

    def _send(self, message: FrameMessage) -> None:
        _loop().call_soon_threadsafe(self._send_on_loop, message)

    def _send_on_loop(self, message: FrameMessage) -> None:
        words, sketches = self._channels.get(WORDS), self._channels.get(SKETCHES)
        # The first frames may come before the channels are open; words wait for that.
        self._unsent += filter(None, [message.words])
        if words is not None and words.readyState == "open":
            for text in self._unsent:
                words.send(text)
            self._unsent.clear()
        if sketches is not None and sketches.readyState == "open" and sketches.bufferedAmount < _MOST_WAITING_BYTES:
            sketches.send(message.sketch)

    def _end(self) -> None:
        """End the worker and close the connection; from any thread."""
        with self._arrived:
            if self._is_over:
                return
            self._is_over = True
            self._newest = None
            self._arrived.notify()
        _loop().call_soon_threadsafe(self._close_connection)

    def _close_connection(self) -> None:
        if self._connection is not None:
            self._keep(self._connection.close())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a task on the loop, which holds only weak references to its tasks: it is kept here until it is done."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Start the event loop of all connections in its own thread: the page's threads come and go."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="formcheck-webrtc", daemon=True).start()
    return loop


def _wait_for(work: Coroutine[Any, Any, _Result]) -> _Result:
    return asyncio.run_coroutine_threadsafe(work, _loop()).result(_ANSWERS_WITHIN_S)

"""The other end of the browser's camera: pictures come in by WebRTC, what to draw and say goes back beside them."""

from __future__ import annotations

import asyncio
import gc
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

from formcheck.stream.camera import Camera, FrameMessage
from formcheck.stream.ice import Server
from formcheck.stream.jitter import install_low_latency_jitter_buffer

PICTURES: Final = "pictures"
"""Name of the channel of sketches: the newest counts, one that is lost is not sent again."""
WORDS: Final = "words"
"""Name of the channel of what is said, which arrives whole and in order; the browser's buttons speak on it too."""

_ANSWERS_WITHIN_S = 15.0
# More than this waits to be sent: the network is slow, and the next sketch is newer.
_MOST_WAITING_BYTES = 8_000
_Result = TypeVar("_Result")
install_low_latency_jitter_buffer()


class Peer:
    """One browser's camera, from its offer until either end closes.

    Of pictures that arrive while one is coached only the newest is taken, so that the delay does not grow.

    Parameters
    ----------
    camera : Camera
        Closed at the end of the connection.
    servers : sequence of Server
        Help to find the browser; none are needed on one machine or network.
    """

    def __init__(self, camera: Camera, servers: tuple[Server, ...] = ()) -> None:
        self.camera = camera
        self._servers = [RTCIceServer(**server.model_dump()) for server in servers]
        self._connection: RTCPeerConnection | None = None
        self._channels: dict[str, RTCDataChannel] = {}
        self._unsent: list[str] = []
        self._newest: av.VideoFrame | None = None
        self._came = threading.Condition()
        self._is_over = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker = threading.Thread(target=self._work, name="formcheck-camera", daemon=True)

    @property
    def is_over(self) -> bool:
        """Whether the connection has ended, by either end or by a failure."""
        return self._is_over

    def answer(self, offer: str) -> str:
        """Take the browser's offer and return the answer, both as SDP; waits until it is made."""
        answer = _wait_for(self._answer(offer))
        _lighten_collections()
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
            channel.on("message", lambda _: self.camera.go_on())

    def _on_state(self) -> None:
        if self._connection is not None and self._connection.connectionState in ("closed", "failed"):
            self._end()

    async def _receive(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                picture = await track.recv()
                if isinstance(picture, av.VideoFrame):
                    self._offer(picture)
        except MediaStreamError:
            self._end()

    def _offer(self, picture: av.VideoFrame) -> None:
        with self._came:
            self._newest = picture
            self._came.notify()

    def _work(self) -> None:
        """Coach on the newest picture, again and again; in a thread of its own."""
        while True:
            with self._came:
                self._came.wait_for(lambda: self._newest is not None or self._is_over)
                if self._is_over or self._newest is None:
                    break
                picture, self._newest = self._newest, None
            self.camera.coach(picture, self._pass_on)
        self.camera.close()

    def _pass_on(self, told: FrameMessage) -> None:
        _loop().call_soon_threadsafe(self._tell, told)

    def _tell(self, told: FrameMessage) -> None:
        words, pictures = self._channels.get(WORDS), self._channels.get(PICTURES)
        # The first pictures may come before the channels are open; words wait for it.
        self._unsent += filter(None, [told.words])
        if words is not None and words.readyState == "open":
            for text in self._unsent:
                words.send(text)
            self._unsent.clear()
        if pictures is not None and pictures.readyState == "open" and pictures.bufferedAmount < _MOST_WAITING_BYTES:
            pictures.send(told.picture)

    def _end(self) -> None:
        """Have the worker end and the connection closed; from any thread."""
        with self._came:
            if self._is_over:
                return
            self._is_over = True
            self._newest = None
            self._came.notify()
        _loop().call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._keep(self._connection.close())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Run on the loop; it holds its tasks by weak references alone, so this one is kept here until it is done."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _lighten_collections() -> None:
    """Have Python's collector pass over all that is there now, until the next stream begins.

    Among the objects of the packages it takes a fifth of a second for a full look, in which no picture is coached.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Run one loop for all connections, in a thread of its own: the page's threads come and go."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="formcheck-webrtc", daemon=True).start()
    return loop


def _wait_for(work: Coroutine[Any, Any, _Result]) -> _Result:
    return asyncio.run_coroutine_threadsafe(work, _loop()).result(_ANSWERS_WITHIN_S)

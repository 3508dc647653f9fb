"""The page *Live*: exercise before the webcam, with a voice, a counter and cues, and a summary of the sets."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import streamlit as st
from streamlit_webrtc import MediaStreamConstraints, Translations, VideoHTMLAttributes, webrtc_streamer

from formcheck.errors import FormcheckError
from formcheck.pose.following import Follower
from formcheck.ui import ice
from formcheck.ui.camera import Camera
from formcheck.ui.live_plan import Choice, choose
from formcheck.ui.live_sets import show_sets
from formcheck.ui.live_watch import caption, show_stage, so_far
from formcheck.ui.results import SetResult
from formcheck.ui.speech import Choices, choose_voice, speak

logger = logging.getLogger(__name__)
_KEY = "live"
_REFRESH_S = 0.4
# The pose model sees no more than 256 x 256 pixels of the person; a larger stream would cost its coding only.
_CONSTRAINTS: MediaStreamConstraints = {
    "audio": False,
    "video": {"width": {"ideal": 480}, "frameRate": {"ideal": 25, "max": 25}},
}
_TRANSLATIONS: Translations = {
    "start": "START",
    "stop": "STOP",
    "select_device": "Choose camera",
    "media_api_not_available": "The browser gives this page no camera. Open the app at http://127.0.0.1 or localhost.",
    "device_ask_permission": "Allow the camera in the question that the browser shows.",
    "device_not_available": "No camera was found. Connect one, or close the program that uses it, and reload the page",
    "device_access_denied": "The camera was refused. Allow it with the symbol beside the address, and reload the page",
}

_NO_CAMERA = (
    "No picture after START? Allow the camera with the symbol beside the page's address, connect one, or close the "
    "program that uses it; then press START again."
)


@dataclass
class _Stream:
    """The stream of this browser tab: filled by the connection's thread, read by the page.

    Results stay when a stream ends or breaks, and are added to until they are discarded.
    """

    camera: Camera | None = None
    problem: str = ""
    is_over: bool = False
    results: list[SetResult] = field(default_factory=list, repr=False)

    @property
    def has_results(self) -> bool:
        """Whether there is a set to show, or one that is about to be settled."""
        return bool(self.results) or self.camera is not None

    def open(self, choice: Choice) -> Camera:
        """Make what the next stream needs; called by streamlit-webrtc when it connects."""
        self.camera, self.problem, self.is_over = None, "", False
        try:
            follower = Follower(choice.model, with_dorsal=choice.exercise.needs_dorsal)
        except FormcheckError as error:
            self.problem = str(error)
            raise
        self.camera = Camera(choice.exercise, choice.plan, follower, view=choice.view, model=choice.model)
        return self.camera

    def settle(self) -> None:
        """Turn a stream that is over into the results of its sets."""
        if self.camera is None:
            return
        camera, self.camera = self.camera, None
        self.problem, self.is_over = camera.problem, True
        found = camera.finish()
        if self.results and found and self.results[0].exercise.id != camera.exercise.id:
            self.results = []
        self.results += found

    def discard(self) -> None:
        """Forget the results."""
        self.results, self.is_over = [], False
        st.session_state.pop("live_pain", None)


def page() -> None:
    """Show the page."""
    st.title("Live")
    stream: _Stream = st.session_state.setdefault("live_stream", _Stream())
    running = _is_running()
    # Folded away meanwhile, so that the picture stands at the top, and afterwards the results.
    with st.expander(
        "Exercise, target and voice", expanded=not running and not stream.has_results, icon=":material/tune:"
    ):
        choice = choose(running=running)
        voice = choose_voice()
    st.caption(choice.exercise.hint)
    _connect(stream, choice)
    if _is_running():
        _watch(stream, voice)
        return
    st.caption(_NO_CAMERA)
    stream.settle()
    speak(None, voice, run="", running=False, over=stream.is_over)
    if stream.problem:
        st.error(stream.problem, icon=":material/error:")
    if stream.results:
        show_sets(stream.results, stream.discard)
    elif stream.is_over:
        st.info("No set was begun: nothing is counted before you are in place and it was counted down.")


def _is_running() -> bool:
    context = st.session_state.get(_KEY)
    return context is not None and (context.state.playing or context.state.signalling)


def _connect(stream: _Stream, choice: Choice) -> None:
    try:
        webrtc_streamer(
            key=_KEY,
            # By default no server is asked for addresses: browser and app are on the same machine.
            rtc_configuration=ice.configuration(),
            media_stream_constraints=_CONSTRAINTS,
            video_processor_factory=lambda: stream.open(choice),
            video_html_attrs=VideoHTMLAttributes(
                autoPlay=True, controls=False, muted=True, style={"width": "100%", "borderRadius": "0.5rem"}
            ),
            translations=_TRANSLATIONS,
            media_toggle_controls=False,
        )
    except FormcheckError as error:
        stream.problem = str(error)
        logger.warning("The live page: %s", error)


@st.fragment(run_every=_REFRESH_S)
def _watch(stream: _Stream, voice: Choices) -> None:
    """Show the running numbers and have them spoken; runs by itself, apart from the rest of the page."""
    camera = stream.camera
    if camera is None:
        speak(None, voice, run="", running=False)
    else:
        speak(camera.mouth, voice, run=camera.run, running=True, caption=caption(camera), so_far=so_far(camera))
    show_stage(camera)

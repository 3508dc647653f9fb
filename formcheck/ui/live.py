"""The page *Live*: exercise before the webcam, with counter and cues, and a summary when the set is over."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import streamlit as st
from streamlit_webrtc import MediaStreamConstraints, Translations, VideoHTMLAttributes, webrtc_streamer

from formcheck.coaching.definition import Exercise
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.pose import bundle
from formcheck.pose.following import Follower
from formcheck.records import ModelName, ViewLabel
from formcheck.ui import words
from formcheck.ui.camera import Camera, Status
from formcheck.ui.choices import choose_exercise, choose_view
from formcheck.ui.people import coach_another
from formcheck.ui.results import SetResult, show_details, show_headline, show_numbers

logger = logging.getLogger(__name__)
_KEY = "live"
_LEAST_RATE = 20.0
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
    """The stream of this browser tab: filled by the connection's thread, read by the page."""

    camera: Camera | None = None
    problem: str = ""
    result: SetResult | None = field(default=None, repr=False)

    def open(self, exercise: Exercise, view: ViewLabel | None, model: ModelName) -> Camera:
        """Make what the next stream needs; called by streamlit-webrtc when it connects."""
        self.camera, self.problem, self.result = None, "", None
        try:
            follower = Follower(model, with_dorsal=exercise.needs_dorsal)
        except FormcheckError as error:
            self.problem = str(error)
            raise
        self.camera = Camera(Session(exercise, view=view, model=model), follower)
        return self.camera

    def settle(self) -> None:
        """Turn a stream that is over into its result."""
        if self.camera is None:
            return
        camera, self.camera = self.camera, None
        self.problem = camera.problem
        if camera.status.frames:
            self.result = SetResult(camera.finish(), camera.session.series, camera.session.exercise)


def page() -> None:
    """Show the page."""
    st.title("Live")
    stream: _Stream = st.session_state.setdefault("live_stream", _Stream())
    running = _is_running()
    exercise, view, model = _choose(running)
    st.caption(exercise.hint)
    _connect(stream, exercise, view, model)
    if _is_running():
        _watch(stream)
        return
    st.caption(_NO_CAMERA)
    stream.settle()
    if stream.problem:
        st.error(stream.problem, icon=":material/error:")
    if stream.result is not None:
        st.header("Your set")
        show_headline(stream.result.report)
        show_details(stream.result)


def _is_running() -> bool:
    context = st.session_state.get(_KEY)
    return context is not None and (context.state.playing or context.state.signalling)


def _choose(running: bool) -> tuple[Exercise, ViewLabel | None, ModelName]:
    left, right = st.columns([3, 2])
    with left:
        exercise = choose_exercise("live_exercise", disabled=running)
    with right:
        view = choose_view("live_view", disabled=running)
    return exercise, view, _choose_model(running)


def _choose_model(running: bool) -> ModelName:
    """Offer the small model where it is installed; a slow machine keeps up with it."""
    try:
        bundle.locate("lite")
    except FormcheckError:
        return "full"
    small = st.toggle("Faster, less exact pose model", key="live_lite", disabled=running)
    return "lite" if small else "full"


def _connect(stream: _Stream, exercise: Exercise, view: ViewLabel | None, model: ModelName) -> None:
    try:
        webrtc_streamer(
            key=_KEY,
            # No server is asked for addresses: browser and app are on the same machine.
            rtc_configuration={"iceServers": []},
            media_stream_constraints=_CONSTRAINTS,
            video_processor_factory=lambda: stream.open(exercise, view, model),
            video_html_attrs=VideoHTMLAttributes(
                autoPlay=True, controls=False, muted=True, style={"width": "100%", "borderRadius": "0.5rem"}
            ),
            translations=_TRANSLATIONS,
            media_toggle_controls=False,
        )
    except FormcheckError:
        logger.warning("The pose model of the live page: %s", stream.problem)


@st.fragment(run_every=0.5)
def _watch(stream: _Stream) -> None:
    """Show the running numbers; runs by itself, apart from the rest of the page."""
    camera = stream.camera
    status = camera.status if camera is not None else Status()
    show_numbers({**_done(status, camera), "Frames a second": f"{status.frames_a_second:.0f}"})
    if camera is not None and camera.problem:
        st.error(camera.problem, icon=":material/error:")
    elif status.cue is not None:
        st.warning(f"**{status.cue.message}**", icon=":material/campaign:")
    elif status.clock is not None and status.clock.why:
        st.warning(f"**{status.clock.why}**", icon=":material/pause_circle:")
    else:
        st.info(_hint(status, camera), icon=":material/visibility:")
    if camera is not None:
        coach_another(status.people, camera.turn_to)


def _done(status: Status, camera: Camera | None) -> dict[str, int | str]:
    """Say in two numbers what was done so far."""
    if status.clock is not None:
        return {"Held in form": f"{status.clock.seconds:.0f} s", "Aim": f"{status.clock.target_s:.0f} s"}
    counting = camera.session.exercise.counting if camera is not None else None
    what = "Steps" if counting is not None and counting.counts == "steps" else "Repetitions"
    return {what: status.repetitions, "In form": status.in_form}


def _hint(status: Status, camera: Camera | None) -> str:
    if camera is None or not status.frames:
        return "Connecting to the camera."
    if not status.person_found:
        return "Nobody is seen. Step back until your whole body is in the picture."
    hint = words.view_hint(camera.session.exercise, status.view.label)
    return f"{words.seen_from(status.view.label)} {hint}"

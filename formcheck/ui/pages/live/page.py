"""The page *Live*: exercise before the webcam, with a voice, a counter and cues, and a summary of the sets."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.errors import FormcheckError
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.unnamed.conductor import Search
from formcheck.pose.people.follower import Follower
from formcheck.pose.speed import live_model
from formcheck.stream import ice
from formcheck.stream.camera import Camera, CameraFactory
from formcheck.stream.live_looker import LiveLooker
from formcheck.stream.peer import Peer
from formcheck.stream.recogniser import RecogniserProcess
from formcheck.ui.pages.live.choice import Choice, choose
from formcheck.ui.pages.live.picture import Answer, show_picture
from formcheck.ui.pages.live.saving import SavedSets
from formcheck.ui.pages.live.sets import show_sets
from formcheck.ui.pages.live.watch import show_stage
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.how_to import show_how_to
from formcheck.ui.parts.leading import show_way_back
from formcheck.ui.parts.safety_questions import may_exercise
from formcheck.ui.parts.voice_choice import choose_voice, words_now
from formcheck.ui.serving.own import own_folder

logger = logging.getLogger(__name__)
_REFRESH_S = 1.0


@dataclass
class Stream:
    """The camera of this browser tab, and the results of its sets, which accumulate until they are discarded.

    `plan` names the page *Plan*, which leads through a session. `of` is the id of the exercise chosen last, or empty.
    """

    camera_factory: CameraFactory = Camera
    plan: Callable[[], StreamlitPage] | None = None
    choice: Choice | None = None
    words: Words = ENGLISH
    peer: Peer | None = None
    answer: Answer | None = None
    over: str = ""
    of: str = ""
    problem: str = ""
    results: list[Analysis] = field(default_factory=list, repr=False)
    saved: SavedSets | None = field(default=None, repr=False)
    opening: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def camera(self) -> Camera | None:
        """The camera of the running stream."""
        return self.peer.camera if self.peer is not None else None

    def open(self, offer: str, offered: str) -> None:
        """Answer the browser, which offers its camera under a name, and repeats that until it has the answer.

        Each name is answered once: a page that lost its connection to the app is run again while the first answer is
        still being made, and with two peers the browser would take the one that the page does not show.
        """
        with self.opening:
            if self.answer is None or self.answer.name != offered:
                self._open(offer, offered)

    def _open(self, offer: str, offered: str) -> None:
        self.settle()
        self.problem, self.answer = "", Answer(offered, "")
        try:
            self.answer = Answer(offered, self._answer(offer))
        except (FormcheckError, TimeoutError, ValueError) as error:
            self.problem = str(error) if isinstance(error, FormcheckError) else self.words.on_page("no_way")
            logger.warning("The live page: %s", error)
            self.settle()

    def _answer(self, offer: str) -> str:
        if self.choice is None:
            raise ValueError
        choice, servers = self.choice, ice.servers()
        model = choice.model or live_model(with_dorsal=choice.needs_dorsal)
        follower = Follower(model, with_dorsal=choice.needs_dorsal, has_cuts=False)
        looker = LiveLooker(model)
        exercise = choice.exercise or Search(RecogniserProcess(own_folder()), choice.definition)
        camera = self.camera_factory(
            exercise, choice.plan, follower, view=choice.view, model=model, looker=looker, words=self.words
        )
        # Sets that were found by themselves go on where nothing is chosen again, whatever they are of.
        of = choice.exercise.id if choice.exercise is not None else ""
        if self.results and self.of != of:
            self.keep()
        self.of = of
        if self.saved is None:
            self.saved = SavedSets.of_this_page()
        camera.on_set = self.saved
        self.peer = Peer(camera, servers)
        return self.peer.answer(offer)

    def settle(self) -> None:
        """Turn a stream that has ended into the results of its sets."""
        if self.peer is None:
            return
        peer, self.peer = self.peer, None
        peer.close()
        self.problem = peer.camera.problem or self.problem
        self.over = self.answer.name if self.answer is not None else ""
        self.results += peer.camera.finish()

    def keep(self) -> None:
        """Close the results; they are already in History."""
        self.results, self.saved = [], None
        st.session_state.pop("live_pain", None)

    def discard(self) -> None:
        """Forget the results, and remove them from History."""
        try:
            if self.saved is not None:
                self.saved.discard()
        except FormcheckError as error:
            self.problem = str(error)
        self.keep()


def address() -> StreamlitPage:
    """Describe the page for the navigation, and for links from other pages."""
    return st.Page(page, title="Live", icon=":material/videocam:", url_path="live")


def page() -> None:
    """Show the page."""
    st.title("Live")
    stream: Stream = st.session_state.setdefault("live_stream", Stream())
    if stream.peer is not None and (stream.peer.is_over or stream.peer.camera.problem):
        stream.settle()
    running = stream.peer is not None
    # Folded away meanwhile, so that the picture stands at the top, and afterwards the results.
    words = words_now()
    is_open = not running and not stream.results
    with st.expander(words.on_page("choices"), expanded=is_open, icon=":material/tune:"):
        stream.choice = choose(words, running=running)
        voice = choose_voice(disabled=running)
    stream.words = voice.words
    is_led = stream.plan is not None and show_way_back(stream.plan, words)
    exercise = stream.choice.exercise
    if running or may_exercise(exercise):
        st.caption(_how_to_film(exercise, stream.words))
        show_picture(
            stream.choice, voice, stream.answer, stream.over, is_led=is_led, on_offer=stream.open, on_stop=stream.settle
        )
    if running:
        _watch(stream)
        return
    if stream.problem:
        st.error(stream.problem, icon=":material/error:")
    if stream.results:
        _save_again(stream.saved, words)
        show_sets(stream.results, stream.keep, stream.discard, words)
        return
    if stream.over and not stream.problem:
        st.info(words.on_page("nothing_begun" if exercise is not None else "nothing_found"))
    if exercise is not None:
        show_how_to(exercise, words=words)


def _save_again(saved: SavedSets | None, words: Words) -> None:
    """Save again what could not be saved, and say so if it still cannot: it is lost once the page is closed."""
    if saved is None:
        return
    saved.try_again()
    if saved.problem:
        st.error(plain(saved.problem), icon=":material/error:")
        st.button(words.on_page("save_again"), icon=":material/save:")


def _how_to_film(exercise: Exercise | None, words: Words) -> str:
    return words.on_page("watching") if exercise is None else words.of_exercise(exercise.id, exercise.hint)


@st.fragment(run_every=_REFRESH_S)
def _watch(stream: Stream) -> None:
    """Show the running numbers; refreshed independently of the rest of the page."""
    if stream.peer is None or stream.peer.is_over or stream.peer.camera.problem:
        st.rerun()
    if stream.saved is not None:
        stream.saved.try_again()
    show_stage(stream.camera)

"""Who is coached before the camera: numbers in the picture, buttons on the page, and what they lead to."""

from __future__ import annotations

import json
from fractions import Fraction

import av
import numpy as np
from streamlit.testing.v1 import AppTest

from formcheck.catalogue.library import load_exercise
from formcheck.live.set_plan import SetPlan
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.records import Frame, Pose
from formcheck.stream.camera import Camera
from formcheck.stream.status import FrameMessage
from tests.support.figures import SIDE, standing

LEFT_PX, RIGHT_PX = 150.0, 450.0


def person(frame: Frame, x_px: float) -> Person:
    pose = SIDE.see(standing(), frame.t_s)
    height, width = frame.image.shape[:2]
    aside = np.array([x_px - pose.landmarks[23, 0], 0.0, 0.0, 0.0])
    return Person.of(
        frame,
        Pose(
            t_s=frame.t_s,
            width_px=width,
            height_px=height,
            landmarks=pose.landmarks + aside,
            world=pose.world,
            dorsal=pose.dorsal,
        ),
    )


class Two(Follower):
    """Sees two people, the left one first, and remembers whom to turn to."""

    def __init__(self) -> None:
        self.people = ()
        self.asked: list[Subject | None] = []

    def detect(self, frame: Frame) -> Pose:
        self.people = (person(frame, LEFT_PX), person(frame, RIGHT_PX))
        return self.people[0].pose

    def select_subject(self, subject: Subject | None) -> None:
        self.asked.append(subject)

    def close(self) -> None:
        pass


def picture() -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.zeros((480, 640, 3), np.uint8), format="rgb24")
    frame.pts, frame.time_base = 0, Fraction(1, 90_000)
    return frame


def test_the_camera_tells_who_is_seen_and_passes_on_whom_to_coach() -> None:
    follower = Two()
    camera = Camera(load_exercise("squat"), SetPlan(sets=1), follower)
    told: list[FrameMessage] = []
    camera.coach(picture(), told.append)
    frames = json.loads(told[0].sketch)["people"]
    assert [round(left, 1) for left, *_ in frames] == sorted(round(left, 1) for left, *_ in frames)
    assert len(frames) == 2
    left, right = camera.status.people
    assert left.x < 0.5 < right.x
    camera.select_subject(right)
    assert follower.asked == [right]
    camera.finish()
    camera.select_subject(left)
    assert follower.asked == [right], "after the end there is nobody to turn"


def buttons(count: int) -> None:
    import streamlit as st

    from formcheck.pose.people.subject import Subject
    from formcheck.ui.parts.people import coach_another

    seen = [Subject(0.2 + 0.3 * i, 0.5, 7.0) for i in range(count)]
    coach_another(seen, lambda subject: st.session_state.update(asked=[subject]))


def test_a_button_turns_to_the_person_of_its_number() -> None:
    page = AppTest.from_function(buttons, args=(3,)).run()
    assert [button.label for button in page.button] == ["Whoever exercises", "Person 1", "Person 2", "Person 3"]
    page.button(key="live_coach_2").click().run()
    assert page.session_state["asked"] == [Subject(0.5, 0.5, 7.0)]
    page.button(key="live_coach").click().run()
    assert page.session_state["asked"] == [None]


def test_who_is_alone_is_offered_no_choice() -> None:
    assert not AppTest.from_function(buttons, args=(1,)).run().button

"""A frame, a pose and a scene -> the picture with the body drawn on it, and below it what the scene says of it.

Words, counter and strip have their own panel: over the picture they would hide the face or the foot that they are
about.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import cv2
import numpy as np

from formcheck.pose.skeleton import enlarge
from formcheck.records import Pose, Verdict
from formcheck.report.clip.cards import Card
from formcheck.report.clip.layout import Measures
from formcheck.report.clip.reasons import Reason
from formcheck.report.clip.strip import draw_strip
from formcheck.report.lettering import Colour, Image, Paragraph, fitting, line_height, put, text_size, wrap
from formcheck.report.overlay import DARK, VERDICT_COLOURS, WHITE, draw, mark, whole_degrees
from formcheck.report.scene import Scene

_GREY: Final[Colour] = (190, 198, 206)
# A line of letters with its rim is so much higher than the step to the next line.
_BELOW_PX: Final = 10
# Of a picture that is 480 pixels wide, and stands beside other words.
_WORDS_UNIT, _WORDS_LINES = 18, 6.2
_LEGEND: Final[tuple[tuple[Verdict, str], ...]] = (("ok", "OK"), ("caution", "caution"), ("fault", "fault"))


class Layout(Measures):
    """Where picture and panel are, and the drawing of both."""

    def annotated(self, image: Image, pose: Pose, scene: Scene, title: Card | None = None) -> Image:
        """Draw a moment.

        Parameters
        ----------
        image : ndarray of uint8, shape (height_px, width_px, 3)
            RGB; not changed.
        pose : Pose
            The person, in its pixels.
        scene : Scene
            What to show.
        title : Card, optional
            Shown in the panel until there is something urgent to say.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            RGB, of the size `size_px`.
        """
        whole = self.plain(image)
        height = self.picture_px[1]
        draw(whole[:height], enlarge(pose, self.enlarged), scene)
        boxes = self.boxes(is_on_floor=scene.is_on_floor)
        parts = {name: box.of(whole[height:], self.unit) for name, box in boxes.items()}
        _counter(parts["count"], scene, self.unit)
        _legend(parts["legend"], scene, self.unit)
        if title is not None and not scene.cue:
            _title(parts["words"], title, self.unit)
        else:
            _words(parts["words"], scene, self.unit)
        draw_strip(parts["strip"], scene.strip, self.unit)
        return whole

    def between(self, image: Image, card: Card) -> Image:
        """Return the picture above a panel with nothing but a card, for times at which nothing is judged."""
        whole = self.plain(image)
        _title(self.boxes()["words"].of(whole[self.picture_px[1] :], self.unit), card, self.unit)
        return whole

    def plain(self, image: Image) -> Image:
        """Return the picture above an empty panel."""
        width, height = self.size_px
        whole = np.empty((height, width, 3), np.uint8)
        picture = self.picture_px
        whole[: picture[1]] = image if self.enlarged == 1 else cv2.resize(image, picture, interpolation=cv2.INTER_CUBIC)
        # Copying rows takes a tenth of the time of filling pixels with three values.
        whole[picture[1] :] = self._dark_row
        return whole

    @cached_property
    def _dark_row(self) -> Image:
        return np.full((1, self.size_px[0], 3), DARK, np.uint8)


def with_words(picture: Image, scene: Scene) -> Image:
    """Return a picture with the cue of a scene below it, and what was read for it.

    Parameters
    ----------
    picture : ndarray of uint8, shape (height, width, 3)
        RGB; not changed.
    scene : Scene
        What to say.
    """
    panel = np.full((round(_WORDS_LINES * _WORDS_UNIT), picture.shape[1], 3), DARK, np.uint8)
    _words(panel, scene, _WORDS_UNIT)
    return np.vstack([picture, panel])


def _counter(place: Image, scene: Scene, unit: int) -> None:
    """Draw the count, how many of it were in form, and the angle that is drawn."""
    number, *below = scene.counted
    room = place.shape[1] - unit
    size = fitting(number, round(2.6 * unit), room, 1)
    put(place, number, unit, unit // 4, size, WHITE)
    top = unit // 4 + round(1.15 * size)
    if scene.angle is not None:
        below.append(f"{scene.angle[0].split('_', 1)[1]} {whole_degrees(scene.angle[1])}")
    for line in below:
        top = Paragraph(unit, room, round(0.8 * unit), _GREY, 1).put(place, line, top)


def _legend(place: Image, scene: Scene, unit: int) -> None:
    """Draw the view and what the marks mean, below each other or in a row."""
    size, room = max(10, round(0.7 * unit)), place.shape[1] - unit
    if place.shape[0] < 3 * line_height(size):
        _legend_in_a_row(place, scene, size)
        return
    view = Paragraph(0, room, size, _GREY, 2)
    top = view.put(place, scene.view, unit // 3)
    for verdict, word in _LEGEND:
        mark(place, (size, top + round(0.7 * size)), verdict, max(3, size // 3))
        put(place, word, round(2.2 * size), top, size, _GREY)
        top += line_height(size) + max(1, size // 8)


def _legend_in_a_row(place: Image, scene: Scene, size: int) -> None:
    left, top = size, round(0.3 * size)
    for verdict, word in _LEGEND:
        mark(place, (left + size, top + round(0.7 * size)), verdict, max(3, size // 3))
        put(place, word, left + round(2.2 * size), top, size, _GREY)
        left += round(3.6 * size) + text_size(word, size)[0]
    put(place, scene.view, left, top, fitting(scene.view, size, place.shape[1] - left - size, 1), _GREY)


def _title(place: Image, title: Card, unit: int) -> None:
    room = place.shape[1] - 2 * unit
    top = Paragraph(unit, room, round(1.4 * unit), WHITE, 1).put(place, title.heading, unit // 4)
    top = Paragraph(unit, room, round(0.8 * unit), _GREY, 2).put(place, title.below, top)
    for line in title.lines:
        top = Paragraph(unit, room, round(0.7 * unit), _GREY, 3).put(place, line.text, top)


def _words(place: Image, scene: Scene, unit: int) -> None:
    """Write the cue with its bar, and why each joint has its colour, as far as space allows."""
    said = next((reason for reason in scene.reasons if reason.words == scene.cue), None)
    top = _cue(place, scene, said, unit) if scene.cue else unit // 4
    size = round(0.8 * unit)
    # A cue may have two checks of the same joints; it is told once.
    left = list({_told(r): r for r in reversed(scene.reasons) if r is not said and r.words}.values())[::-1]
    while left and top + 2 * line_height(size) + _BELOW_PX < place.shape[0]:
        top = _reason(place, left.pop(0), top, size)
    if left and top + line_height(size) + _BELOW_PX < place.shape[0]:
        worst = left[0].verdict
        put(
            place,
            f"and {len(left)} more{', all OK' if worst == 'ok' else ''}",
            2 * unit,
            top,
            round(0.85 * size),
            _GREY,
        )


def _cue(place: Image, scene: Scene, said: Reason | None, unit: int) -> int:
    """Write the cue, and below it what was read and its limit, with a bar in the colour of the verdict."""
    height, room = place.shape[0], place.shape[1] - 2 * unit
    text = ("! " if scene.cue_verdict == "fault" else "") + scene.cue
    size = fitting(text, round((0.9 if scene.cue_verdict == "not_judged" else 1.4) * unit), room, 2)
    start = top = unit // 4
    for line in wrap(text, size, room):
        put(place, line, unit, top, size, WHITE)
        top += line_height(size)
    where = f"{_begun(said.where)}. " if said is not None and said.where else ""
    if where or scene.detail:
        top = Paragraph(unit, room, round(0.8 * unit), _GREY, 2).put(place, where + scene.detail, top)
    bar = VERDICT_COLOURS[scene.cue_verdict]
    cv2.rectangle(place, (0, start), (max(3, unit // 3), min(top, height - 1)), bar, -1)
    return top + unit // 4


def _reason(place: Image, reason: Reason, top: int, size: int) -> int:
    """Write why some joints have their colour, with the mark that they wear."""
    left, room = round(2.5 * size), place.shape[1] - round(3.5 * size)
    mark(place, (round(1.25 * size), top + round(0.7 * size)), reason.verdict, max(3, round(0.38 * size)))
    colour = _GREY if reason.verdict == "ok" else WHITE
    return Paragraph(left, room, size, colour, 2).put(place, _told(reason), top)


def _told(reason: Reason) -> str:
    detail = f" ({_small(reason.detail)})" if reason.detail else ""
    return f"{_begun(reason.where)}: {reason.words}{detail}"


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"

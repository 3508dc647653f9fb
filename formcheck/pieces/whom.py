"""Finds the person to follow in a clip that begins with an empty picture, before its pieces are analysed."""

from __future__ import annotations

from typing import Final

from formcheck.pieces.parts import Parts
from formcheck.pose.people.follower import Follower

_WITHIN_S: Final = 20.0
"""How long the first person may take to appear, after a title or from behind the camera; a choice among several may
take as long."""


def knows_whom(parts: Parts, follower: Follower) -> bool:
    """Return whether a single person was surveyed, or appears first; one frame a second is searched until then.

    Parameters
    ----------
    parts : Parts
        The clip.
    follower : Follower
        One that has surveyed its beginning. It is left unchanged if the result is False.
    """
    surveyed = follower.surveyed
    if surveyed.chooser.is_one:
        return True
    if follower.subject is not None or not surveyed.may_be_small:
        return False
    begun = sum(t_s <= _WITHIN_S for t_s in parts.times_s)
    a_second = max(1, round(begun / max(1.0, parts.times_s[begun - 1])))
    with parts.read(0, begun, every=a_second) as frames:
        for frame in frames:
            if frame.t_s <= surveyed.until_s:
                continue
            follower.survey([(frame, 0)])
            if not follower.surveyed.may_be_small:
                break
    if follower.surveyed.chooser.is_one:
        return True
    follower.begin_with(surveyed)
    return False

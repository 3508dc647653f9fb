"""A clip that begins without anybody in, the person who comes first out: known before pieces are looked at."""

from __future__ import annotations

from typing import Final

from formcheck.pieces.parts import Parts
from formcheck.pose.people.follower import Follower

_WITHIN_S: Final = 20.0
"""How long somebody may take to come, after a title or from the camera: as long as a choice among several may take."""


def knows_whom(parts: Parts, follower: Follower) -> bool:
    """Tell whether one person alone was surveyed, or comes first: to be looked for once a second until then.

    Parameters
    ----------
    parts : Parts
        The clip.
    follower : Follower
        One that has surveyed its beginning. It stays as it is if the answer is no.
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

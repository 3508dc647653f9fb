"""A movement as a short description: key postures from rest to the bottom and back, and ways to do it wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.synthetic.tempo import Beat

STEADY = Beat(1.8, 0.2, 1.1, 0.6)
"""A repetition at the pace that most articles ask for."""

View = Literal["side", "front"]
Changes = Mapping[str, float | bool | str]
Keys = Mapping[float, Changes]


@dataclass(frozen=True)
class Fault:
    """A way to do it wrong, drawn at its worst; smaller sizes lie between that and good form.

    Attributes
    ----------
    cue : str
        What it should raise.
    view : {"side", "front"}
        From where it shows.
    keys, back : mapping
        Changes to the key postures with the same share, on the way down and on the way back; a share that the
        movement has no key for gets one.
    rest : mapping
        Changes to the posture at rest.
    down_s : float, optional
        A way down as fast as this.
    beat : Beat, optional
        Other durations altogether; of a hold, `hold_s` is how long it is held.
    leads : str
        Which side works in each repetition, ``l`` and ``r``, in a set of so many.
    stretch : tuple of float
        Factors of the durations of the repetitions, one after the other, for an uneven rhythm.
    depths : tuple of float
        Share of the way down in each repetition, in a set of so many.
    pulse_hz : float
        How often per second a hold goes from good to wrong and back; 0 stays wrong.
    measure : str
        The measure that shows it, where the cue has several.
    amounts : tuple of float
        How much of it to draw for the three sizes, where no measure of true joints tells: what landmarks do not show
        or what is a matter of time. Empty otherwise.
    enlarged : bool
        Whether it is drawn larger than it was at first, because the cue did not call a fault of the size first drawn.
        It makes no other drawing, so it is left out of the representation.
    """

    cue: str
    view: View = "side"
    keys: Keys = field(default_factory=dict)
    back: Keys = field(default_factory=dict)
    rest: Changes = field(default_factory=dict)
    down_s: float | None = None
    measure: str = ""
    amounts: tuple[float, ...] = ()
    beat: Beat | None = None
    leads: str = ""
    stretch: tuple[float, ...] = ()
    depths: tuple[float, ...] = ()
    pulse_hz: float = 0.0
    enlarged: bool = field(default=False, repr=False)

    @property
    def spine(self) -> bool:
        """Whether it is the spine that bends, which no landmark shows."""
        return any("spine_deg" in changes for changes in self.keys.values())


@dataclass(frozen=True)
class Movement:
    """What a figure does in one repetition, for a left lead.

    Attributes
    ----------
    id : str
    exercise : str
        Id in the catalogue, empty where there is none.
    rest : mapping
        Changes from upright standing to the posture at rest.
    keys : mapping
        For shares of the way down in (0, 1]: changes from rest. Empty for a hold.
    back : mapping
        The same for the way back; by default the way down in reverse. At 0 is what ends the repetition.
    lead : {"both", "alternate"}
        Whether sides take turns.
    travel : float
        How much further on each repetition begins, in leg lengths.
    views : tuple of str
        From where it is worth filming.
    prop : str
        What is held or lain on, empty for nothing.
    beat : Beat
        How long a good repetition takes; of a hold, `hold_s` counts.
    faults : mapping of str to Fault
    """

    id: str
    exercise: str
    rest: Changes
    keys: Keys
    back: Keys | None = None
    lead: Literal["both", "alternate"] = "both"
    travel: float = 0.0
    views: tuple[View, ...] = ("side", "front")
    prop: str = ""
    beat: Beat = STEADY
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @property
    def is_one_sided(self) -> bool:
        """Whether one side works in every repetition: the one that is turned to the camera, as filming asks for."""
        changes = [self.rest, *self.keys.values()]
        names = {name.partition(".")[0] for one in changes for name in one}
        carried = {one.get("carry") for one in changes}
        return self.lead == "both" and bool({"left", "right"} & (names | carried))

"""An exercise file -> its definition: pydantic models that refuse unknown keys, measures and sources."""

from __future__ import annotations

from typing import Literal, Self, get_args

from pydantic import Field, PrivateAttr, model_validator

from formcheck.catalogue.checks import (
    AnyCheck,
    Check,
    DurationCheck,
    GaitCheck,
    Gate,
    Limb,
    MeasureName,
    Model,
    Quantity,
    SetCheck,
)
from formcheck.catalogue.dose import Dose
from formcheck.catalogue.modes import Counting, Holding, Log, Mode, Running, Timer
from formcheck.catalogue.sources import SourceCode, Sourced, in_listed_order
from formcheck.errors import did_you_mean
from formcheck.records import Severity, ViewLabel
from formcheck.wording import severity_rank

Status = Literal["draft", "tested", "clinician_reviewed"]
Group = Literal[
    "strength",
    "mobility and stretches",
    "balance",
    "plyometrics",
    "core",
    "calf and ankle",
    "running form",
    "self-care",
]
Flag = Literal["high_hamstring"]
"""A finding of a therapist about a person that hides exercises."""


class Adjustable(Model):
    """The range in which a profile of a clinic or person may set the edges of the bands."""

    lowest: float
    highest: float


class Cue(Sourced):
    """What is checked, in the words that the person hears.

    A cue may have several checks, for different views or sides of the same fault; the worst that was judged counts.
    `quote` is how the article puts it. A cue that is not `enabled` says why in `disabled_because`. Without a
    `deciding` cue that was judged, no repetition or hold is in form; see `Exercise.deciding_cues`.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    say: str
    why: str
    severity: Severity
    strict_severity: Severity | None = None
    deciding: bool = False
    status: Status = "draft"
    quote: str | None = None
    adjustable: Adjustable | None = None
    enabled: bool = True
    disabled_because: str = ""
    when: Gate | None = None
    check: tuple[AnyCheck, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_why_it_is_off(self) -> Self:
        if not self.enabled and not self.disabled_because:
            msg = "a cue with enabled = false says why in disabled_because; `without` leaves out an inherited one"
            raise ValueError(msg)
        return self

    @property
    def is_of_set(self) -> bool:
        """Whether it judges the whole set and not a repetition."""
        return isinstance(self.check[0], SetCheck)

    @property
    def is_of_time(self) -> bool:
        """Whether it judges durations alone, which are the same from everywhere and whatever was done."""
        return all(isinstance(check, DurationCheck) for check in self.check)

    @property
    def views(self) -> tuple[ViewLabel, ...]:
        """All views in which at least one check can say that all is well."""
        whole = [check for check in self.check if not (isinstance(check, Check) and check.only_faults)]
        found = [view for check in whole if not isinstance(check, SetCheck) for view in check.views]
        return tuple(dict.fromkeys(found))


class Display(Model):
    """The angle that the overlay writes beside its joint, and that charts show."""

    measure: MeasureName
    joint: str
    limb: Limb


class Film(Model):
    """How to film the exercise, best view first."""

    views: tuple[ViewLabel, ...]
    hint: str


class Exercise(Model):
    """One exercise: the whole of its file. The file's stem is its id.

    Exactly one of `counting`, `hold`, `gait`, `timer` and `log` says how it is done. Timers are guided and logs written
    down; neither is judged, so they have no `film`, `display` or cues. `articles` are those that name the exercise,
    `unseen` says what no camera can see of it.
    """

    id: str
    name: str
    group: Group
    priority: Literal["P0", "P1", "P2", "P3"] = "P3"
    articles: tuple[SourceCode, ...] = ()
    description: str
    steps: tuple[str, ...] = ()
    unseen: str = ""
    hidden_if: tuple[Flag, ...] = ()
    film: Film | None = None
    dose: Dose
    counting: Counting | None = None
    hold: Holding | None = None
    gait: Running | None = None
    timer: Timer | None = None
    log: Log | None = None
    display: Display | None = None
    cue: tuple[Cue, ...] = ()

    @model_validator(mode="after")
    def _one_mode(self) -> Self:
        given = [mode for mode in get_args(Mode) if getattr(self, mode) is not None]
        if len(given) != 1:
            found = " and ".join(f"[{mode}]" for mode in given) or "none"
            msg = f"one of {', '.join(f'[{mode}]' for mode in get_args(Mode))} must say how it is done; found {found}"
            raise ValueError(msg)
        judged = given[0] not in ("timer", "log")
        needed = {"film": self.film, "display": self.display, "cue": self.cue}
        missing = [name for name, section in needed.items() if not section] if judged else []
        if missing:
            msg = f"missing: {', '.join(missing)}; judging by camera needs film, display and at least one cue"
            raise ValueError(msg)
        if not judged and self.cue:
            msg = f"[{given[0]}] is not judged by camera and cannot have cues"
            raise ValueError(msg)
        for cue in self.cue:
            if any(isinstance(check, GaitCheck) != (given[0] == "gait") for check in cue.check):
                msg = f"cue {cue.id!r}: checks with a gait_measure belong to [gait], and [gait] has no others"
                raise ValueError(msg)
        return self

    _height_cm: float | None = PrivateAttr(default=None)

    @property
    def height_cm(self) -> float | None:
        """Body height of the person in centimetres, if known: lengths are then given in centimetres."""
        return self._height_cm

    def for_height(self, height_cm: float | None) -> Self:
        """Return it for a body height in centimetres, or None. No limit depends on it."""
        copied = self.model_copy()
        copied._height_cm = height_cm
        return copied

    @property
    def mode(self) -> Mode:
        """How it is done: the name of the section that says so."""
        return next(mode for mode in get_args(Mode) if getattr(self, mode) is not None)

    @property
    def has_sides(self) -> bool:
        """Whether left and right each get the whole dose."""
        return self.hold.sides == "each" if self.hold is not None else self.dose.has_sides

    @property
    def is_judged(self) -> bool:
        """Whether it is judged by camera."""
        return self.film is not None

    @property
    def views(self) -> tuple[ViewLabel, ...]:
        """Views to film it in, best first; none where it is not judged."""
        return self.film.views if self.film else ()

    @property
    def hint(self) -> str:
        """How to film it; empty if it is not judged."""
        return self.film.hint if self.film else ""

    @property
    def status(self) -> Status:
        """The lowest status of its cues: ``tested`` once all of them are."""
        order = get_args(Status)
        return min((cue.status for cue in self.cue), key=order.index, default="draft")

    @property
    def quantities(self) -> list[Quantity]:
        """All quantities that it reads: gates first, then checks."""
        gates: tuple[Gate, ...] = ()
        if self.counting is not None:
            gates = (*self.counting.gates, *self.counting.passes)
        if self.hold is not None:
            gates = self.hold.gates
        whens = [cue.when for cue in self.cue if cue.when is not None]
        conditions = [condition for gate in (*gates, *whens) for condition in gate.conditions]
        return [*conditions, *(check for cue in self.cue for check in cue.check if isinstance(check, Check))]

    @property
    def how(self) -> Counting | Holding | Running | Timer | Log:
        """The section that says how it is done."""
        found: Counting | Holding | Running | Timer | Log = getattr(self, self.mode)
        return found

    @model_validator(mode="after")
    def _cues(self) -> Self:
        ids = [cue.id for cue in self.cue]
        double = {i for i in ids if ids.count(i) > 1}
        if double:
            msg = f"cue ids appear twice: {', '.join(sorted(double))}"
            raise ValueError(msg)
        target = self.counting.target_cue if self.counting else None
        if target is not None and target not in ids:
            msg = f"counting.target_cue {target!r} is not a cue of this exercise.{did_you_mean(target, ids)}"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _deciding(self) -> Self:
        for cue in self.deciding_cues:
            if self.mode == "gait" or cue.is_of_set:
                msg = f"cue {cue.id!r} cannot be deciding: it is not judged on each repetition or hold"
                raise ValueError(msg)
            if not (cue.severity == "major" or self._is_target(cue) or self._is_most_severe(cue)):
                msg = (
                    f"cue {cue.id!r} cannot be deciding: a deciding cue is major, or the counting.target_cue, or the "
                    f"most severe one of a view in film.views; this one is {cue.severity}"
                )
                raise ValueError(msg)
        majors = [cue.id for cue in self.cue if cue.severity == "major" and cue.enabled and not cue.is_of_set]
        if self.counting is not None and majors and not self.deciding_cues:
            msg = f"say with deciding = true which cues a repetition in form needs; major ones are {', '.join(majors)}"
            raise ValueError(msg)
        return self

    def _is_target(self, cue: Cue) -> bool:
        return self.counting is not None and self.counting.target_cue == cue.id

    def _is_most_severe(self, cue: Cue) -> bool:
        """Whether no cue of the body is more severe from one of the views to film in that show this one."""
        of_body = [other for other in self.cue if other.enabled and not other.is_of_set and not other.is_of_time]
        above = [other for other in of_body if severity_rank(other.severity) > severity_rank(cue.severity)]
        return any(view in cue.views and all(view not in other.views for other in above) for view in self.views)

    @property
    def deciding_cues(self) -> tuple[Cue, ...]:
        """Cues that a repetition or hold in form needs: those of them that the view shows must be judged and fine.

        They are what a physical therapist would check first: major cues, the target of the count, and, from a view
        that shows no major cue, the most severe ones that it shows.
        """
        return tuple(cue for cue in self.cue if cue.deciding and cue.enabled)

    @property
    def needs_dorsal(self) -> bool:
        """Whether a cue reads the outline of the back, for which the pose model has to segment the person."""
        return any(isinstance(c, Check) and c.measure == "back_curvature" for cue in self.cue for c in cue.check)

    @property
    def source_codes(self) -> list[str]:
        """Codes of all references that it names, in the order of their list."""
        named = (self.articles, self.how.source, self.dose.source, *(cue.source for cue in self.cue))
        return in_listed_order(code for source in named for code in source)

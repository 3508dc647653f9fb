"""The options that several commands of the command line take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from formcheck.records import ModelName, Side, ViewLabel


class ViewOption(StrEnum):
    """From where the clip was filmed."""

    AUTO = "auto"
    SIDE = "side"
    FRONT = "front"
    REAR = "rear"

    @property
    def override(self) -> ViewLabel | None:
        """The view to insist on, None to detect it."""
        return None if self is ViewOption.AUTO else cast(ViewLabel, self.value)


class SideOption(StrEnum):
    """Which side of the body is turned to the camera."""

    AUTO = "auto"
    LEFT = "left"
    RIGHT = "right"

    @property
    def override(self) -> Side | None:
        """The side to insist on, None to detect it."""
        return None if self is SideOption.AUTO else cast(Side, self.value)


class ModelOption(StrEnum):
    """Pose models, small to large."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"

    @property
    def chosen(self) -> ModelName:
        """The name as the library knows it."""
        return self.value


Exercise = Annotated[
    str, typer.Option("--exercise", "-e", help="Id of the exercise; `formcheck exercises` lists them.")
]
View = Annotated[ViewOption, typer.Option(help="From where it was filmed.")]
Near = Annotated[SideOption, typer.Option("--side", help="Which side of the body is turned to the camera.")]
Model = Annotated[ModelOption, typer.Option(help="Pose model.")]
SubjectOption = Annotated[
    str | None,
    typer.Option("--subject", help="Whom to judge: X,Y on the person, in shares of width and height; or X,Y,SECONDS."),
]
OwnExercises = Annotated[
    Path | None,
    typer.Option(
        "--exercises", envvar="FORMCHECK_EXERCISES", metavar="DIR",
        help="Folder with definitions of your own. One with the id of a built-in exercise replaces it.",
    ),
]  # fmt: skip
Profiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--profile", metavar="FILE",
        help="TOML file with adjustments. Repeat it for a cascade, such as a clinic's and then a person's: the later "
        "one wins.",
    ),
]  # fmt: skip
OwnProgrammes = Annotated[
    Path | None,
    typer.Option(
        "--programmes", envvar="FORMCHECK_PROGRAMMES", metavar="DIR",
        help="Folder with programmes of your own. One with the id of a built-in programme replaces it.",
    ),
]  # fmt: skip
CaptureFps = Annotated[
    float | None,
    typer.Option(min=1.0, help="Frames a second at which a run was filmed, where the clip is in slow motion."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]

"""The options that several commands take, each as an annotated type."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.pose.privacy import Privacy
from formcheck.records import HEIGHTS_CM, ModelName

if TYPE_CHECKING:
    from formcheck.pose.people.subject import Subject
else:
    # Typer looks the names of types up when it makes the commands; the parser makes the real one when it is given.
    Subject = object


def _subject(text: str) -> Subject:
    from formcheck.pose.people.subject import Subject

    return Subject.parse(text)


ExerciseOption = Annotated[
    str, typer.Option("--exercise", "-e", metavar="ID", help="The exercise; `formcheck exercises` lists them.")
]
FoundOption = Annotated[
    str,
    typer.Option(
        "--exercise", "-e", metavar="ID|auto",
        help="The exercise; `formcheck exercises` lists them. auto identifies it, and asks if unsure.",
    ),
]  # fmt: skip
ViewOption = Annotated[
    Literal["auto", "side", "front", "rear"],
    typer.Option("--view", help="The view of the camera; auto detects it."),
]
SideOption = Annotated[
    Literal["auto", "left", "right"],
    typer.Option("--side", help="The side of the body turned to the camera; auto detects it."),
]
ModelOption = Annotated[ModelName, typer.Option("--model", help="The pose model.")]
SubjectOption = Annotated[
    Subject | None,
    typer.Option(
        "--subject",
        parser=_subject,
        metavar="X,Y[,SECONDS]",
        help="A point on the person to judge, in a clip with several people: shares of the frame's width and height, "
        "and a time. By default the person who exercises is judged.",
    ),
]
ProfileOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help="TOML file with adjustments. May be repeated, such as for a clinic and then a person: later values "
        "override earlier ones.",
    ),
]
ExercisesOption = Annotated[
    Path | None,
    typer.Option(
        "--exercises",
        envvar="FORMCHECK_EXERCISES",
        metavar="DIR",
        help="Folder with custom exercises. One with the id of a built-in exercise replaces it.",
    ),
]
ProgrammesOption = Annotated[
    Path | None,
    typer.Option(
        "--programmes",
        envvar="FORMCHECK_PROGRAMMES",
        metavar="DIR",
        help="Folder with custom programmes. One with the id of a built-in programme replaces it.",
    ),
]
CaptureFpsOption = Annotated[
    float | None,
    typer.Option(
        "--capture-fps",
        min=1.0,
        help="Frames per second at which the clip was filmed, if it plays in slow motion; all times are then those of "
        "the movement.",
    ),
]
MirroredOption = Annotated[
    bool,
    typer.Option(
        "--mirrored",
        help="The clip is a mirror image, as some front cameras store it: it is mirrored back.",
    ),
]
PrivacyOption = Annotated[
    Privacy,
    typer.Option(
        "--privacy",
        help="What pictures show: everything (none), the body with face and surroundings blurred (blur), or the "
        "skeleton on a neutral background (skeleton).",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        help="How many processes analyse a long clip at the same time; by default one for each core, at most eight. "
        "The number does not change the result.",
    ),
]
ShareOption = Annotated[
    bool,
    typer.Option(
        "--share",
        help="Also write share.mp4: an upright, silent clip of at most 20 s, with the best repetition and the worst "
        "moment.",
    ),
]
HeightOption = Annotated[
    float | None,
    typer.Option(
        "--height",
        min=HEIGHTS_CM[0],
        max=HEIGHTS_CM[1],
        metavar="CM",
        help="Body height in centimetres: lengths are then given in centimetres, not as shares of the body.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print only JSON.")]

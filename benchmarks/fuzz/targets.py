"""Bytes in, read as one kind of file that formcheck opens; what comes out is a result or a clear error."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.fuzz.archives import flat, zipped
from benchmarks.fuzz.seeds import PROFILE
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import FPS, performed
from benchmarks.synthetic.truth import ideal_pose
from formcheck.analysis.results_folder import results_folder
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import CATALOGUE, load_exercise
from formcheck.catalogue.profile import read_profile, resolve_exercise
from formcheck.catalogue.programme import Programme, programme_files
from formcheck.catalogue.toml.folder import validated
from formcheck.catalogue.toml.inherit import resolve
from formcheck.catalogue.toml.located import Located, read_toml
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.export.results import open_results
from formcheck.export.share.opening import open_share
from formcheck.export.share.packing import pack
from formcheck.pose.recording import PoseTrack
from formcheck.records import Pose

CORPUS: Final = Path(__file__).parent / "corpus"
_DEFINITIONS: Final = ("squat", "front_plank", "run_cadence", "goblet_squat", "foam_roll", "walking_lunge")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of file: its suffix, what to begin with, and what reads it."""

    suffix: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[Path], None]
    file_of: Callable[[bytes], bytes] = bytes
    """Makes the file of an input, where it is another than the input itself."""

    def try_on(self, content: bytes) -> str:
        """Read some bytes as such a file; return the error that a user would see, empty where there is none.

        Every other error is one of formcheck and is raised.
        """
        with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as folder:
            path = Path(folder) / f"tried{self.suffix}"
            path.write_bytes(self.file_of(content))
            try:
                self.read(path)
            except FormcheckError as error:
                return str(error)
        return ""


def _definition(path: Path) -> None:
    exercise = validated(Exercise, resolve(path, [path.parent, CATALOGUE]), "exercise", path.stem)
    session = Session(exercise)
    for pose in _standing():
        session.push(pose)
    session.finish()


@cache
def _standing() -> tuple[Pose, ...]:
    """A few poses of a drawn body, so that a definition that is accepted is used too."""
    return tuple(_drawn())[:12]


def _drawn() -> list[Pose]:
    performance = performed(load_exercise("squat"), MOVEMENTS["squat"], None, in_view="side", most=1)
    times = np.arange(0.0, performance.duration_s, 1.0 / FPS).tolist()
    return [ideal_pose(performance.at(t_s).points, t_s, "side") for t_s in times]


def _programme(path: Path) -> None:
    validated(Programme, Located.of(read_toml(path), path), "programme", path.stem)


def _profile(path: Path) -> None:
    resolve_exercise("squat", profiles=[read_profile(path)])


def _recording(path: Path) -> None:
    session = Session("squat")
    for pose in list(PoseTrack.load(path).poses())[:40]:
        session.push(pose)
    session.finish()


def _share(path: Path) -> None:
    open_share(path, path.parent / "opened")


def _definitions() -> list[bytes]:
    return [(CATALOGUE / f"{name}.toml").read_bytes() for name in _DEFINITIONS]


def _programmes() -> list[bytes]:
    return [path.read_bytes() for path in programme_files().values()]


def _recordings() -> list[bytes]:
    return [flat(PoseTrack.from_poses(_drawn()[:8]).to_bytes())]


def _shares() -> list[bytes]:
    poses, session = _drawn(), Session("squat")
    for pose in poses:
        session.push(pose)
    report = session.finish()
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as folder:
        results, file = Path(folder) / "results", Path(folder) / "set.formcheck"
        with results_folder(results) as write:
            write(report, session.shown(), PoseTrack.from_poses(poses))
        pack(open_results(results), file, by="Runner")
        return [flat(file.read_bytes())]


TARGETS: Final[Mapping[str, Target]] = {
    "definitions": Target(".toml", _definitions, _definition),
    "programmes": Target(".toml", _programmes, _programme),
    "profiles": Target(".toml", lambda: [PROFILE.encode()], _profile),
    "recordings": Target(".npz", _recordings, _recording, zipped),
    "shares": Target(".formcheck", _shares, _share, partial(zipped, is_share=True)),
}


def kept(name: str) -> list[bytes]:
    """Read the inputs of a kind that were kept, in the order of their names."""
    with zipfile.ZipFile(CORPUS / f"{name}.zip") as archive:
        return [archive.read(entry) for entry in sorted(archive.namelist())]

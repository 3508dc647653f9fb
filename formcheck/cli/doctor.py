"""Reports which parts of formcheck work on this machine, and what to do about those that do not."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import get_args

from formcheck.cli.launching import APP_PACKAGES, INSTALL_APP, missing_packages
from formcheck.cli.store import missing_store_packages, open_store
from formcheck.errors import FormcheckError
from formcheck.records import ModelName
from formcheck.store.places import DATABASE_FILE, place

_PACKAGES = ("mediapipe", "opencv-contrib-python", "numpy", "av")
_LEAST_FREE_BYTES = 500_000_000
# All three models place every landmark of the packed person within 0.024 of her height.
_FARTHEST = 0.1


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The outcome of one examination; `remedy` says what to do if `works` is false."""

    name: str
    works: bool
    found: str
    remedy: str = ""


def diagnose() -> Iterator[Diagnosis]:
    """Examine everything that formcheck needs, one part after the other; nothing raises."""
    models: dict[str, Callable[[], Diagnosis]] = {f"pose model {m}": partial(_model, m) for m in get_args(ModelName)}
    for name, examine in (
        ("Python", _python), ("packages", _packages), ("app", _app), ("OpenCV", _opencv), *models.items(),
        ("H.264 encoder", _encoder), ("exercises", _exercises), ("store", _store), ("disk", _disk),
    ):  # fmt: skip
        yield _safely(name, examine)


def _safely(name: str, examine: Callable[[], Diagnosis]) -> Diagnosis:
    try:
        return examine()
    except FormcheckError as error:
        return Diagnosis(name, False, str(error), "Follow the message, then run `formcheck doctor` again.")
    except Exception as error:  # noqa: BLE001 - the other parts are examined all the same
        return Diagnosis(name, False, f"{type(error).__name__}: {error}", "Reinstall formcheck: `make setup`.")


def _python() -> Diagnosis:
    return Diagnosis("Python", sys.version_info >= (3, 11), sys.version.split()[0], "Install Python 3.11 or newer.")


def _packages() -> Diagnosis:
    missing = [name for name in _PACKAGES if not _version(name)]
    found = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES if name not in missing)
    text = f"missing: {', '.join(missing)}" if missing else found
    return Diagnosis("packages", not missing, text, "Run `make setup`, or `pip install formcheck` again.")


def _app() -> Diagnosis:
    """Report whether the app can be started; without it the library and the command line work all the same."""
    missing = missing_packages()
    found = ", ".join(f"{name} {_version(name)}" for name in APP_PACKAGES if name not in missing)
    return Diagnosis("app", True, f"not installed; `{INSTALL_APP}` installs it" if missing else found)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _opencv() -> Diagnosis:
    """Count the OpenCV packages: all write the same folder, so that the last to be installed or removed decides."""
    found = sorted({(d.name or "").lower() for d in metadata.distributions() if (d.name or "").startswith("opencv")})
    remedy = f"`pip uninstall -y {' '.join(found)}`, then `pip install opencv-contrib-python`."
    return Diagnosis("OpenCV", found == ["opencv-contrib-python"], ", ".join(found) or "none", remedy)


def _model(model: ModelName) -> Diagnosis:
    """Verify a model, compare it pruned and whole, and detect the packed person with it."""
    from formcheck.pose.landmarker import Landmarker
    from formcheck.pose.model.bundle import locate, verify
    from formcheck.pose.model.comparison import maskless_bundle, tested_mediapipe
    from formcheck.pose.model.person import packed_person
    from formcheck.records import Frame

    name, person, note = f"pose model {model}", packed_person(), maskless_bundle(verify(locate(model)), anew=True).note
    remedy = f'Install the MediaPipe that formcheck was tested with: pip install "{tested_mediapipe()}"'
    with Landmarker(model) as landmarker:
        pose = landmarker.detect(Frame(0, 0.0, person.image))
    if not pose.found:
        return Diagnosis(name, False, "the file is intact, but nobody is found in the image of a person", remedy)
    farthest = person.farthest(pose.landmarks)
    found = f"finds the person in the bundled image, all landmarks within {farthest:.0%} of the person's height"
    return Diagnosis(name, farthest <= _FARTHEST, f"{found}. {note}" if note else found, remedy)


def _encoder() -> Diagnosis:
    import av

    works = "libx264" in av.codecs_available
    return Diagnosis(
        "H.264 encoder", works, "libx264" if works else "none", "Reinstall PyAV: `pip install --force-reinstall av`."
    )


def _exercises() -> Diagnosis:
    from formcheck.catalogue.library import exercises

    return Diagnosis("exercises", True, f"{len(exercises())} definitions, all valid")


def _store() -> Diagnosis:
    """Say where sets are kept; the store is opened where there is one, and none is made."""
    lies = place()
    shown = str(lies.home) if lies.is_embedded else f"{lies.home}, rows in {lies.shown_url}"
    if missing := missing_store_packages():
        return Diagnosis("store", True, f"{shown}; not used, as {', '.join(missing)} come with the app")
    if lies.is_embedded and not (lies.home / DATABASE_FILE).is_file():
        return Diagnosis("store", True, f"{shown}; empty, created when the first set is kept")
    with open_store() as opened:
        found = [fault for fault in opened.check(is_deep=False) if not fault.is_fresh]
        kept = f"sets: {opened.count_sets()}, people: {len(opened.people())}"
    text = f"{shown}; {kept}" + (f"; {len(found)} files or rows are damaged" if found else "")
    return Diagnosis("store", not found, text, "To see which, and what to do: formcheck store check")


def _disk() -> Diagnosis:
    free = shutil.disk_usage(Path.cwd()).free
    return Diagnosis(
        "disk",
        free > _LEAST_FREE_BYTES,
        f"{free / 1e9:.1f} GB free here",
        "Free some space: a clip needs about its own size.",
    )

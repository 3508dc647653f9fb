import contextlib
import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from formcheck.errors import OutputError, UnreadableRecordingError
from formcheck.pose import recording
from formcheck.pose.recording import PoseTrack

ARRAYS = ("t_s", "landmarks", "world", "dorsal")


def make_track(n: int = 4, source: str | None = None) -> PoseTrack:
    numbers = np.random.default_rng(n)
    landmarks, world = numbers.uniform(0, 400, (n, 33, 4)), numbers.uniform(-1, 1, (n, 33, 4))
    landmarks[0] = world[0] = np.nan
    dorsal = numbers.uniform(0, 0.5, (n, 19))
    return PoseTrack(
        t_s=np.arange(n) / 30,
        landmarks=landmarks,
        world=world,
        dorsal=dorsal,
        width_px=601,
        height_px=480,
        source=source,
    )


def arrays_of(track: PoseTrack) -> dict[str, Any]:
    return {name: getattr(track, name) for name in (*ARRAYS, "width_px", "height_px")}


def write(path: Path, arrays: dict[str, Any]) -> Path:
    np.savez(path, **arrays)
    return path


def assert_same(a: PoseTrack, b: PoseTrack) -> None:
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    assert (a.width_px, a.height_px, a.source) == (b.width_px, b.height_px, b.source)


@pytest.mark.slow
@given(
    times_s=st.lists(st.floats(0, 1e4), min_size=1, max_size=5, unique=True).map(sorted),
    values=hnp.arrays(np.float64, (33, 4), elements=st.floats(-1e4, 1e4) | st.just(np.nan)),
    source=st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
)
@settings(deadline=None, max_examples=30)
def test_load_gives_what_save_wrote(
    tmp_path_factory: pytest.TempPathFactory, times_s: list[float], values: NDArray[np.float64], source: str | None
) -> None:
    n = len(times_s)
    track = PoseTrack(
        t_s=np.array(times_s),
        landmarks=np.stack([values] * n),
        world=np.stack([values[::-1]] * n),
        dorsal=np.full((n, 19), np.nan),
        width_px=7,
        height_px=5,
        source=source,
    )
    path = tmp_path_factory.mktemp("track") / "poses.npz"
    track.save(path)
    assert_same(PoseTrack.load(path), track)


def test_poses_and_from_poses_are_inverse() -> None:
    track = make_track(source="clip.mp4")
    assert_same(PoseTrack.from_poses(track.poses(), "clip.mp4"), track)
    assert [pose.found for pose in track.poses()] == [False, True, True, True]


def test_a_name_without_suffix_is_kept(tmp_path: Path) -> None:
    make_track().save(tmp_path / "poses")
    assert [path.name for path in tmp_path.iterdir()] == ["poses"]


def test_a_recording_without_dorsal_profile_has_none(tmp_path: Path) -> None:
    arrays = arrays_of(make_track())
    del arrays["dorsal"]
    loaded = PoseTrack.load(write(tmp_path / "a.npz", arrays))
    assert loaded.dorsal.shape == (4, 19)
    assert np.isnan(loaded.dorsal).all()


@pytest.mark.parametrize("name", ["shot", "scene"])
def test_shots_are_read_under_their_older_name_too(tmp_path: Path, name: str) -> None:
    loaded = PoseTrack.load(write(tmp_path / "a.npz", arrays_of(make_track()) | {name: np.array([0, 0, 1, 2])}))
    assert [pose.shot for pose in loaded.poses()] == [0, 0, 1, 2]


def test_other_number_types_are_read(tmp_path: Path) -> None:
    arrays = arrays_of(make_track()) | {"width_px": np.array([601.0]), "t_s": np.arange(4, dtype=np.int32)}
    arrays["landmarks"] = arrays["landmarks"].astype(np.float32)
    loaded = PoseTrack.load(write(tmp_path / "a.npz", arrays))
    assert loaded.width_px == 601
    assert loaded.landmarks.dtype == loaded.t_s.dtype == np.float64


WRONG = {
    "times stand still": ({"t_s": np.array([0.0, 0.1, 0.1, 0.2])}, "do not increase"),
    "times go back": ({"t_s": np.array([0.0, 0.2, 0.1, 0.3])}, "do not increase"),
    "a time is NaN": ({"t_s": np.array([0.0, np.nan, 0.2, 0.3])}, "do not increase"),
    "too few times": ({"t_s": np.array([0.0, 0.1])}, r"landmarks has the shape \(4, 33, 4\) instead of \(2, 33, 4\)"),
    "17 landmarks": ({"landmarks": np.zeros((4, 17, 4))}, r"landmarks has the shape \(4, 17, 4\)"),
    "no visibility": ({"world": np.zeros((4, 33, 3))}, r"world has the shape \(4, 33, 3\)"),
    "short profile": ({"dorsal": np.zeros((4, 5))}, r"dorsal has the shape \(4, 5\) instead of \(4, 19\)"),
    "no width": ({"width_px": np.array(0)}, "frame size is 0 x 480"),
    "half a pixel": ({"height_px": np.array(480.5)}, "whole pixels"),
    "no number at all": ({"height_px": np.array(np.nan)}, "frame size|NaN"),
    "two heights": ({"height_px": np.array([480, 480])}, "whole pixels"),
    "words": ({"landmarks": np.full((4, 33, 4), "x")}, "could not convert"),
    "objects": ({"landmarks": np.array([None])}, "allow_pickle"),
    "a flat array": ({"t_s": np.zeros((2, 2))}, r"t_s has the shape \(2, 2\)"),
    "no frame": (
        {"t_s": np.zeros(0), "dorsal": np.zeros((0, 19))} | dict.fromkeys(("landmarks", "world"), np.zeros((0, 33, 4))),
        "holds no frame",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "reason"), WRONG.values(), ids=WRONG.keys())
def test_arrays_that_do_not_fit_are_named(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = write(tmp_path / "a.npz", arrays_of(make_track()) | change)
    with pytest.raises(UnreadableRecordingError, match=reason) as caught:
        PoseTrack.load(path)
    assert "try: formcheck record" in str(caught.value)


def test_all_missing_arrays_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecordingError, match="lacks t_s, world, height_px and holds landmarks, width_px"):
        PoseTrack.load(write(tmp_path / "a.npz", {"landmarks": np.zeros((1, 33, 4)), "width_px": 5}))


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecordingError, match=r"no file .*none\.npz"):
        PoseTrack.load(tmp_path / "none.npz")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecordingError, match="not a pose recording"):
        PoseTrack.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\x93NUMPY\x01\x00"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (path := tmp_path / "a.npz").write_bytes(content)
    with pytest.raises(UnreadableRecordingError, match="not a pose recording"):
        PoseTrack.load(path)


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    with (path := tmp_path / "a.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(UnreadableRecordingError, match="single array"):
        PoseTrack.load(path)


@given(share=st.floats(0, 1), change=st.integers(1, 255))
@settings(deadline=None, max_examples=60)
def test_a_damaged_file_is_refused_or_read_but_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, share: float, change: int
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "a.npz"
    make_track(2).save(path)
    content = bytearray(path.read_bytes())
    content[int(share * (len(content) - 1))] ^= change
    path.write_bytes(content)
    with contextlib.suppress(UnreadableRecordingError):
        track = PoseTrack.load(path)
        assert track.landmarks.shape == track.world.shape == (len(track.t_s), 33, 4)
        assert (np.diff(track.t_s) > 0).all()


def test_an_archive_made_to_explode_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_MOST_BYTES", 5_000_000)
    path = tmp_path / "bomb.npz"
    np.savez_compressed(path, **arrays_of(make_track()), more=np.zeros(1_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableRecordingError, match="unpacks to 8 MB, and at most 5 MB are read"):
        PoseTrack.load(path)


def test_an_array_that_announces_more_than_there_is_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.npz", arrays_of(make_track()))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["t_s.npy"] = members["t_s.npy"].replace(b"(4,), }" + b" " * 12, b"(4000000000000,), }")
    assert b"4000000000000" in members["t_s.npy"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableRecordingError):
        PoseTrack.load(path)


def test_saving_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        make_track().save(tmp_path / "file" / "poses.npz")


def test_poses_of_two_sizes_make_no_track() -> None:
    first, second = list(make_track(2).poses())
    with pytest.raises(ValueError, match="found 2 sizes"):
        PoseTrack.from_poses([first, dataclasses.replace(second, width_px=5)])


def test_no_poses_make_no_track() -> None:
    with pytest.raises(ValueError, match="found 0 sizes"):
        PoseTrack.from_poses([])

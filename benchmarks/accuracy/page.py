"""The page that people read, from the rows that a machine reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.accuracy.agreement import Cell, Row
from benchmarks.accuracy.counting import is_exact
from benchmarks.accuracy.results import Results
from benchmarks.accuracy.words import INTRO, NOTES

_AGREEMENT = ("n", "clips", "mae", "bias", "low", "high", "clip_sd")
_OUTLINE = ("outlines", "lowest", "median", "highest")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "headline": ("what", "aim", "measured", "same measure", "result"),
    "judged": ("measure", "view", "limb", "unit", "n", "mae", "bias", "low", "high", "error95", "registered", "enough"),
    "judged by cue": (
        "exercise", "cue", "measure", "read", "view", "limb",
        "n", "mae", "bias", "low", "high", "error95", "registered",
    ),
    "frames": ("measure", "view", "limb", "unit", *_AGREEMENT),
    "angles": ("measure", "limb", *_AGREEMENT),
    "angles by body": ("measure", "limb", "body", *_AGREEMENT),
    "depth": ("exercise", "limb", *_AGREEMENT),
    "clips": (
        "clip", "found %", "repetitions", "counted", "counted on true joints", "side right",
        "view reported", "facing right",
    ),
    "boundaries": ("exercise", "edge", "against", "n", "median", "p95", "bias"),
    "faults": (
        "exercise", "view", "drawn", "cue", "size", "repetitions", "judged", "ok", "caution", "fault",
        "sensitivity", "noticed",
    ),
    "reliable": ("exercise", "view", "drawn", "cue", "judged", "largest drawn", "as a fault", "as caution or fault"),
    "spine": ("bend", "repetitions", "judged", "ok", "caution", "fault", "sensitivity", "noticed", *_OUTLINE),
    "false": (
        "exercise", "view", "cue", "good", "caution", "fault", "true fault", "other cues", "false fault", "where",
    ),
    "unjudged": (
        "exercise", "view", "cue", "repetitions", "reason", "not judged", "share", "rightly", "wrongly",
    ),
}  # fmt: skip
_FALSE = ("caution", "fault", "true fault", "false fault")
_SHARES = frozenset({"sensitivity", "noticed", "share"})
_WORDS = {
    "mae": "mean absolute error", "low": "2.5 %", "high": "97.5 %", "clip_sd": "SD of clips", "p95": "95th percentile",
    "drawn": "fault drawn", "good": "judged in good form", "other cues": "judged beside another fault",
    "fault": "fault given", "noticed": "as caution or fault", "same measure": "against the same measure",
    "largest drawn": "largest drawn (errors beyond warn)",
}  # fmt: skip


def page(results: Results) -> str:
    """Write the page."""
    about = results.about
    parts = [INTRO.format(**about), _section("## The figures that were aimed at", "headline", results.headline)]
    for group, sections in results.groups.items():
        parts.append(f"# Bodies {group}: {about[group]}\n")
        parts += _group(sections)
    return "\n".join(parts).rstrip() + "\n"


def _group(rows: Mapping[str, Sequence[Row]]) -> list[str]:
    return [
        _section("## Errors of the values that verdicts are made of", "judged", [_enough(r) for r in rows["judged"]]),
        _section("## Errors of measures, frame by frame", "frames", rows["frames"]),
        _section("## Against true angles in space, within repetitions", "angles", rows["angles moving"]),
        _section("## Against true angles in space, all frames", "angles", rows["angles"], note=False),
        _section("## Against true angles in space, body by body", "angles by body", _sorted(rows["angles by body"])),
        _section("## Knee flexion at the bottom", "depth", rows["depth"]),
        "## Detection and repetitions\n\n" + _counts(rows["clips"]),
        _section("### Clips with something wrong", "clips", [_percent(r) for r in rows["clips"] if not _is_right(r)]),
        _section("### Boundaries of repetitions", "boundaries", rows["boundaries"]),
        _section("## Faults by their true size", "faults", rows["faults"]),
        _section("## The smallest fault found reliably", "reliable", [_reached(r) for r in rows["reliable"]]),
        _section("## A rounded back", "spine", rows["spine"]),
        _section("## False faults", "false", [r for r in rows["false"] if any(r[name] for name in _FALSE)]),
        _section("## Not judged", "unjudged", [r for r in rows["unjudged"] if r["reason"] != "view" or r["wrongly"]]),
        _section("## Errors of judged values, check by check", "judged by cue", rows["judged by cue"], note=False),
    ]


def _section(title: str, name: str, rows: Sequence[Row], *, note: bool = True) -> str:
    text = f"{title}\n\n" + (f"{NOTES[name]}\n\n" if note and name in NOTES else "")
    return text + (table(rows, COLUMNS[name]) if rows else "None.\n")


def table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Write rows as a table, with the columns named."""
    head = [_WORDS.get(name, name) for name in columns]
    lines = [head, ["---"] * len(columns)] + [[_cell(row, name) for name in columns] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        return "-"
    if name in _SHARES and isinstance(value, float):
        return f"{value:.0%}"
    return f"{value:.{_decimals(row)}f}" if isinstance(value, float) else str(value)


def _decimals(row: Row) -> int:
    """One for degrees; ratios and seconds are small."""
    if "edge" in row:
        return 0
    return 3 if row.get("unit") in ("ratio", "ratio/s", "s") or "outlines" in row else 1


def _sorted(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["measure"]), str(row["limb"]), str(row["body"])))


def _enough(row: Row) -> Row:
    return row | {"enough": "yes" if _number(row["error95"]) <= _number(row["registered"]) else "no"}


def _number(value: Cell) -> float:
    return float(str(value))


def _percent(row: Row) -> Row:
    return row | {"found %": 100.0 * _number(row["found"]) / _number(row["frames"])}


def _is_right(row: Row) -> bool:
    seen = row["found"] == row["frames"] and row["view reported"] == row["view"] and row["facing right"] == 1
    return is_exact(row) and seen and row["side right"] == row["matched"]


def _counts(rows: Sequence[Row]) -> str:
    names = ("found", "frames", "matched", "side right")
    found, frames, matched, side = (sum(int(_number(row[name])) for row in rows) for name in names)
    exact = sum(is_exact(row) for row in rows)
    viewed = sum(row["view reported"] == row["view"] for row in rows)
    return (
        f"The person was found in {found} of {frames} frames ({found / max(frames, 1):.2%}). Repetitions are exact in "
        f"{exact} of {len(rows)} clips, the working side is right in {side} of {matched} repetitions, and the view in "
        f"{viewed} of {len(rows)} clips.\n"
    )


def _reached(row: Row) -> Row:
    return row | {"as a fault": _from(row, "fault"), "as caution or fault": _from(row, "noticed")}


def _from(row: Row, name: str) -> str:
    excess, size = row[f"{name} from"], row[f"{name} from size"]
    if excess is None or size is None:
        return "not reached"
    return f"{_number(excess):+.1f} ({_number(size):.3g} {row['unit']})"

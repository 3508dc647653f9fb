"""Turns the models of an exercise file into a JSON schema, with which editors complete and check it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import AfterValidator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from formcheck.catalogue.checks import MeasureName
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import CATALOGUE
from formcheck.catalogue.modes import Mode
from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.catalogue.sources import SourceCode, references
from formcheck.catalogue.toml.inherit import REPLACED
from formcheck.motion.measures.registry import exercise_measures
from formcheck.motion.segmenting.working_side import RULES

Schema = dict[str, Any]

SCHEMA_FILE = CATALOGUE / "_schema.json"
_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that TOML editors support."""

_KNOWN: Mapping[str, Iterable[str]] = {"set_measure": SET_MEASURES, "working_side": RULES}
"""Values that a key accepts, where its type does not list them."""

_INHERITANCE: Schema = {
    "based_on": {
        "type": "string",
        "description": "Id of the definition that this one builds on; whatever is not given here is taken from there.",
    },
    "without": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Parts that are not taken from there: cues by their id, keys by their dotted name.",
    },
}


def schema_text() -> str:
    """Write the schema as text for its file."""
    return json.dumps(exercise_schema(), indent=1, allow_nan=False) + "\n"


def exercise_schema() -> Schema:
    """Make the schema from the models, with all known names; a file with `based_on` requires no key."""
    full = _clean(Exercise.model_json_schema(by_alias=True, schema_generator=_Generator))
    defs, root = full.pop("$defs", {}), full
    del root["properties"]["id"]
    root["required"] = [key for key in root["required"] if key != "id"]
    needed = _needed(root, defs) | {"oneOf": [{"required": [mode]} for mode in get_args(Mode)]}
    for schema in (root, *(defs[name] for name in dict.fromkeys(_merging(root, defs)))):
        schema["required"] = [key for key in schema.get("required", []) if key == "id"]
    properties = {"type": "object", "properties": _INHERITANCE | root.pop("properties")}
    without_base = {"if": {"not": {"required": ["based_on"]}}, "then": needed}
    return {"$schema": _DIALECT, **root, **properties, "dependencies": {"without": ["based_on"]}, **without_base,
            "$defs": defs}  # fmt: skip


class _Generator(GenerateJsonSchema):
    """Knows the measures and the references."""

    def function_after_schema(self, schema: Any) -> JsonSchemaValue:
        """Spell out the names of measures and the codes of references."""
        known = {_check_of(MeasureName): sorted(exercise_measures()), _check_of(SourceCode): list(references())}
        names = known.get(schema["function"]["function"])
        return super().function_after_schema(schema) | ({"enum": names} if names else {})


def _check_of(name: Any) -> Any:
    """Return the function that a name must pass."""
    return next(part.func for part in get_args(name) if isinstance(part, AfterValidator))


def _clean(schema: Any) -> Any:
    """Leave out null and infinite defaults, which TOML cannot express, and titles, which repeat the names."""
    if isinstance(schema, list):
        return [_clean(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {_key(key): _clean_of(key, inner) for key, inner in schema.items() if not _is_noise(key, inner)}
    kinds = [kind for kind in kept.get("anyOf", []) if kind != {"type": "null"}]
    return {key: inner for key, inner in kept.items() if key != "anyOf"} | kinds[0] if len(kinds) == 1 else kept


def _key(key: str) -> str:
    # Merged tables require nothing, so that more than one alternative may fit.
    return "anyOf" if key == "oneOf" else key


def _is_noise(key: str, value: object) -> bool:
    infinite = isinstance(value, float) and math.isinf(value)
    return key in ("title", "discriminator") or (key == "default" and (value is None or infinite))


def _clean_of(key: str, value: Any) -> Any:
    if key not in ("properties", "$defs"):
        return _clean(value)
    named = {name: _clean(inner) for name, inner in value.items()}
    known = {name: {"enum": sorted(_KNOWN[name])} for name in named if name in _KNOWN and key == "properties"}
    return {name: inner | known.get(name, {}) for name, inner in named.items()}


def _needed(schema: Schema, defs: Schema) -> Schema:
    """Collect the keys that a definition without a base must have, at every level."""
    schema = defs[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    needed: Schema = {"required": schema["required"]} if schema.get("required") else {}
    inner = {name: found for name, part in schema.get("properties", {}).items() if (found := _needed(part, defs))}
    items = _needed(schema["items"], defs) if "items" in schema else {}
    return needed | ({"properties": inner} if inner else {}) | ({"items": items} if items else {})


def _merging(schema: Schema, defs: Schema) -> Iterator[str]:
    """Yield the names of the tables that are merged into those of a base; see `inherit`."""
    for key, part in schema["properties"].items():
        if key in REPLACED:
            continue
        tables = [name for name in _named(part.get("items", {})) if "id" in defs[name]["properties"]]
        for name in (*_named(part), *tables):
            yield name
            yield from _merging(defs[name], defs)


def _named(schema: Schema) -> list[str]:
    """List the names of the tables that a value may be."""
    kinds = [schema, *schema.get("anyOf", [])]
    names = [kind["$ref"].rpartition("/")[2] for kind in kinds if "$ref" in kind]
    return names

"""The tree of errors is as it is drawn, and each branch has an exit code of its own."""

from __future__ import annotations

import inspect
import re

from formcheck import errors
from formcheck.errors import FormcheckError, did_you_mean

BRANCH = re.compile(r"^    (?P<indent>[│├└─ ]*)(?P<name>\w+Error)\b +(?P<code>\d)?")


def drawn() -> dict[str, tuple[str, int]]:
    """The base and the exit code of each class in the drawing; a class without a code has that of its base."""
    tree: dict[str, tuple[str, int]] = {}
    path: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if (branch := BRANCH.match(f"{line} ")) is None:
            continue
        path = path[: len(branch["indent"]) // 4]
        base = path[-1] if path else "Exception"
        tree[branch["name"]] = (base, int(branch["code"]) if branch["code"] else tree[base][1])
        path.append(branch["name"])
    return tree


def test_the_tree_is_as_drawn() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, FormcheckError)]
    assert {kind.__name__: (kind.__base__.__name__, kind.exit_code) for kind in kinds if kind.__base__} == drawn()


def test_each_branch_has_an_exit_code_of_its_own() -> None:
    codes = [kind.exit_code for kind in FormcheckError.__subclasses__()]
    assert sorted(codes) == [2, 3, 4, 5, 6, 7, 8]


def test_near_words_are_suggested() -> None:
    assert did_you_mean("sqat", ["squat", "deadlift"]) == " Did you mean 'squat'?"
    assert did_you_mean("xyz", ["squat", "deadlift"]) == ""

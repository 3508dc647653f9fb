"""Named items that files refer to: functions and what is said of them go in, a mapping from name to item comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from formcheck.errors import did_you_mean

Item = TypeVar("Item")
Function = TypeVar("Function", bound=Callable[..., Any])


class Registry(Mapping[str, Item]):
    """Items by name, in the order in which they were added, each name once.

    Parameters
    ----------
    kind : str
        What one item is called in a message, such as ``"measure"``.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._items: dict[str, Item] = {}

    def __getitem__(self, name: str) -> Item:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def add(self, name: str, item: Item) -> None:
        """Add an item.

        Raises
        ------
        ValueError
            If the name is taken.
        """
        if name in self._items:
            msg = f"there are two {self._kind}s called {name!r}"
            raise ValueError(msg)
        self._items[name] = item

    def register(self, describe: Callable[[Callable[..., Any]], Item]) -> Callable[[Function], Function]:
        """Make a decorator that adds ``describe(function)`` under the function's own name.

        Raises
        ------
        ValueError
            From the decorator, if the name is taken.
        """

        def decorate(function: Function) -> Function:
            self.add(function.__name__, describe(function))
            return function

        return decorate

    def find(self, name: str) -> Item:
        """Look an item up.

        Raises
        ------
        ValueError
            If nothing has that name; the nearest names are in the message.
        """
        if name not in self._items:
            msg = f"there is no {self._kind} {name!r}.{did_you_mean(name, self._items)}"
            raise ValueError(msg)
        return self._items[name]


def first_line(documented: object) -> str:
    """Return the first line of a docstring: what the value of a function means, or what a module holds."""
    return (documented.__doc__ or "").strip().splitlines()[0]

"""MediaPipe imported within, without the plots that it loads for drawings which nobody asks for here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_PLOTS: Final = ("matplotlib", "matplotlib.pyplot")


@contextmanager
def plots_when_needed() -> Iterator[None]:
    """Have what imports matplotlib within load it at its first use: it takes as long as all else of MediaPipe.

    Whoever imports it afterwards gets it as ever.
    """
    if any(name in sys.modules for name in _PLOTS):
        yield
        return
    package, plots = map(_later, _PLOTS)
    package.pyplot = plots  # type: ignore[attr-defined]
    sys.modules |= dict(zip(_PLOTS, (package, plots), strict=True))
    try:
        yield
    finally:
        for name in _PLOTS:
            del sys.modules[name]


def _later(name: str) -> ModuleType:
    def attribute(wanted: str) -> Any:
        if wanted.startswith("__"):  # what the import itself asks for
            raise AttributeError(wanted)
        return getattr(import_module(name), wanted)

    module = ModuleType(name)
    module.__getattr__ = attribute  # type: ignore[method-assign]
    return module

"""Pages keep what they keep in a folder of the test, not in that of whoever runs the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.store.places import HOME
from formcheck.ui.serving import keeping


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The store's folder, which nothing is in yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME, str(folder))
    known = (keeping.store, keeping.jobs, keeping.inbox)
    for each in known:
        each.cache_clear()
    yield folder
    if keeping.store.cache_info().currsize:
        keeping.store().close()
    for each in known:
        each.cache_clear()

"""What goes wrong on purpose, each while a set is done in Live and a clip is analysed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page

from benchmarks.live.driving import UNPLUG
from benchmarks.soak.server import Server, kill_one

LASTS_S: Final = 10.0
_BLOCK: Final = 1 << 20
_LARGEST_DISK: Final = 4 << 30
_FILLER: Final = "filler"


@dataclass(frozen=True, slots=True)
class World:
    """What faults act on: the app, the browser with a page *Live* and one for uploads, and the disk of the store."""

    server: Server
    context: BrowserContext
    live: Page
    upload: Page
    disk: Path | None


def _nothing(world: World) -> bool:
    world.live.wait_for_timeout(LASTS_S * 1000)
    return True


def _kill_a_worker(world: World) -> bool:
    return kill_one(world.server.workers())


def _lose_the_network(world: World) -> bool:
    world.context.set_offline(True)
    world.live.wait_for_timeout(LASTS_S * 1000)
    world.context.set_offline(False)
    return True


def _unplug_the_camera(world: World) -> bool:
    world.live.evaluate(UNPLUG)
    return True


def _fill_the_disk(world: World) -> bool:
    if world.disk is None:
        return False
    with _filled(world.disk):
        world.live.wait_for_timeout(LASTS_S * 1000)
    return True


def _kill_the_app(world: World) -> bool:
    world.server.kill()
    world.server.start()
    # As its user does; what was in the queue goes on.
    world.upload.goto(f"{world.server.address}/review")
    return True


FAULTS: Final[Mapping[str, Callable[[World], bool]]] = {
    "none": _nothing,
    "worker killed": _kill_a_worker,
    "network lost": _lose_the_network,
    "camera unplugged": _unplug_the_camera,
    "disk full": _fill_the_disk,
    "app killed": _kill_the_app,
}
"""What each fault does; it tells whether it could be done."""
TAKES_THE_SET: Final = frozenset({"network lost", "app killed"})
"""Faults after which the set under way may be gone."""


def is_small(disk: Path) -> bool:
    """Whether a disk can be filled without harm to anybody."""
    found = os.statvfs(disk)
    return found.f_blocks * found.f_frsize <= _LARGEST_DISK


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    filler = disk / _FILLER
    try:
        _fill(filler)
        yield
    finally:
        filler.unlink(missing_ok=True)


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for block in (_BLOCK, 1):
            try:
                while file.write(bytes(block)):
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

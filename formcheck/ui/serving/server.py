"""What the app adds to Streamlit's server: see `formcheck.ui.serving`."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config, runtime
from streamlit.starlette import App

from formcheck.errors import FormcheckError
from formcheck.ui.serving import films, made
from formcheck.ui.serving.closed import MediaClosed
from formcheck.ui.serving.films import FILMS
from formcheck.ui.serving.guard import Guard
from formcheck.ui.serving.keeping import inbox, jobs
from formcheck.ui.serving.uploads import UploadsToDisk

SCRIPT: Final = Path(__file__).parent / "script.py"
"""What runs for each page; not beside the folder `pages`, which Streamlit would take for pages of its own."""
_MIB: Final = 1 << 20
_SWEEPS_EVERY_S: Final = 600.0
logger = logging.getLogger(__name__)


def routes() -> Sequence[Route]:
    """Return the routes of files that are kept, or made on request."""
    served = {films.PREFIX: FILMS.serve, made.PREFIX: made.OFFERS.serve}
    return [Route(f"{_base()}{prefix}/{{secret}}/{{name}}", serve) for prefix, serve in served.items()]


def middleware() -> Sequence[Middleware]:
    """Return the middleware for every request, and that for uploads."""
    return [
        Middleware(Guard),
        Middleware(MediaClosed, base=_base()),
        Middleware(UploadsToDisk, inbox=inbox(), most_bytes=_most_bytes, is_active=_is_active),
    ]


@asynccontextmanager
async def lifespan(_: App) -> AsyncIterator[None]:
    """Run the workers as long as the app runs, so that the queue is processed even if no page is open."""
    await run_in_threadpool(_start)
    sweeping = asyncio.create_task(_sweep())
    FILMS.is_served = True
    try:
        yield
    finally:
        FILMS.is_served = False
        sweeping.cancel()
        await run_in_threadpool(_stop)


def _start() -> None:
    try:
        jobs().start()
        keep_scratch_at_home()
    except FormcheckError as error:
        # Each page that needs the store says the same.
        logger.error("%s", error)


def _stop() -> None:
    with suppress(FormcheckError):
        jobs().stop()
    tempfile.tempdir = None
    inbox().close()


def keep_scratch_at_home() -> None:
    """Keep temporary files within the store's folder, which may be encrypted.

    The inbox removes what a killed app left behind.
    """
    inbox().folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(inbox().folder)


async def _sweep() -> None:
    """Remove at intervals what ended sessions left behind."""
    while True:
        await run_in_threadpool(inbox().sweep, _is_active)
        await run_in_threadpool(made.OFFERS.sweep, _is_active)
        await asyncio.sleep(_SWEEPS_EVERY_S)


def _is_active(session_id: str) -> bool:
    return runtime.get_instance().is_active_session(session_id)


def _base() -> str:
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _most_bytes() -> int:
    return int(config.get_option("server.maxUploadSize")) * _MIB

"""Uploads go to disk in pieces; Streamlit decides, and nothing stays of what it refuses."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from formcheck.ui.serving.inbox import Inbox
from formcheck.ui.serving.uploads import UploadsToDisk
from tests.ui.serving.asgi import Answer, ask

SESSION, FILE = "5f0d3a86-1111-2222-3333-444455556666", "0b1c2d3e-7777-8888-9999-aaaabbbbcccc"
ADDRESS = f"/_stcore/upload_file/{SESSION}/{FILE}"
MOST = 40 * 1024 * 1024
PIECE = os.urandom(1 << 16)
BOUNDARY = "----of-the-browser"
FORM = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


class Streamlit:
    """What comes after: it answers as it is told, and remembers what it was sent."""

    def __init__(self, status: int = 204) -> None:
        self.status = status
        self.seen: list[tuple[str, str, str, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        name, content = "", b""
        if request.method == "PUT":
            async with request.form() as form:
                file = form["file"]
                assert not isinstance(file, str)
                name, content = file.filename or "", await file.read()
        self.seen.append((request.method, request.url.path, name, content))
        await Response(status_code=self.status)(scope, receive, send)


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "inbox")


def form(pieces: int, name: str = "squat.mp4") -> Iterator[bytes]:
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    for _ in range(pieces):
        yield PIECE
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def upload(inbox: Inbox, streamlit: Streamlit, pieces: int = 3, name: str = "squat.mp4") -> Answer:
    return ask(UploadsToDisk(streamlit, inbox, lambda: MOST, is_open), "PUT", ADDRESS, form(pieces, name), FORM)


def is_open(session: str) -> bool:
    return session == SESSION


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_clip_lies_in_the_inbox_and_streamlit_gets_its_name_alone(inbox: Inbox) -> None:
    streamlit = Streamlit()
    assert upload(inbox, streamlit, name="größer %22.mp4").status == 204
    assert streamlit.seen == [("PUT", ADDRESS, "größer %22.mp4", b"")]
    path = inbox.find(FILE)
    assert path is not None
    assert path.read_bytes() == PIECE * 3
    assert files_in(inbox.folder) == [path]


def test_a_large_clip_costs_little_memory(inbox: Inbox) -> None:
    tracemalloc.start()
    try:
        upload(inbox, Streamlit(), pieces=512)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    path = inbox.find(FILE)
    assert path is not None
    assert path.stat().st_size == 32 * 1024 * 1024
    assert most < 4 * 1024 * 1024


def test_an_empty_file_is_kept_as_it_is(inbox: Inbox) -> None:
    upload(inbox, Streamlit(), pieces=0)
    path = inbox.find(FILE)
    assert path is not None
    assert path.stat().st_size == 0


def test_nothing_stays_of_what_streamlit_refuses(inbox: Inbox) -> None:
    assert upload(inbox, Streamlit(403)).status == 403
    assert files_in(inbox.folder) == []


def test_what_is_too_large_is_refused_before_it_is_complete(inbox: Inbox) -> None:
    streamlit = Streamlit()
    sent = form(10_000)
    assert ask(UploadsToDisk(streamlit, inbox, lambda: MOST, is_open), "PUT", ADDRESS, sent, FORM).status == 413
    assert next(sent) == PIECE
    assert streamlit.seen == []
    assert files_in(inbox.folder) == []


def test_nothing_is_written_for_a_page_that_is_not_open(inbox: Inbox) -> None:
    streamlit, sent = Streamlit(400), form(3)
    app = UploadsToDisk(streamlit, inbox, lambda: MOST, lambda _: False)
    assert ask(app, "PUT", ADDRESS, sent, FORM).status == 400
    assert files_in(inbox.folder) == []
    assert not inbox.folder.exists()


@pytest.mark.parametrize("headers", [FORM, {"content-type": "text/plain"}, {}])
def test_what_is_no_form_is_refused(inbox: Inbox, headers: dict[str, str]) -> None:
    app = UploadsToDisk(Streamlit(), inbox, lambda: MOST, is_open)
    assert ask(app, "PUT", ADDRESS, [b"This is no form."], headers).status == 400
    assert files_in(inbox.folder) == []


def test_a_file_that_is_taken_back_is_removed(inbox: Inbox) -> None:
    streamlit = Streamlit()
    upload(inbox, streamlit)
    assert ask(UploadsToDisk(streamlit, inbox, lambda: MOST, is_open), "DELETE", ADDRESS).status == 204
    assert inbox.find(FILE) is None


@pytest.mark.parametrize("file_id", ["..", "../../etc", "*", "a/b", "short"])
def test_no_name_leads_out_of_the_inbox(inbox: Inbox, file_id: str) -> None:
    assert inbox.place(SESSION, file_id) is None
    assert inbox.place(file_id, FILE) is None
    assert inbox.find(file_id) is None


def test_everything_else_passes(inbox: Inbox) -> None:
    streamlit = Streamlit(200)
    assert ask(UploadsToDisk(streamlit, inbox, lambda: MOST, is_open), "GET", "/_stcore/health").status == 200
    assert streamlit.seen == [("GET", "/_stcore/health", "", b"")]


def test_what_sessions_and_apps_left_behind_is_removed_after_a_while(inbox: Inbox, tmp_path: Path) -> None:
    here, gone, of_another = (
        folder / name / FILE
        for folder, name in (
            (inbox.folder, "here-1234"),
            (inbox.folder, "gone-1234"),
            (tmp_path / "inbox" / "old", "s"),
        )
    )
    for path in (here, gone, of_another):
        path.parent.mkdir(parents=True)
        path.touch()
    inbox.sweep(lambda session: session == "here-1234")
    assert all(path.exists() for path in (here, gone, of_another))
    for path in (here, gone, of_another):
        for part in (path, path.parent, path.parent.parent):
            os.utime(part, (time.time() - 90_000, time.time() - 90_000))
    inbox.sweep(lambda session: session == "here-1234")
    assert here.exists()
    assert not gone.exists()
    assert not of_another.exists()
    inbox.close()
    assert not (tmp_path / "inbox").exists()

"""Writes uploads to disk in chunks on their way to Streamlit, which would hold them in memory as a whole.

Streamlit still decides whether to take a file, and gets its name with no content; the page finds the clip in the inbox.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.ui.serving.inbox import Inbox

_ADDRESS: Final = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)")
# Around the file there are some headers.
_FRAME_BYTES: Final = 64 * 1024


class UploadsToDisk:
    """Middleware that keeps uploads in an inbox.

    Parameters
    ----------
    app : callable
        The next application.
    inbox : Inbox
    most_bytes : callable
        Returns how large a file may be.
    is_active : callable
        Whether a page with this id is open; nothing is written for others.
    """

    def __init__(
        self, app: ASGIApp, inbox: Inbox, most_bytes: Callable[[], int], is_active: Callable[[str], bool]
    ) -> None:
        self._app, self._inbox, self._most_bytes, self._is_active = app, inbox, most_bytes, is_active

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a file, have it removed, or let any other request pass."""
        path = self._place(scope)
        if path is None or scope["method"] not in ("PUT", "DELETE"):
            await self._app(scope, receive, send)
        elif scope["method"] == "PUT":
            await self._take(path, scope, receive, send)
        else:
            status = _Status(send)
            await self._app(scope, receive, status)
            if status.is_fine:
                await run_in_threadpool(self._inbox.remove, path)

    def _place(self, scope: Scope) -> Path | None:
        found = _ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or not self._is_active(found["session"]):
            return None  # Streamlit says what it thinks of it.
        return self._inbox.place(found["session"], found["file"])

    async def _take(self, path: Path, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the file, have Streamlit decide on its name alone, and remove it again where that refuses."""
        status, is_taken = _Status(send), False
        try:
            name = await self._written(path, Request(scope, receive))
            await self._app(*_without_content(scope, name), status)
            is_taken = status.is_fine
        except _TooLargeError:
            await PlainTextResponse("File too large", 413)(scope, receive, send)
        except FormParserError:
            await PlainTextResponse("Not a form with one file", 400)(scope, receive, send)
        except OSError:
            await PlainTextResponse("No room on the disk", 507)(scope, receive, send)
        except ClientDisconnect:
            pass
        finally:
            if not is_taken:
                await run_in_threadpool(self._inbox.remove, path)

    async def _written(self, path: Path, request: Request) -> bytes:
        """Write the only file of a form to `path`, and return the file's name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}")
        received, most = 0, self._most_bytes() + _FRAME_BYTES
        try:
            with part.open("wb") as out:
                form = _Form(request.headers.get("content-type"), out)
                async for piece in request.stream():
                    received += len(piece)
                    if received > most:
                        raise _TooLargeError
                    await run_in_threadpool(form.write, piece)
            name = form.name_of_file()
            part.replace(path)
            return name
        finally:
            part.unlink(missing_ok=True)


class _TooLargeError(Exception):
    pass


class _Form:
    """Reads a form with one file, piece by piece, and writes what is in the file to `out`."""

    def __init__(self, content_type: str | None, out: BinaryIO) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            msg = f"expected a form, found {kind!r}"
            raise FormParserError(msg)
        self._out, self._names, self._is_file = out, list[bytes](), False
        self._header, self._value = bytearray(), bytearray()
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_part_data": self._write_part,
                "on_part_begin": self._begin_part,
            },
        )

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        self._parser.write(piece)

    def name_of_file(self) -> bytes:
        """Return the name of the file, at the end of the form."""
        self._parser.finalize()
        if len(self._names) != 1:
            msg = f"expected 1 file, found {len(self._names)}"
            raise FormParserError(msg)
        return self._names[0]

    def _begin_part(self) -> None:
        self._is_file = False

    def _end_header(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            name = parse_options_header(bytes(self._value))[1].get(b"filename")
            self._is_file = name is not None
            self._names += [name] if name is not None else []
        self._header.clear()
        self._value.clear()

    def _write_part(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._out.write(memoryview(data)[start:end])


def _without_content(scope: Scope, name: bytes) -> tuple[Scope, Receive]:
    """Make the same request with an empty file of this name."""
    boundary = secrets.token_hex(16)
    quoted = name.replace(b'"', b"%22").replace(b"\r", b"%0D").replace(b"\n", b"%0A")
    body = b'--%b\r\nContent-Disposition: form-data; name="file"; filename="%b"\r\n\r\n\r\n--%b--\r\n' % (
        boundary.encode(), quoted, boundary.encode(),
    )  # fmt: skip
    headers = MutableHeaders(raw=list(scope["headers"]))
    headers["content-type"] = f"multipart/form-data; boundary={boundary}"
    headers["content-length"] = str(len(body))
    sent = iter([body])

    async def receive() -> Message:
        return {"type": "http.request", "body": next(sent, b""), "more_body": False}

    return {**scope, "headers": headers.raw}, receive


class _Status:
    """Sends on, and remembers whether the answer is that all is well."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.is_fine = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_fine = 200 <= message["status"] < 300
        await self._send(message)

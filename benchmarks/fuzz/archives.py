"""The members of an archive as plain bytes, and back: what changes in them is not stopped by a checksum."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from formcheck.export.share.manifest import MANIFEST_FILE

_HEAD: Final = struct.Struct("<BI")
"""Length of a member's name, and of its content."""


def flat(archive: bytes) -> bytes:
    """Write the members of a ZIP one after the other, each with the lengths of its name and content before it."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            parts.append(_HEAD.pack(len(name.encode()), len(content)) + name.encode() + content)
    return b"".join(parts)


def zipped(content: bytes, *, is_share: bool = False) -> bytes:
    """Turn what `flat` wrote, changed in any way, into a whole ZIP; of a share file the manifest is kept true."""
    members = _members(content)
    if is_share:
        _keep_true(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, one in members.items():
            archive.writestr(zipfile.ZipInfo(name), one)
    return out.getvalue()


def _members(content: bytes) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    while len(content) >= _HEAD.size:
        of_name, of_content = _HEAD.unpack_from(content)
        rest = content[_HEAD.size :]
        name = rest[:of_name].decode("utf-8", "replace").replace("\0", "0") or "nameless"
        members[name] = rest[of_name : of_name + of_content]
        content = rest[of_name + of_content :]
    return members


def _keep_true(members: dict[str, bytes]) -> None:
    """Give each member that the manifest lists its length and digest, if the manifest can be read at all."""
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        manifest: Any = json.loads(members[MANIFEST_FILE])
        listed: Mapping[str, Any] = manifest["members"]
        manifest["members"] = {name: listed.get(name, {}) | _true(one) for name, one in _listed(members).items()}
        members[MANIFEST_FILE] = json.dumps(manifest).encode()


def _listed(members: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in members.items() if name != MANIFEST_FILE}


def _true(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

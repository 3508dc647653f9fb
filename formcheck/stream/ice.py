"""The user's setting goes in; the STUN and TURN servers that help two machines connect come out, by default none."""

from __future__ import annotations

import json
import os
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from formcheck.errors import UsageError

VARIABLE: Final = "FORMCHECK_ICE_SERVERS"
_EXAMPLE = '[{"urls": "turn:turn.example.org:3478", "username": "NAME", "credential": "PASSWORD"}]'


class Server(BaseModel):
    """A STUN or TURN server, in the names that browsers use."""

    model_config = ConfigDict(extra="forbid")

    urls: str | list[str]
    username: str | None = None
    credential: str | None = None


_SERVERS: Final = TypeAdapter(list[Server])


def servers(text: str | None = None) -> tuple[Server, ...]:
    """Read the servers from a text, or from the environment variable ``FORMCHECK_ICE_SERVERS``.

    Parameters
    ----------
    text : str, optional
        JSON: a list of objects with ``urls`` (``stun:``, ``turn:`` or ``turns:``), ``username`` and ``credential``.

    Returns
    -------
    tuple of Server
        Used by both ends of the connection. By default there are none: browser and app connect on the same machine or
        network without help.

    Raises
    ------
    UsageError
        If the text is not such a list.
    """
    given = os.environ.get(VARIABLE, "") if text is None else text
    if not given.strip():
        return ()
    try:
        found = _SERVERS.validate_json(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        wrong = f"{first['msg']}{f' (at {where})' if where else ''}"
        msg = f"{VARIABLE} is not a list of servers: {wrong}. Write it like this: {_EXAMPLE}"
        raise UsageError(msg) from None
    named = [[server.urls] if isinstance(server.urls, str) else server.urls for server in found]
    for url in (url for urls in named for url in urls):
        if url.partition(":")[0] not in ("stun", "stuns", "turn", "turns"):
            msg = (
                f"{VARIABLE} names {json.dumps(url)}, but an address begins with stun:, turn: or turns:. "
                f"Write it like this: {_EXAMPLE}"
            )
            raise UsageError(msg)
    return tuple(found)

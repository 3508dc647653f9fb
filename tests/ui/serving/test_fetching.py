"""Each role tries the address of each file of a set, as it was shown to its owner, and what pages make and show."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.server_util import AUTH_COOKIE_NAME
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from benchmarks.store.small_sets import files
from formcheck.store.entries import Role
from formcheck.ui.serving import fetching, films, server
from formcheck.ui.serving.closed import MediaClosed
from formcheck.ui.serving.keeping import store
from formcheck.ui.serving.made import OFFERS, Offer
from tests.ui.serving.asgi import ask

DOCUMENT = Path(__file__).parents[3] / "docs" / "store.md"
ISSUER, SECRET = "https://login.example", "a secret of this test"
ACCOUNTS: Mapping[str, Role] = {
    "the runner": "runner", "their therapist": "therapist", "an admin": "admin", "another runner": "runner",
    "another therapist": "therapist", "a former therapist": "therapist", "an ended account": "therapist",
}  # fmt: skip
FILES = ("annotated.mp4", "share.mp4", "clip.mp4", "moments.png", "report.json")
MADE = "made of the set.pdf"
OWN = "made of nothing that is kept.zip"
SHOWN = "a picture, at Streamlit's own address"
ADDRESSES = (*FILES, MADE, OWN, SHOWN)
KINDS = {**dict.fromkeys(FILES, "a film"), MADE: "a download made", OWN: "a download of one's", SHOWN: "a picture at"}
"""How the line of docs/store.md begins that says who may have it."""
NOBODY = "nobody signed in"


@pytest.fixture
def clinic(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """Addresses of the files of one runner's set, and of what a page offered them, where people sign in."""
    monkeypatch.setattr(fetching, "get_secrets_auth_section", lambda: {"cookie_secret": SECRET})
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    made = {name: store().add_account(role, name, issuer=ISSUER, subject=name) for name, role in ACCOUNTS.items()}
    admin, person = store().acting_as(made["an admin"]), made["the runner"].person_id or ""
    for name in ("their therapist", "a former therapist", "an ended account"):
        admin.treat(made[name].id, person)
    admin.end_treatment(made["a former therapist"].id, person)
    admin.end_account(made["an ended account"].id)
    runner = store().acting_as(made["the runner"])
    kept = runner.save_set({**files("ok"), **{name: name.encode() for name in FILES[:-1]}}, source="upload")
    paths = runner.open_set(kept.id).paths
    shown = {name: films.FILMS.publish(paths[name], name) for name in FILES}
    return (
        shown
        | {
            name: offer(made["the runner"].id, name, of)
            for name, of in {
                MADE: (kept.files["report.json"],),
                OWN: (),
            }.items()
        }
        | {SHOWN: picture()}
    )


def offer(account_id: str, name: str, of: tuple[str, ...]) -> str:
    offered = Offer(make=lambda: b"made", kind="text/plain", session_id="a tab", account_id=account_id, of=of)
    return OFFERS.publish(offered, name, name)


STREAMLITS = MemoryMediaFileStorage("/media")


def picture() -> str:
    """The address at which Streamlit would serve a picture that a page shows."""
    return STREAMLITS.get_url(STREAMLITS.load_and_get_id(b"\x89PNG", "image/png", MediaFileKind.MEDIA))


@pytest.fixture
def app() -> Starlette:
    """The app's routes and Streamlit's, behind what closes some of these."""
    closing = [each for each in server.middleware() if cast("Any", each.cls) is MediaClosed]
    return Starlette(routes=[*server.routes(), *create_media_routes(STREAMLITS, "")], middleware=closing)


def cookie(subject: str, secret: str = SECRET, **claims: Any) -> dict[str, str]:
    """The cookie that Streamlit gives to somebody who signed in."""
    user = {"is_logged_in": True, "iss": ISSUER, "sub": subject, "exp": time.time() + 600.0} | claims
    signed = create_signed_value(secret, AUTH_COOKIE_NAME, json.dumps(user))
    return {"cookie": f"{AUTH_COOKIE_NAME}={signed.decode()}"}


def test_an_address_opens_a_file_to_those_only_who_reach_the_set(clinic: Mapping[str, str], app: Starlette) -> None:
    found = {
        (name, file): ask(app, "GET", address, headers=cookie(name) if name in ACCOUNTS else {}).status
        for name in (*ACCOUNTS, NOBODY)
        for file, address in clinic.items()
    }
    may = documented()
    assert found == {
        (name, file): 200 if may[KINDS[file], name] == "yes" else 404
        for name in (*ACCOUNTS, NOBODY)
        for file in ADDRESSES
    }
    assert set(may.values()) == {"yes", "no"}


def documented() -> Mapping[tuple[str, str], str]:
    """Read who may have what from the table of the documentation."""
    lines = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text("utf-8").splitlines()]
    return {
        (kind, name): cell
        for kind in KINDS.values()
        for line in lines
        if line[0].startswith(kind)
        for name, cell in zip((*ACCOUNTS, NOBODY), line[1:], strict=True)
    }


def test_without_a_current_sign_in_an_address_opens_nothing(clinic: Mapping[str, str], app: Starlette) -> None:
    tries: Mapping[str, Mapping[str, str]] = {
        "without a sign-in": {},
        "without an account": cookie("nobody known here"),
        "signed by somebody else": cookie("the runner", "another secret"),
        "over": cookie("the runner", exp=time.time() - 1.0),
        "signed out": cookie("the runner", is_logged_in=False),
        "of another provider": cookie("the runner", iss="https://elsewhere.example"),
        "forged": {"cookie": f"{AUTH_COOKIE_NAME}=forged"},
    }
    opened = [
        (how, file)
        for how, headers in tries.items()
        for file, address in clinic.items()
        if ask(app, "GET", address, headers=headers).status != 404
    ]
    assert opened == []


def test_streamlit_itself_would_serve_a_picture_to_anybody() -> None:
    """What is closed here is there: were it not, the table would prove nothing."""
    open_ = Starlette(routes=list(create_media_routes(STREAMLITS, "")))
    assert ask(open_, "GET", picture()).status == 200


@pytest.mark.parametrize("spelling", ["{}", "{}/", "/media//{}", "/%6dedia/{}", "/media/x/../{}", "{}?a=1"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_no_spelling_of_an_address_reaches_streamlits_pictures(app: Starlette, spelling: str, method: str) -> None:
    address = picture()
    file_id = address.rsplit("/", 1)[-1]
    tried = spelling.format(address if spelling.startswith("{") else file_id)
    assert ask(app, method, tried).status in {404, 405}


def test_a_deleted_set_is_served_to_nobody(clinic: Mapping[str, str], app: Starlette) -> None:
    runner = store().account_of(ISSUER, "the runner")
    assert runner is not None
    (kept,) = store().acting_as(runner).sets()
    store().acting_as(runner).discard(kept.id)
    left = [
        name for name, address in clinic.items() if ask(app, "GET", address, headers=cookie("the runner")).status == 200
    ]
    assert left == [OWN]

"""The plain records that the store takes and gives; nothing here knows the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from formcheck.desk.prescription import Prescription
from formcheck.records import Report

Role = Literal["runner", "therapist", "admin"]
Source = Literal["upload", "live", "file"]
"""A clip that was uploaded, a set of Live, or a file that somebody else saved."""
JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
Order = Literal["newest", "oldest", "doubtful", "exercise", "person"]
Payload = Mapping[str, Any]
"""Anything that JSON can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who exercises.

    Attributes
    ----------
    keep_days : int or None
        Overrides the store's retention; None keeps that.
    height_cm : float or None
        Body height in centimetres, 50 to 250, if given.
    """

    id: str
    name: str
    created_at: datetime
    keep_days: int | None = None
    height_cm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in, or the one user of a machine, who has neither issuer nor subject.

    Attributes
    ----------
    person_id : str or None
        The person whom a runner's account belongs to; None for an account that only treats.
    until : datetime or None
        When the account ends.
    """

    id: str
    role: Role
    name: str
    person_id: str | None
    issuer: str | None
    subject: str | None
    until: datetime | None

    @property
    def is_local(self) -> bool:
        """Whether it is the one user of a machine without login."""
        return self.issuer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Who treats whom, from when, and until when; None means no end."""

    account_id: str
    account_name: str
    person_id: str
    person_name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFilter:
    """Which sets are listed; None and False do not filter.

    Attributes
    ----------
    person, exercise, source : str or None
        Id of a person, id of an exercise, and how the set came in.
    since, until : datetime or None
        When it was done, `until` excluded.
    unseen : bool
        Only those that this account has not opened.
    faulty, doubtful : bool
        Only those with a repetition at fault, or with one that was not judged or only a caution.
    overruled : bool
        Only those in which somebody overruled the machine.
    undecided : bool
        Only those without a decision; comments do not count.
    """

    person: str | None = None
    exercise: str | None = None
    source: Source | None = None
    since: datetime | None = None
    until: datetime | None = None
    unseen: bool = False
    faulty: bool = False
    doubtful: bool = False
    overruled: bool = False
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSet:
    """One set as lists show it.

    Attributes
    ----------
    at, saved_at : datetime
        When it was done and when it was saved, UTC.
    name : str
        What the clip was called; only a text, never a path.
    repetitions, in_form, faulty, not_judged : int
        Repetitions or holds; `cautions` are those whose worst finding is a caution.
    numbers : mapping of str to float
        What progress charts show: means of the measures over the repetitions, tempo, symmetry, times of holds.
    files : mapping of str to str
        SHA-256 of each file by its name, such as ``report.json``.
    decisions : int
        How many decisions were made on it.
    is_overruled, is_seen : bool
        Whether a decision overruled the machine, and whether this account has opened it.
    prescription_id : str or None
        The version of the prescription that it was done for.
    height_cm : float or None
        Body height of the person in centimetres, if given.
    """

    id: str
    person_id: str
    person_name: str
    exercise_id: str
    exercise_name: str
    at: datetime
    saved_at: datetime
    source: Source
    name: str
    model: str
    view: str
    repetitions: int
    in_form: int
    faulty: int
    cautions: int
    not_judged: int
    hold_s: float
    duration_s: float | None
    numbers: Mapping[str, float]
    files: Mapping[str, str]
    engine: str
    definition_sha256: str
    decisions: int
    is_overruled: bool
    is_seen: bool
    prescription_id: str | None = None
    height_cm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSet:
    """One set with its report and the paths of its files. The files are read, never written."""

    kept: KeptSet
    report: Report
    paths: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a set; it is never changed, only followed by others.

    Attributes
    ----------
    number : int
        Its number among the decisions of the set, from 1.
    by, role : str
        Name and role of the author at the time; role ``guest`` for a decision that came in a file.
    kind : str
        ``payload["kind"]``, such as ``agree``, ``overrule_finding`` or ``comment``; empty if there is none.
    """

    id: str
    set_id: str
    number: int
    at: datetime
    by: str
    role: str
    account_id: str | None
    kind: str
    payload: Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionVersion:
    """One version of a person's prescription. The newest version that has started applies."""

    id: str
    person_id: str
    version: int
    starts: datetime
    at: datetime
    by: str
    account_id: str | None
    payload: Payload

    @property
    def prescription(self) -> Prescription:
        """What is prescribed."""
        return Prescription.from_payload(self.payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """An entry of a person's diary: pain, 0 to 10, or any other JSON data."""

    id: str
    person_id: str
    at: datetime
    pain: int | None
    payload: Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who saw or changed what, and when."""

    at: datetime
    account_id: str | None
    by: str
    action: str
    person_id: str | None
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that waits, runs or is over.

    Attributes
    ----------
    asker : str
        Who asked, for taking turns: an account, or a browser session if there are no accounts.
    name : str
        Name of the clip, as the user calls it; only a text.
    starts : int
        How often it was started.
    payload : mapping
        The order.
    progress : float
        Share that is done, 0..1.
    error : str
        What went wrong, in words; empty otherwise.
    set_id : str or None
        The resulting set.
    paths : mapping of str to Path
        Its files, such as the clip; they are kept until the job is removed.
    beat_at : datetime or None
        When its worker was last heard of.
    """

    id: str
    person_id: str
    account_id: str | None
    asker: str
    name: str
    kind: str
    state: JobState
    starts: int
    payload: Payload
    progress: float
    error: str
    set_id: str | None
    worker: str | None
    created_at: datetime
    started_at: datetime | None
    beat_at: datetime | None
    ended_at: datetime | None
    paths: Mapping[str, Path] = field(default_factory=dict)

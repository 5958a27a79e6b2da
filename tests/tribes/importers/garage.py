"""An invented site for petrolheads, as a Stack Exchange dump, and the means to import it."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import quoteattr

from eventlog.envelope import Event
from tribes.events import EVENTS
from tribes.importers.dump import TABLES, Dump
from tribes.importers.stackexchange import events
from tribes.importers.summary import Summary
from tribes.importers.writer import Admit

Row = dict[str, str]
Tables = dict[str, list[Row]]

DAY = "2020-01-05T10:00:00.123"
DAY_MS = 1_578_218_400_123
QUESTION = {
    "PostTypeId": "1",
    "CreationDate": DAY,
    "OwnerUserId": "1",
    "Tags": "<turbo>",
    "Title": "Why does it whistle?",
    "Body": "<p>It whistles.</p>",
}
ANSWER = {
    "PostTypeId": "2",
    "ParentId": "10",
    "CreationDate": DAY,
    "OwnerUserId": "2",
    "Body": "<p>Worn bearing.</p>",
}
COMMENT = {"PostId": "10", "Text": "Nice car!", "CreationDate": DAY, "UserId": "2"}
UP_VOTE = {"PostId": "10", "VoteTypeId": "2", "CreationDate": "2020-01-06T00:00:00.000"}


def but(row: Row, **columns: str | None) -> Row:
    """A row with columns set, or left out where None."""
    return {k: v for k, v in (row | columns).items() if v is not None}


def garage() -> Tables:
    """A small site: a question with all that can hang on it, and one post of each odd kind."""
    return {
        "Users": [
            {"Id": "-1", "DisplayName": "Community", "CreationDate": "2020-01-01T00:00:00.000"},
            {
                "Id": "1",
                "DisplayName": "Süße  Kurve!",
                "CreationDate": "2020-01-02T00:00:00.500",
                "ProfileImageUrl": "https://img.example/1.png?s=128",
                "AboutMe": "<p>Diesel in the veins</p>",
            },
            {"Id": "2", "DisplayName": "???", "CreationDate": "2020-01-03T00:00:00.000"},
        ],
        "Tags": [{"Id": "1", "TagName": "turbo"}, {"Id": "2", "TagName": "größe-c#.net"}],
        "Posts": [
            # An answer that stands before its question, as merged questions leave them.
            but(ANSWER, Id="9"),
            but(QUESTION, Id="10", Tags="<turbo><brakes>", ViewCount="3"),
            but(ANSWER, Id="11", OwnerUserId=None, OwnerDisplayName="gone"),
            but(QUESTION, Id="12", OwnerUserId=None),
            {"Id": "13", "PostTypeId": "5", "CreationDate": "2020-01-04T00:00:00.000"},
            but(ANSWER, Id="14", ParentId="999"),
            but(QUESTION, Id="15", Tags="|größe-c#.net|turbo|", OwnerUserId="-1"),
        ],
        "Comments": [
            but(COMMENT, Id="1", Text="5 < 6 & <b>not bold</b>"),
            but(COMMENT, Id="2", PostId="9"),
            but(COMMENT, Id="3", PostId="11"),
        ],
        "Votes": [but(UP_VOTE, Id="7"), but(UP_VOTE, Id="8", PostId="15")],
    }


GARAGE_SKIPS = {
    "answer_question_missing": 1,
    "answer_without_owner": 1,
    "post_of_other_type": 1,
    "question_without_owner": 1,
}


def park(folder: Path, tables: Tables, *, packed: bool = False) -> Dump:
    """Write a dump as Stack Exchange does: a BOM, CRLF, a row per line."""
    folder.mkdir(exist_ok=True)
    for table in TABLES:
        lines = ['\ufeff<?xml version="1.0" encoding="utf-8"?>', f"<{table.lower()}>"]
        for row in tables[table]:
            columns = " ".join(f"{name}={quoteattr(text)}" for name, text in row.items())
            lines.append(f"  <row {columns} />")
        text = "\r\n".join([*lines, f"</{table.lower()}>"]).encode()
        if packed:
            (folder / f"{table}.xml.gz").write_bytes(gzip.compress(text, mtime=0))
        else:
            (folder / f"{table}.xml").write_bytes(text)
    return Dump(folder)


def as_it_is(event: Event) -> Event:
    return event


class Drive:
    """Runs an import over tables, and checks that every event is one that the log takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.summary = Summary()

    def __call__(self, tables: Tables, admit: Admit = as_it_is, **more: Any) -> list[Event]:
        dump = park(self.folder, tables)
        self.summary = Summary()
        given: dict[str, Any] = {"site": "torque", "region": "eu", **more}
        taken = list(events(dump, summary=self.summary, admit=admit, **given))
        for event in taken:
            assert EVENTS.decode(EVENTS.encode(event)) == event
        assert len({event.id for event in taken}) == len(taken)
        return taken


E = TypeVar("E", bound=Event)


def of(kind: type[E], taken: list[Event]) -> list[E]:
    return [event for event in taken if isinstance(event, kind)]

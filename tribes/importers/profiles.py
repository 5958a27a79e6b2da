"""Profiles: users as users, and tags as tribes, of a dump that was surveyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from crdt.stamps import stamp_of
from eventlog.checks.visible import is_visible
from eventlog.envelope import Event
from tribes.events import TribeProfileSet, Url, UserProfileSet
from tribes.importers import columns
from tribes.importers.columns import number, unix_ms
from tribes.importers.dump import Row
from tribes.importers.naming import handle_for
from tribes.importers.survey import Survey
from tribes.importers.writer import Writer
from tribes.names import key_of

NAME_LENGTH_MAX: Final = 100
BIO_LENGTH_MAX: Final = 60_000

Names = Mapping[str, str | None]
"""By id, another name than the one that is wanted; None where none is claimed."""


class Profiles:
    """Makes the profiles of one import. described: the tags that have one."""

    def __init__(self, survey: Survey, writer: Writer) -> None:
        self._survey, self._writer = survey, writer
        self.described: set[str] = set()

    def handle_of(self, row: Row) -> tuple[str, str] | None:
        """The id of a row's user, and the handle that they would have; None for no user."""
        user = number(row.get("Id"))
        if user is None or columns.date_fault(row, self._survey.latest_ms):
            return None
        return self._writer.id_of(user), handle_for(row.get("DisplayName", ""), user)

    def slug_of(self, row: Row) -> tuple[str, str] | None:
        """The id of a tag's tribe, and the slug that it would have; None when it has none."""
        name = row.get("TagName", "")
        if number(row.get("Id")) is None or not columns.is_tag(name) or key_of(name) is None:
            return None
        return self._writer.id_of(name), name

    def users(self, rows: Iterable[Row], names: Names = {}) -> Iterator[Event]:
        """The profiles of some users. names: where they are not to be as `handle_of` says."""
        summary = self._writer.summary
        for row in rows:
            user, fault = number(row.get("Id")), columns.date_fault(row, self._survey.latest_ms)
            if user is None or fault:
                summary.skip("user_bad_id" if user is None else f"user_{fault}")
                continue
            own_id, wanted = self._writer.id_of(user), handle_for(row.get("DisplayName", ""), user)
            handle = names.get(own_id, wanted)
            name = self._writer.line(row, "DisplayName", NAME_LENGTH_MAX, "user_name")
            event = UserProfileSet(
                **self._writer.envelope(self._survey.as_of, own_id),
                user=own_id,
                handle=UNSET if handle is None else handle,
                name=name if is_visible(name) else wanted,
                avatar_url=self._picture(row),
                bio=row.get("AboutMe", ""),
            )
            if handle not in (None, wanted):
                summary.note_name("handle_qualified")
            made = self._writer.admitted(event, f"Users/{user}", "user", "bio", BIO_LENGTH_MAX)
            if made:
                # SUBTLE: after its id was made of what it says, which it was before there was this.
                since = stamp_of(unix_ms(row.get("CreationDate")) or 0)
                yield msgspec.structs.replace(made, since=since)

    def _picture(self, row: Row) -> str | UnsetType | None:
        url = row.get("ProfileImageUrl")
        if not url:
            # Of which nobody has one, nothing is known; where others have one, this user has none.
            return None if self._survey.knows_pictures else UNSET
        try:
            return msgspec.convert(url, Url)
        except msgspec.ValidationError:
            self._writer.summary.skip("user_avatar_bad_url")
            return UNSET

    def tribes(self, rows: Iterable[Row], names: Names = {}) -> Iterator[Event]:
        """The profiles of some tags. names: where they are not to be as `slug_of` says."""
        summary = self._writer.summary
        for row in rows:
            tag, name = number(row.get("Id")), row.get("TagName", "")
            if tag is None or not columns.is_tag(name):
                summary.skip("tag_bad_id" if tag is None else "tag_bad_name")
                continue
            if self._survey.as_of_ms is None:
                # Tags carry no date of their own.
                summary.skip("tag_undated")
                continue
            own_id, wanted = self._writer.id_of(name), name if key_of(name) is not None else None
            slug = names.get(own_id, wanted)
            event = TribeProfileSet(
                **self._writer.envelope(self._survey.as_of, self._writer.id_of("import")),
                tribe=own_id,
                slug=UNSET if slug is None else slug,
                name=name,
            )
            if wanted is None:
                summary.note_name("slug_missing")
            elif slug not in (None, wanted):
                summary.note_name("slug_qualified")
            if made := self._writer.admitted(event, f"Tags/{tag}", "tag"):
                self.described.add(name)
                yield made

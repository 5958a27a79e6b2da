"""Uploading: where a gateway has clients put files, by the settings."""

from __future__ import annotations

from pathlib import Path

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from gateway.uploads.folder import Folder
from gateway.uploads.shelves import Shelf


def shelf(settings: Settings) -> Shelf | None:
    """Where clients put files; None where nowhere.

    Raises:
        BadSetting: it cannot be used.
    """
    bytes_max = settings.media_mb << 20
    if settings.media_dir:
        path = Path(settings.media_dir)
        try:
            return Folder(path, address=settings.media_url, bytes_max=bytes_max)
        except OSError as error:
            told = f"BANDSTAND_MEDIA_DIR={settings.media_dir!r} cannot be written"
            raise BadSetting(f"{told} ({error.strerror})") from None
    if not settings.media_bucket:
        return None
    try:
        from gateway.uploads.bucket import Bucket  # noqa: PLC0415
    except ModuleNotFoundError:
        raise BadSetting(
            "BANDSTAND_MEDIA_BUCKET is set, but botocore is not installed: pip install "
            "'bandstand[s3]'"
        ) from None
    try:
        return Bucket(
            settings.media_bucket,
            endpoint=settings.media_endpoint,
            region=settings.media_region,
            address=settings.media_url,
            bytes_max=bytes_max,
        )
    except ValueError as error:
        told = f"BANDSTAND_MEDIA_ENDPOINT={settings.media_endpoint!r}: {error}"
        raise BadSetting(told) from None

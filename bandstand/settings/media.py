"""Media: where pictures and films are uploaded to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bandstand.errors import BadSetting
from bandstand.settings.declaring import setting


@dataclass(frozen=True)
class MediaSettings:
    """Uploads"""

    media_dir: str = setting(
        "BANDSTAND_MEDIA_DIR",
        "",
        "a folder for what is uploaded, served at /media; for gateways of one machine",
        is_file=True,
    )
    media_bucket: str = setting(
        "BANDSTAND_MEDIA_BUCKET",
        "",
        "the bucket of an S3-compatible store that clients upload to",
    )
    media_endpoint: str = setting(
        "BANDSTAND_MEDIA_ENDPOINT", "", "where that store is, as clients reach it; unset: AWS"
    )
    media_region: str = setting("BANDSTAND_MEDIA_REGION", "us-east-1", "the region of the bucket")
    media_url: str = setting(
        "BANDSTAND_MEDIA_URL",
        "",
        "where what is uploaded is served, such as a CDN's address; a bucket needs it",
    )
    media_mb: int = setting("BANDSTAND_MEDIA_MB", 10, "how large a file may be", within=(1, 5_120))
    budget_uploads_mb: int = setting(
        "BANDSTAND_BUDGET_UPLOADS_MB",
        128,
        "what one client may upload in a minute; 0: without an end",
        within=(0, 1_000_000),
    )

    def check_media(self) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        if self.media_dir and self.media_bucket:
            raise BadSetting(
                "BANDSTAND_MEDIA_DIR and BANDSTAND_MEDIA_BUCKET are both set: uploads go to one of "
                "them; leave the other out"
            )
        if self.media_bucket and not self.media_url:
            raise BadSetting(
                f"BANDSTAND_MEDIA_BUCKET={self.media_bucket!r}, and no BANDSTAND_MEDIA_URL: give "
                "the address where what lies in it is served, such as https://media.cars.example"
            )
        for key, url in (
            ("BANDSTAND_MEDIA_URL", self.media_url),
            ("BANDSTAND_MEDIA_ENDPOINT", self.media_endpoint),
        ):
            if url and not re.fullmatch(r"https?://[^\s?#]+", url):
                raise BadSetting(f"{key}={url!r}: expected an address such as https://cars.example")

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
        "folder for uploaded files, served at /media; for gateways on one machine",
        is_file=True,
    )
    media_bucket: str = setting(
        "BANDSTAND_MEDIA_BUCKET",
        "",
        "bucket of an S3-compatible store, for uploads; instead of BANDSTAND_MEDIA_DIR",
    )
    media_endpoint: str = setting(
        "BANDSTAND_MEDIA_ENDPOINT",
        "",
        "URL of the S3-compatible store, as clients reach it; unset: AWS",
    )
    media_region: str = setting(
        "BANDSTAND_MEDIA_REGION", "us-east-1", "region of the bucket in BANDSTAND_MEDIA_BUCKET"
    )
    media_url: str = setting(
        "BANDSTAND_MEDIA_URL",
        "",
        "URL that serves uploaded files, such as a CDN; required with BANDSTAND_MEDIA_BUCKET",
    )
    media_mb: int = setting(
        "BANDSTAND_MEDIA_MB", 10, "largest file that may be uploaded, in MiB", within=(1, 5_120)
    )
    budget_uploads_mb: int = setting(
        "BANDSTAND_BUDGET_UPLOADS_MB",
        128,
        "rate limit: MiB that one client may upload per minute; 0: no limit",
        within=(0, 1_000_000),
    )

    def check_media(self) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        if self.media_dir and self.media_bucket:
            raise BadSetting(
                "BANDSTAND_MEDIA_DIR and BANDSTAND_MEDIA_BUCKET are both set: uploads go to one "
                "of them; unset the other"
            )
        if self.media_bucket and not self.media_url:
            raise BadSetting(
                f"BANDSTAND_MEDIA_BUCKET={self.media_bucket!r} needs BANDSTAND_MEDIA_URL: the "
                "address that serves the uploaded files, such as https://media.cars.example"
            )
        for key, url in (
            ("BANDSTAND_MEDIA_URL", self.media_url),
            ("BANDSTAND_MEDIA_ENDPOINT", self.media_endpoint),
        ):
            if url and not re.fullmatch(r"https?://[^\s?#]+", url):
                raise BadSetting(f"{key}={url!r}: expected an address such as https://cars.example")

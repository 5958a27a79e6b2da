"""A real store that speaks S3: SeaweedFS, of one process."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import botocore.session
import httpx
from botocore.exceptions import ClientError, EndpointConnectionError

from bandstand.stack import servers as embedded
from bandstand.testing.servers import Server

KEY, SECRET, BUCKET = "key", "of-nobody-else", "media"


class BucketServer(Server):
    """A store whose bucket anybody may read, and whoever has the key may write."""

    start_s_max = 60.0

    def command(self) -> list[str]:
        """What to run."""
        who = {"name": "us", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
        others = {"name": "anonymous", "actions": ["Read"]}
        config = {"identities": [{**who, "actions": ["Admin", "Read", "Write", "List"]}, others]}
        path = self.folder / "s3.json"
        path.write_text(json.dumps(config), encoding="utf-8")
        parts = ("master", "volume", "filer", "s3")
        ports = {one: embedded.free_port() for one in parts if one != "s3"} | {"s3": self.port}
        return [
            *(str(Path(sys.executable).with_name("weed")), "server", "-s3", f"-dir={self.folder}"),
            *(f"-ip={embedded.HOST}", f"-ip.bind={embedded.HOST}", f"-s3.config={path}"),
            *("-volume.max=4", "-master.volumeSizeLimitMB=64"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false", "-master.telemetry=false"),
            *(f"-{name}.port={port}" for name, port in ports.items()),
            *(f"-{name}.port.grpc={embedded.free_port()}" for name in parts),
        ]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{embedded.HOST}:{self.port}"

    def answers(self) -> bool:
        """Whether the bucket is there."""
        if not super().answers():
            return False
        made: Any = botocore.session
        with credentials(), suppress(ClientError, EndpointConnectionError, httpx.HTTPError):
            asked = {"endpoint_url": self.url, "region_name": "us-east-1"}
            made.get_session().create_client("s3", **asked).create_bucket(Bucket=BUCKET)
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/{BUCKET}/none").status_code == 404
        return False


@contextmanager
def credentials() -> Iterator[None]:
    """Have AWS's own tools find the key."""
    given = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    with patch.dict("os.environ", given):
        yield


@contextmanager
def bucket_server(folder: Path) -> Iterator[BucketServer]:
    """A store, for the time of a block."""
    made = BucketServer(folder)
    made.start()
    try:
        yield made
    finally:
        made.kill()

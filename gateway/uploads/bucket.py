"""A bucket of an S3-compatible store: clients put files there themselves, by a signed address.

What is signed is the name, the media type and the size, so that nothing else can be put. Where the
store is asked from, and in whose name, is found as AWS's own tools find it.

Source: AWS Signature Version 4, of query strings.
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError

from gateway.errors import Unavailable
from gateway.uploads.shelves import KEPT, METHOD, TICKET_S, Draft, Ticket


class Bucket:
    """A bucket.

    Args:
        name: of the bucket. endpoint: where the store is; empty for AWS's own. region: of the
            store. address: where what lies in it is served. bytes_max: so large a file may be.

    Raises:
        ValueError: it is no endpoint.
    """

    def __init__(
        self, name: str, *, endpoint: str, region: str, address: str, bytes_max: int
    ) -> None:
        self.bytes_max = bytes_max
        of_aws = f"https://{name}.s3.{region}.amazonaws.com"
        split = urlsplit(endpoint or of_aws)
        self.origin = f"{split.scheme}://{split.netloc}"
        self._name, self._address = name, address.rstrip("/")
        # A name in the path is what every store knows; AWS has it before the host.
        style = {"addressing_style": "path" if endpoint else "virtual"}
        made: Any = Config
        config = made(signature_version="s3v4", s3=style)
        session: Any = botocore.session
        self._client: Any = session.get_session().create_client(
            "s3",
            region_name=region,
            endpoint_url=endpoint or None,
            config=config,
        )

    async def ticket(self, draft: Draft, now_ms: int) -> Ticket:
        """What lets a client put a file.

        Raises:
            Unavailable: nobody says in whose name it is signed.
        """
        # Whose name it is may have to be asked for, of AWS's machines.
        url = await asyncio.to_thread(self._signed, draft)
        headers = (("Content-Type", draft.kind), ("Cache-Control", KEPT))
        ends_ms = now_ms + TICKET_S * 1_000
        return Ticket(url, headers, f"{self._address}/{draft.name}", ends_ms)

    def _signed(self, draft: Draft) -> str:
        asked = {
            "Bucket": self._name,
            "Key": draft.name,
            "ContentType": draft.kind,
            "ContentLength": draft.size,
            "CacheControl": KEPT,
        }
        try:
            url: str = self._client.generate_presigned_url(
                "put_object", Params=asked, ExpiresIn=TICKET_S, HttpMethod=METHOD
            )
        except BotoCoreError as error:
            raise Unavailable("nothing can be uploaded now: try again later") from error
        return url

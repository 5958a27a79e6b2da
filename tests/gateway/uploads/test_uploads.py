"""Uploads: into a folder, and into a bucket of a real store that speaks S3."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bandstand.errors import BadSetting
from bandstand.processes.uploading import shelf
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, Json
from bandstand.testing.servers import NatsServer
from gateway.admission.limits import Limits
from gateway.transport import paced
from gateway.uploads import folder as folders
from gateway.uploads.folder import Folder
from gateway.uploads.kinds import HEAD_BYTES, KINDS
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tests.gateway.uploads.stores import BUCKET, bucket_server, credentials

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
START = """mutation($type: String!, $size: Int!) { startUpload(input: {type: $type, size: $size}) {
  upload { method url headers { name value } mediaUrl endsAt } userErrors { field code message }
} }"""


async def start(it: Gateway, *, type: str = "image/png", size: int = len(PNG), **more: Any) -> Json:
    """What `startUpload` answers."""
    data = await it.ask(START, viewer="enzo", type=type, size=size, **more)
    found: Json = data["startUpload"]
    return found


async def put(
    client: httpx.AsyncClient, upload: Json, body: bytes | AsyncIterator[bytes], **headers: str
) -> int:
    """The status of putting a file."""
    given = {one["name"]: one["value"] for one in upload["headers"]} | headers
    answer = await client.request(upload["method"], upload["url"], content=body, headers=given)
    return answer.status_code


def folder(tmp_path: Path, bytes_max: int = 1 << 20) -> Folder:
    """A folder for uploads."""
    return Folder(tmp_path / "media", bytes_max=bytes_max)


def kept(tmp_path: Path) -> list[str]:
    """The names of all files that are in the folder."""
    return sorted(one.name for one in (tmp_path / "media").rglob("*") if one.is_file())


def test_a_picture_goes_into_a_folder_and_onto_a_card(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Put, named by an article, and served as what it is, for ever."""

    async def scenario(it: Gateway) -> None:
        started = await start(it)
        upload = started["upload"]
        assert started["userErrors"] == []
        assert upload["mediaUrl"].startswith("/media/")
        assert (await it.client.get(upload["mediaUrl"])).status_code == 404
        assert await put(it.client, upload, PNG) == 201
        given: Json = {"articleId": ARTICLE, "media": [{"url": upload["mediaUrl"], "width": 16}]}
        made = await it.change(
            "editArticle", given, "article { media { url width } }", viewer="enzo"
        )
        assert made["userErrors"] == []
        [shown] = made["article"]["media"]
        found = await it.client.get(shown["url"])
        assert (found.status_code, found.content) == (200, PNG)
        assert found.headers["content-type"] == "image/png"
        assert found.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in found.headers["content-security-policy"]
        assert "immutable" in found.headers["cache-control"]
        part = await it.client.get(shown["url"], headers={"Range": "bytes=0-7"})
        assert (part.status_code, part.content) == (206, PNG[:8])
        head = await it.client.head(shown["url"])
        assert (head.status_code, head.content) == (200, b"")
        # Whoever puts it again changes nothing.
        assert await put(it.client, upload, PNG[:-1] + b"!") == 201
        assert (await it.client.get(shown["url"])).content == PNG
        assert kept(tmp_path) == [".key", upload["mediaUrl"].rpartition("/")[2]]

    run(
        nats,
        store_url,
        scenario,
        history=ONE,
        uploads=folder(tmp_path),
    )


Change = Callable[[Json, bytes], tuple[Json, bytes]]


def _url(find: str, put: str) -> Change:
    return lambda upload, body: ({**upload, "url": upload["url"].replace(find, put)}, body)


def _body(change: Callable[[bytes], bytes]) -> Change:
    return lambda upload, body: (upload, change(body))


@pytest.mark.parametrize(
    ("status", "told", "change"),
    [
        (403, "was not signed here", _url("signature=", "signature=0")),
        (403, "was not signed here", _url("size=10", "size=11")),
        (403, "was not signed here", _url("image%2Fpng", "image%2Fgif")),
        (403, "was not signed here", _url("/media/", "/media/a")),
        (403, "was not signed here", _url("?", "?size=x&")),
        (403, "was not signed here", lambda it, body: ({**it, "url": it["mediaUrl"]}, body)),
        (415, "begins as something else", _body(lambda it: b"<svg>" + it[5:])),
        (400, "10,248 were announced", _body(lambda it: it[:-1])),
        (400, "has 0 bytes", _body(lambda it: b"")),
        (413, "is larger than the 10,248 bytes", _body(lambda it: it + b"x")),
    ],
)
def test_nothing_else_can_be_put(
    nats: NatsServer, store_url: str, tmp_path: Path, *, status: int, told: str, change: Change
) -> None:
    """Neither another file, nor where another was to be, nor what a browser would run."""

    async def scenario(it: Gateway) -> None:
        upload, body = change((await start(it))["upload"], PNG)
        headers = {one["name"]: one["value"] for one in upload["headers"]}
        answer = await it.client.put(upload["url"], content=body, headers=headers)
        assert answer.status_code == status
        assert told in answer.json()["errors"][0]["message"]
        assert kept(tmp_path) == [".key"]

    run(
        nats,
        store_url,
        scenario,
        history=ONE,
        uploads=folder(tmp_path),
    )


def test_what_may_not_be_uploaded_is_refused_before(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the limit and the way out; and each has so much a minute."""

    async def scenario(it: Gateway) -> None:
        wrong = await start(it, type="image/svg+xml", size=0)
        told = {error["field"]: error["message"] for error in wrong["userErrors"]}
        assert told["type"].startswith("Give one of image/jpeg, image/png")
        assert told["size"] == "Choose a file of 1 to 2,000 bytes; this has 0."
        assert wrong["upload"] is None
        assert (await start(it, size=2_001))["userErrors"]
        nobody = await it.send(START, type="image/png", size=9)
        assert nobody.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await start(it, size=2_000))["upload"]
        assert (await start(it, size=1_999))["upload"]
        refused = await it.send(START, viewer="enzo", type="image/png", size=9)
        assert "3,000 bytes to upload" in refused.json()["errors"][0]["message"]
        upload = (await it.ask(START, viewer="ada", type="image/png", size=9))["startUpload"]
        assert (
            await put(it.client, upload["upload"], PNG[:9], **{"Content-Type": "text/html"}) == 415
        )
        monkeypatch = pytest.MonkeyPatch()
        with monkeypatch.context() as patched:
            patched.setattr(folders, "FREE_BYTES_MIN", 1 << 62)
            full = await it.send(START, viewer="ada", type="image/png", size=9)
            assert "the disk is full" in full.json()["errors"][0]["message"]

    limits = Limits(uploads=3_000)
    run(
        nats,
        store_url,
        scenario,
        history=ONE,
        uploads=folder(tmp_path, 2_000),
        limits=limits,
    )


def test_without_a_place_nothing_is_taken(nats: NatsServer, store_url: str) -> None:
    """The operator is told what to set."""

    async def scenario(it: Gateway) -> None:
        answer = (await it.send(START, viewer="enzo", type="image/png", size=9)).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_OFFERED"
        assert "BANDSTAND_MEDIA_DIR" in answer["errors"][0]["message"]

    run(nats, store_url, scenario, history=ONE)


def test_who_puts_too_slowly_is_cut_and_who_leaves_leaves_nothing(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a real connection."""
    monkeypatch.setattr(folders, "PATIENCE_S", 0.3)

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            for leaves in (False, True):
                upload = (await start(it))["upload"]
                reader, writer = await asyncio.open_connection(embedded.HOST, port)
                head = f"PUT {upload['url']} HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n"
                writer.write(f"{head}Content-Length: {len(PNG)}\r\n\r\n".encode() + PNG[:5_000])
                await writer.drain()
                if leaves:
                    writer.transport.abort()
                else:
                    async with asyncio.timeout(5):
                        assert b" 408 " in await reader.readline()
                    writer.close()
            await asyncio.sleep(0.1)
            assert kept(tmp_path) == [".key"]

    run(
        nats,
        store_url,
        scenario,
        history=ONE,
        uploads=folder(tmp_path),
    )


def test_processes_of_a_folder_share_a_key(tmp_path: Path) -> None:
    """What one signed another takes; and nobody else reads the key."""
    one, other = (folder(tmp_path, 9) for _ in range(2))
    assert one._key == other._key
    assert len(one._key) == 32
    assert (tmp_path / "media" / ".key").stat().st_mode & 0o77 == 0


def test_each_kind_is_known_by_its_first_bytes() -> None:
    """And is none of the others."""
    heads = {
        "image/jpeg": b"\xff\xd8\xff\xe0",
        "image/png": PNG,
        "image/gif": b"GIF89a",
        "image/webp": b"RIFF\0\0\0\0WEBPVP8 ",
        "image/avif": b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1",
        "video/mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2",
        "video/webm": b"\x1aE\xdf\xa3",
    }
    assert heads.keys() == KINDS.keys()
    for kind, (_, begins) in KINDS.items():
        found = {one for one, head in heads.items() if begins(head[:HEAD_BYTES])}
        # A picture of that kind is in the same box as a film.
        assert found - {"image/avif"} == {kind} - {"image/avif"}
        assert kind in found
        assert not begins(b"<svg xmlns")


def test_a_picture_goes_into_a_bucket(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """Straight from the client, by an address that was signed for it: of that size and type."""
    with bucket_server(tmp_path) as server, credentials():
        made = shelf(
            Settings.load(
                {
                    "BANDSTAND_MEDIA_BUCKET": BUCKET,
                    "BANDSTAND_MEDIA_ENDPOINT": server.url,
                    "BANDSTAND_MEDIA_URL": f"{server.url}/{BUCKET}/",
                }
            )
        )

        async def scenario(it: Gateway) -> None:
            async with httpx.AsyncClient() as client:
                upload = (await start(it))["upload"]
                assert upload["url"].startswith(f"{server.url}/{BUCKET}/")
                # Our own page may send it there.
                policy = (await it.client.get("/")).headers["content-security-policy"]
                assert f"connect-src 'self' {server.url};" in policy
                assert await put(client, upload, PNG, **{"Content-Type": "text/html"}) == 403
                assert await put(client, upload, PNG + b"x") == 403
                other = {**upload, "url": upload["url"].replace(".png", ".gif")}
                assert await put(client, other, PNG) == 403
                assert (await client.get(upload["mediaUrl"])).status_code == 404
                assert await put(client, upload, PNG) == 200
                found = await client.get(upload["mediaUrl"])
                assert (found.status_code, found.content) == (200, PNG)
                assert found.headers["content-type"] == "image/png"
                assert "immutable" in found.headers["cache-control"]

        (tmp_path / "index.html").write_text("A page", encoding="utf-8")
        run(nats, store_url, scenario, history=ONE, uploads=made, web=tmp_path)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"DIR": "/tmp", "BUCKET": "b"}, "unset the other"),
        ({"BUCKET": "b"}, "needs BANDSTAND_MEDIA_URL"),
        ({"BUCKET": "b", "URL": "media.cars.example"}, "BANDSTAND_MEDIA_URL='media.cars.example'"),
        ({"BUCKET": "b", "URL": "https://x", "ENDPOINT": "s3"}, "BANDSTAND_MEDIA_ENDPOINT='s3'"),
        ({"MB": "0"}, "expected 1 to 5,120"),
        ({"DIR": "/proc/none"}, "cannot be written"),
    ],
)
def test_settings_that_cannot_be_end_the_start(given: dict[str, str], told: str) -> None:
    """Before anybody uploads anything."""
    with pytest.raises(BadSetting, match=told.replace("'", ".")):
        shelf(Settings.load({f"BANDSTAND_MEDIA_{key}": one for key, one in given.items()}))


def test_a_ticket_is_for_one_file_once(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is not written again, two do not come at once, and each leaves room on the
    disk, though many tickets were given while there was some.
    """

    async def scenario(it: Gateway) -> None:
        upload = (await start(it))["upload"]
        go = asyncio.Event()

        async def slowly() -> AsyncIterator[bytes]:
            yield PNG[:100]
            await go.wait()
            yield PNG[100:]

        first = asyncio.create_task(put(it.client, upload, slowly()))
        await asyncio.sleep(0.1)
        assert await put(it.client, upload, PNG) == 409
        go.set()
        assert await first == 201
        monkeypatch.setattr(folders, "FREE_BYTES_MIN", 1 << 62)
        assert await put(it.client, upload, PNG) == 201
        monkeypatch.undo()
        other = (await start(it))["upload"]
        monkeypatch.setattr(folders, "FREE_BYTES_MIN", 1 << 62)
        assert await put(it.client, other, PNG) == 503
        many = f"{other['url']}&{'a=1&' * 4_000}"
        assert (await it.client.put(many, content=PNG)).status_code == 403

    run(nats, store_url, scenario, history=ONE, uploads=folder(tmp_path))


def test_what_was_on_its_way_when_a_process_was_killed_is_taken_away(tmp_path: Path) -> None:
    """What may still come stays: others put files there."""
    folder(tmp_path)
    old, new = (tmp_path / "media" / ".coming" / name for name in ("old", "new"))
    for one in (old, new):
        one.touch()
    os.utime(old, (0, 0))
    folder(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_who_takes_no_file_is_cut(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is sent in pieces never was sent whole, so nobody counted it: 3,500 connections
    held 600 MiB as long as they liked. And each client has a share of those that are sent.
    """
    monkeypatch.setattr(paced, "PIECE_S", 0.3)
    large = PNG + bytes(8 << 20)

    async def scenario(it: Gateway) -> None:
        upload = (await start(it, size=len(large)))["upload"]
        assert await put(it.client, upload, large) == 201
        async with listening(it) as port:
            asked = f"GET {upload['mediaUrl']} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            ends = [await asyncio.open_connection(embedded.HOST, port) for _ in range(3)]
            for reader, writer in ends:
                reader._transport.pause_reading()  # type: ignore[attr-defined]
                writer.write(asked)
            await asyncio.sleep(0.1)
            answer = await it.client.get(upload["mediaUrl"])
            assert answer.status_code == 429
            await asyncio.sleep(0.6)
            assert (await it.client.get(upload["mediaUrl"])).status_code == 200
            for reader, writer in ends:
                reader._transport.resume_reading()  # type: ignore[attr-defined]
                assert len(await reader.read()) < len(large)
                writer.close()

    made = folder(tmp_path, 16 << 20)
    run(nats, store_url, scenario, history=ONE, uploads=made, limits=Limits(files_max=4, share=25))


def test_what_is_put_in_vain_is_paid_for(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """By the address that sends it, as what is asked for is."""

    async def scenario(it: Gateway) -> None:
        path = f"/media/{'0' * 16}/{'0' * 26}.png"
        answers = [(await it.client.put(path, content=b"x")).status_code for _ in range(4)]
        assert answers == [403, 403, 429, 429]

    limits = Limits(reads=2 * paced.FILE_COST)
    run(nats, store_url, scenario, history=ONE, uploads=folder(tmp_path), limits=limits)


def test_a_file_is_begun_a_few_times_and_then_anew(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """All but the last byte, again and again: 5 GB were written where 128 MB may be."""

    async def scenario(it: Gateway) -> None:
        upload = (await start(it))["upload"]
        found = [await put(it.client, upload, PNG[:-1]) for _ in range(folders.TRIES_MAX + 1)]
        assert found == [400] * folders.TRIES_MAX + [403]
        assert await put(it.client, (await start(it))["upload"], PNG) == 201

    run(nats, store_url, scenario, history=ONE, uploads=folder(tmp_path))

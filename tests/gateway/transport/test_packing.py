"""Packing: a site's texts go as gzip to who takes it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.transport.packing import packed, takes_gzip
from tests.gateway.live.test_changes import ONE
from tests.gateway.reading.test_waves import run


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5, deflate", True),
        ("*", True),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000", False),
        ("xgzip, gzipped", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(accepted: str, takes: bool) -> None:
    """By the header, and by its weights."""
    assert takes_gzip(accepted) is takes


def test_what_is_small_goes_as_it_is() -> None:
    """It would become larger."""
    assert packed(b"x" * 999, "gzip") == (b"x" * 999, {"vary": "Accept-Encoding"})


def test_a_site_s_texts_are_packed_and_its_pictures_are_not(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A phone waits for a third of the bytes; and whoever has them is sent nothing."""
    text = "const car = 1;\n" * 1_000
    (tmp_path / "page.js").write_text(text, encoding="utf-8")
    (tmp_path / "car.svg").write_text("<svg>" + text, encoding="utf-8")
    (tmp_path / "car.png").write_bytes(b"\x89PNG" * 1_000)

    async def scenario(it: Gateway) -> None:
        plain = await it.client.get("/page.js", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        for _ in range(2):
            response = await it.client.get("/page.js", headers={"accept-encoding": "gzip"})
            assert response.headers["content-encoding"] == "gzip"
            assert int(response.headers["content-length"]) < len(text) / 10
            assert response.headers["vary"] == "Accept-Encoding"
            assert response.headers["x-content-type-options"] == "nosniff"
            assert response.text == text
            assert response.headers["etag"] != plain.headers["etag"]
        for tag in (plain.headers["etag"], response.headers["etag"]):
            known = {"accept-encoding": "gzip", "if-none-match": tag}
            assert (await it.client.get("/page.js", headers=known)).status_code == 304
        (tmp_path / "page.js").write_text(text + "more", encoding="utf-8")
        again = await it.client.get("/page.js", headers={"accept-encoding": "gzip"})
        assert again.text == text + "more"
        assert (await it.client.get("/car.svg")).headers["content-encoding"] == "gzip"
        assert "content-encoding" not in (await it.client.get("/car.png")).headers

    run(nats, store_url, scenario, history=ONE, web=tmp_path)
    assert gzip.decompress(packed(b"x" * 5_000, "gzip")[0]) == b"x" * 5_000

"""The console for an operator: it reads, lets nobody in without a role, and changes nothing."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from bandstand.console.application import Console
from bandstand.console.guard import Guard, Refused, host_of
from bandstand.console.lookout import Lookout
from bandstand.console.serving import guard_of
from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.testing.stacks import Process, eventually
from gateway.authentication import Grants, Identity, trusted_header
from tests.system.stacks import stack

HERE = {"host": "127.0.0.1:8010"}


def test_without_an_authenticator_it_stays_on_loopback() -> None:
    """Else whoever reaches the port would read what is parked, and who wrote what."""
    assert guard_of(Settings(), "127.0.0.1", "").authenticate is None
    with pytest.raises(BadSetting, match="no authentication is configured"):
        guard_of(Settings(), "0.0.0.0", "")
    with pytest.raises(BadSetting, match="--role"):
        guard_of(Settings(authentication="tests.console.signing:signed"), "0.0.0.0", "")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"x-viewer": "ada"}, 403),
        ({"x-viewer": "ada", "x-roles": "editor"}, 403),
        ({"x-viewer": "ada", "x-roles": "editor, operator"}, None),
        ({"x-roles": "operator"}, 401),
    ],
)
def test_one_role_may_look(headers: dict[str, str], status: int | None) -> None:
    """Who has none, or another, is told so and sees nothing."""
    guard = Guard(trusted_header, "operator")
    assert _status(guard, headers) == status


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "10.0.0.1:8010"])
def test_on_loopback_another_name_is_another_s(host: str) -> None:
    """A name that somebody else has led to loopback would make their page the console's own."""
    assert _status(Guard(), {"host": host}) == 421
    assert _status(Guard(), HERE) is None


def test_another_page_has_nothing_read_for_it() -> None:
    """It could read no answer. But each explanation reads all logs, and pages that are told have a
    limit. A link that leads here is followed.
    """
    asked = {**HERE, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert _status(Guard(), asked) == 403
    assert _status(Guard(), asked | {"sec-fetch-site": "same-site"}) == 403, "of another port"
    led = asked | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert _status(Guard(), led, is_page=True) is None, "a link leads there"
    assert _status(Guard(), led) == 403, "and to nothing else"
    framed = led | {"sec-fetch-dest": "iframe"}
    assert _status(Guard(), framed, is_page=True) == 403, "logs would be read for it"
    assert _status(Guard(), asked | {"sec-fetch-site": "same-origin"}) is None


def _status(guard: Guard, headers: dict[str, str], *, is_page: bool = False) -> int | None:
    try:
        asyncio.run(guard.look(headers, is_page=is_page))
    except Refused as refused:
        return refused.status
    return None


async def _passing(headers: Mapping[str, str]) -> Identity:
    """Who may look, for as long as a header says, in seconds."""
    return Identity("ada", Grants.of(["operator"]), time.time() + float(headers["x-lasts"]))


def test_who_is_told_is_told_no_longer_than_their_token_lasts() -> None:
    """An operator of yesterday saw who reports whom, on a page that had stayed open."""
    guard = Guard(_passing, "operator")
    assert _status(guard, {"x-lasts": "-1"}) == 401
    lookout = Lookout({"eu": Settings(region="eu")}, lambda: 0)

    async def told() -> list[bytes]:
        console = Console(lookout, {"eu": Settings(region="eu")}, guard)
        transport = httpx.ASGITransport(console.application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            asked = client.get("/console/events", headers={"x-lasts": "0.3"})
            answer = await asyncio.wait_for(asked, 10)
            assert answer.status_code == 200
            return answer.content.split(b"\n\n")

    assert asyncio.run(told())[0].startswith(b"data: ")


def test_hosts_are_read_with_and_without_ports() -> None:
    """As browsers send them."""
    assert [host_of(one) for one in ("LOCALHOST:1", "[::1]:80", "[::1]", "127.0.0.1")] == [
        "localhost",
        "[::1]",
        "[::1]",
        "127.0.0.1",
    ]


def test_it_only_reads(tmp_path: Path) -> None:
    """Beside a stack, and by its servers' addresses as in production; what is parked is told with
    its reason, and the bytes can be looked at.
    """
    with stack(tmp_path / "stack") as made:
        made.command("publish", "-", stdin=b'{"type":"user_muted","actor":"ada","user":"bob"}\n')
        named = {key: made.settings[key] for key in ("NATS_URL", "REDIS_URL", "BANDSTAND_REGION")}
        empty = tmp_path / "elsewhere"
        process = Process(tmp_path / "said", "console", "--port", "0", "--dir", empty, **named)
        try:

            def address() -> str:
                found = re.findall(r"^console (\S+)$", process.out.read_text(), re.MULTILINE)
                return found[0] if found else ""

            url = eventually(address, "an address")
            with httpx.Client(base_url=url, trust_env=False, timeout=20) as client:

                def state() -> dict[str, object]:
                    told = client.get("state").json()["regions"][0]
                    assert told["region"] == made.settings["BANDSTAND_REGION"]
                    return dict(told) if told["views"]["rows"] else {}

                assert eventually(state, "a picture")["unknown"] == ""
                assert "&quot;token&quot;:&quot;&quot;" in client.get("").text
                assert client.post("link", json={}).status_code == 404
                assert client.post("write", json={}).status_code == 404
                log = f"events-{made.settings['BANDSTAND_REGION']}-0-1"
                asked = {"region": made.settings["BANDSTAND_REGION"], "log": log}
                found = client.get("event", params={**asked, "sequence": "1"}).json()
                assert '"user_muted"' in found["body"]
                for wrong in ("99", "x", "-1", "9" * 30):
                    refused = client.get("event", params={**asked, "sequence": wrong})
                    assert refused.status_code == 422
            assert process.end() == 0
        finally:
            process.kill()

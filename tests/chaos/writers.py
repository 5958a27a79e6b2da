"""Writers: clients that write through gateways of all regions, and remember what they were told."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

TRIBES = 3
"""So many are founded before anything is published."""

PATIENCE_S = 6.0
"""How long a writer retries before it gives up and goes on: then it was *never read*."""


@dataclass(frozen=True)
class Action:
    """A mutation of the domain: another feature joins by a line below.

    type: the event it makes. fields: its inputs as GraphQL. receipt is asked for in the same form
    everywhere.
    """

    mutation: str
    type: str
    input: str


ACTIONS = {
    action.mutation: action
    for action in (
        Action("setUserProfile", "user_profile_set", "SetUserProfileInput"),
        Action("setTribeProfile", "tribe_profile_set", "SetTribeProfileInput"),
        Action("publishArticle", "article_published", "PublishArticleInput"),
        Action("editArticle", "article_edited", "EditArticleInput"),
        Action("removeArticle", "article_removed", "RemoveArticleInput"),
        Action("bumpArticle", "article_bumped", "BumpArticleInput"),
        Action("unbumpArticle", "article_unbumped", "UnbumpArticleInput"),
        Action("viewArticle", "article_viewed", "ViewArticleInput"),
        Action("postComment", "comment_posted", "PostCommentInput"),
        Action("editComment", "comment_edited", "EditCommentInput"),
        Action("removeComment", "comment_removed", "RemoveCommentInput"),
    )
}
_QUERY = """mutation Do($input: %s!) {
  %s(input: $input) { receipt { eventId token } userErrors { code message } %s }
}"""
_CHANGED = {
    "publishArticle": "article { id }",
    "postComment": "comment { id }",
    "setTribeProfile": "tribe { id }",
}


@dataclass
class Acked:
    """What a writer was told: an event is in the log."""

    event_id: str
    region: str
    type: str
    at_s: float
    target: tuple[str, str] | None = None


@dataclass
class Ledger:
    """All that writers tried, were told and saw. Shared by them all."""

    attempted: set[tuple[str, str]] = field(default_factory=set)
    """(event type, actor)."""
    acked: dict[str, Acked] = field(default_factory=dict)
    never_read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    last: dict[tuple[str, str], tuple[Any, str]] = field(default_factory=dict)
    """(user, what) → what the user did last, and its event; None when an outcome is unknown."""
    stale_told: int = 0
    satisfied: int = 0
    wrong: list[str] = field(default_factory=list)
    """Reads with a token that were older than it, and not told so; answers without sense."""


class Writers:
    """A number of users, each doing one thing after the other, in a thread of their own.

    Args:
        gateways: region → its addresses, skewed ones among them.
        articles: ids to begin with. pause_s: between two actions of a user.
    """

    def __init__(
        self,
        gateways: dict[str, list[str]],
        *,
        users: int,
        pause_s: float,
        seed: int,
        ledger: Ledger,
        name: str = "u",
    ) -> None:
        self._gateways, self._pause_s, self._seed = gateways, pause_s, seed
        self._users = [f"{name}{seed}x{number}" for number in range(users)]
        self.ledger = ledger
        self._articles: list[str] = []
        self._own: dict[str, list[str]] = {}
        self._comments: list[tuple[str, str]] = []
        self._tribes: list[str] = []
        self._founders: dict[str, str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way, and write no more."""
        self._stop.set()
        self._thread.join(timeout=60)
        assert not self._thread.is_alive(), "the writers do not end"

    async def _run(self) -> None:
        limits = httpx.Limits(max_connections=200)
        async with (
            httpx.AsyncClient(timeout=4, limits=limits) as client,
            asyncio.TaskGroup() as tasks,
        ):
            for number, user in enumerate(self._users):
                dice = random.Random(f"{self._seed} {number}")
                tasks.create_task(self._live(client, user, dice))

    async def _live(self, client: httpx.AsyncClient, user: str, dice: random.Random) -> None:
        token, number = "", 0
        while not self._stop.is_set():
            number += 1
            region = dice.choice(list(self._gateways))
            mutation, fields, what = self._choose(user, dice, number)
            done = await self._do(
                client,
                user,
                dice,
                region=region,
                mutation=mutation,
                fields=fields,
                token=token,
                number=number,
            )
            if what is not None:
                key = (user, what[0])
                if done == "unknown":
                    # It may land later, behind the next one: what then stands is not known.
                    self.ledger.last[key] = (None, "")
                elif isinstance(done, dict) and self.ledger.last.get(key) != (None, ""):
                    event = done["receipt"]["eventId"]
                    self.ledger.last[key] = (what[1], event)
            if isinstance(done, dict):
                token = done["receipt"]["token"]
                self._remember(user, mutation, fields, done)
                known = what is not None and self.ledger.last[user, what[0]] != (None, "")
                if what is not None and known and dice.random() < 0.5:
                    await self._read(client, user, dice, what, token)
            await asyncio.sleep(self._pause_s * dice.uniform(0.2, 1.8))

    def _choose(
        self, user: str, dice: random.Random, number: int
    ) -> tuple[str, dict[str, Any], tuple[str, Any] | None]:
        """A mutation, its input, and what must stand if it is the last of its kind."""
        pick = dice.random()
        if len(self._tribes) < TRIBES:
            return "setTribeProfile", {"name": f"by {user} {number}"}, None
        if pick < 0.1 or not self._articles:
            fields: dict[str, Any] = {
                "tribeId": dice.choice(self._tribes),
                "title": f"{user} {number}",
            }
            return "publishArticle", fields, None
        article = dice.choice(self._articles[-30:])
        if pick < 0.4:
            return "bumpArticle", {"articleId": article}, (article, True)
        if pick < 0.6:
            return "unbumpArticle", {"articleId": article}, (article, False)
        if pick < 0.7:
            return "setUserProfile", {"name": f"{user} {number}"}, ("name", f"{user} {number}")
        owned = [tribe for tribe in self._tribes if self._founders[tribe] == user]
        if owned and pick < 0.73:
            named = {"tribeId": dice.choice(owned), "name": f"by {user} {number}"}
            return "setTribeProfile", named, None
        if pick < 0.8:
            return "postComment", {"articleId": article, "body": f"{user} {number}"}, None
        if pick < 0.9:
            return "viewArticle", {"articleId": article}, None
        comments = [comment for author, comment in self._comments if author == user]
        if comments and pick < 0.94:
            return "editComment", {"commentId": comments[-1], "body": f"edited {number}"}, None
        if comments and pick < 0.96:
            return "removeComment", {"commentId": dice.choice(comments)}, None
        own = self._own.setdefault(user, [])
        if own and pick < 0.98:
            return "editArticle", {"articleId": own[-1], "title": f"{user} edits {number}"}, None
        if len(own) > 3:
            return "removeArticle", {"articleId": own[0]}, None
        return "viewArticle", {"articleId": article}, None

    def _remember(
        self, user: str, mutation: str, fields: dict[str, Any], done: dict[str, Any]
    ) -> None:
        if mutation == "publishArticle" and done.get("article"):
            self._articles.append(done["article"]["id"])
            self._own.setdefault(user, []).append(done["article"]["id"])
        elif mutation == "setTribeProfile" and done.get("tribe"):
            if len(self._tribes) < TRIBES:
                self._tribes.append(done["tribe"]["id"])
                self._founders[done["tribe"]["id"]] = user
        elif mutation == "postComment" and done.get("comment"):
            self._comments.append((user, done["comment"]["id"]))
        elif mutation == "removeArticle":
            self._own[user].remove(fields["articleId"])
            self._articles.remove(fields["articleId"])

    async def _do(
        self,
        client: httpx.AsyncClient,
        user: str,
        dice: random.Random,
        *,
        region: str,
        mutation: str,
        fields: dict[str, Any],
        token: str,
        number: int,
    ) -> dict[str, Any] | str:
        """Try until it is confirmed, refused, or patience ends; the payload, or a word for it."""
        action = ACTIONS[mutation]
        query = _QUERY % (action.input, mutation, _CHANGED.get(mutation, ""))
        body = {
            "query": query,
            "variables": {"input": {**fields, "idempotencyKey": f"{user} {number}"}},
        }
        headers = {"X-Viewer": user} | ({"X-Consistency-Token": token} if token else {})
        self.ledger.attempted.add((action.type, user))
        deadline, sent = time.monotonic() + PATIENCE_S, False
        while time.monotonic() < deadline:
            url = dice.choice(self._gateways[region])
            try:
                answer = (await client.post(url, json=body, headers=headers)).json()
            except httpx.ConnectError:
                await asyncio.sleep(0.2)
                continue
            except (httpx.HTTPError, ValueError):
                sent = True
                await asyncio.sleep(0.2)
                continue
            if errors := answer.get("errors"):
                extensions = errors[0].get("extensions", {})
                self.ledger.refused[extensions.get("code", "?")] += 1
                if not extensions.get("retryable"):
                    self.ledger.wrong.append(f"{mutation}: {errors[0]}")
                    return "refused"
                sent = True
                await asyncio.sleep(0.2)
                continue
            payload: dict[str, Any] = answer["data"][mutation]
            if payload["receipt"]:
                receipt = payload["receipt"]
                self.ledger.acked[receipt["eventId"]] = Acked(
                    receipt["eventId"], region, action.type, time.monotonic()
                )
                return payload
            for error in payload["userErrors"]:
                self.ledger.refused[error["code"]] += 1
            return "refused" if not sent else "unknown"
        self.ledger.never_read += 1
        return "unknown"

    async def _read(
        self,
        client: httpx.AsyncClient,
        user: str,
        dice: random.Random,
        what: tuple[str, Any],
        token: str,
    ) -> None:
        """Read one's own last write with its token, in any region."""
        name = what[0] == "name"
        query = (
            "{ viewer { user { name } } }"
            if name
            else "query($id: ID!) { article(id: $id) { viewerHasBumped } }"
        )
        url = self._gateways[dice.choice(list(self._gateways))][0]
        try:
            answer = (
                await client.post(
                    url,
                    json={"query": query, "variables": {} if name else {"id": what[0]}},
                    headers={"X-Viewer": user, "X-Consistency-Token": token},
                )
            ).json()
        except (httpx.HTTPError, ValueError):
            return
        status = (answer.get("extensions", {}).get("consistency") or {}).get("status")
        if status == "STALE":
            self.ledger.stale_told += 1
        if status != "SATISFIED" or answer.get("errors"):
            return
        self.ledger.satisfied += 1
        data = answer["data"]
        if name:
            seen = data["viewer"]["user"]["name"]
        elif data["article"] is None:
            return  # Removed meanwhile, which is no older state.
        else:
            seen = data["article"]["viewerHasBumped"]
        if seen != what[1]:
            self.ledger.wrong.append(
                f"{user} read {what[0]} = {seen!r} at {url} at {time.monotonic():.1f}, "
                f"and had written {what[1]!r}; token {token}; {answer['extensions']}"
            )

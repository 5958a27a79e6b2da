"""The demo: a small community of petrolheads, the same from the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from crdt.stamps import stamp_of
from eventlog.envelope import Event, event_id
from tribes import events as e

START_MS = 1_767_225_600_000
"""2026-01-01: the demo's days are fixed, so that its events are."""

_USERS = (
    "Enzo Piacenza", "Ayrton Velho", "Jutta Klein", "Stirling Marsh", "Michèle Mouton-Noir",
    "Pat Rossi", "Lella Bianchi", "Bruce Otago", "Desiré Wilton", "Jackie Forfar",
    "Masako Hagi", "Colin Norfolk", "Sabine Ring", "Walter Finn", "Ove Oeland", "Nuvola Rapid",
)  # fmt: skip
_TRIBES = {
    "ferrari": ("Ferrari", "Prancing horses, old and new."),
    "porsche": ("Porsche", "Air-cooled or not, the engine is in the back."),
    "rally": ("Rally", "Gravel, snow and handbrakes."),
    "classics": ("Classics", "Chrome, carburettors and patience."),
    "electric": ("Electric", "Torque from zero."),
    "garage": ("The garage", "Spanners, rust and swearing."),
    "le-mans": ("Le Mans", "Twenty-four hours of it."),
    "motorcycles": ("Motorcycles", "Half the wheels, twice the fun."),
}
_THINGS = (
    "gearbox", "carburettor", "differential", "camshaft", "radiator", "clutch", "turbocharger",
    "exhaust", "suspension", "steering rack", "fuel pump", "dashboard",
)  # fmt: skip
_TITLES = (
    "How I rebuilt the {thing} on my kitchen table", "Is this {thing} worth saving?",
    "What nobody tells you about the {thing}", "My {thing} sings at 7,000 revs",
    "A weekend, a {thing} and no manual", "Found in a barn: a {thing} from 1964",
    "Why the {thing} always fails on Sundays", "Lap times before and after a new {thing}",
)  # fmt: skip
_REMARKS = (
    "Beautiful work!", "I would have used more grease.", "Mine did that too.", "Pictures, please.",
    "That is not the original part.", "Sounds like the bearing.", "What oil do you use?",
    "My grandfather had one of these.", "Sell it while it runs.", "Never sell it.",
)  # fmt: skip


def events(region: str, seed: int) -> Iterator[Event]:
    """All events of the demo, in the order in which they happened.

    Args:
        region: where they enter. seed: the same seed gives the same events.
    """
    random, now_ms = Random(seed), START_MS  # noqa: S311

    def envelope(actor: str) -> dict[str, Any]:
        nonlocal now_ms
        now_ms += random.randrange(20_000, 400_000)
        return {
            "id": event_id(now_ms, random.randbytes(10)),
            "at": stamp_of(now_ms),
            "region": region,
            "actor": actor,
        }

    users = [name.split()[0].lower() for name in _USERS]
    for user, name in zip(users, _USERS, strict=True):
        bio = f"<p>{name.split()[0]} has oil under the nails.</p>"
        yield e.UserProfileSet(**envelope(user), user=user, handle=user, name=name, bio=bio)
    for founder, (tribe, (name, description)) in zip(users, _TRIBES.items(), strict=False):
        yield e.TribeProfileSet(
            **envelope(founder),
            tribe=tribe,
            slug=tribe,
            name=name,
            description=description,
            founds=True,
        )
    # Of each article its tribe and author, and of each comment its author.
    articles: dict[str, dict[str, Any]] = {}
    comments: dict[str, str] = {}
    for number in range(1, 121):
        written = _article(random, envelope(random.choice(users)), f"demo-{number}")
        yield written
        articles[written.article] = {"tribe": written.tribe, "author": written.actor}
        for _ in range(random.randrange(4, 16)):
            latest = [*articles.items()]
            seen = latest[-1 - min(int(random.expovariate(0.3)), len(latest) - 1)]
            yield from _act(random, envelope, random.choice(users), seen, comments)
    for _ in range(90):
        seen = random.choice([*articles.items()][-6:])
        yield from _act(random, envelope, random.choice(users), seen, comments)
    for user in users:
        for tribe in random.sample(list(_TRIBES), 3):
            yield e.TribeFollowed(**envelope(user), tribe=tribe)
        for other in random.sample([one for one in users if one != user], 3):
            yield e.UserFollowed(**envelope(user), user=other)
    yield from _moderated(envelope, users, articles)


def _moderated(envelope: Any, users: list[str], articles: Any) -> Iterator[Event]:
    """Roles in each tribe, and in the first what was reported: one case is open, one decided."""
    for number, tribe in enumerate(_TRIBES):
        founder, other, another = (users[(number + step) % len(users)] for step in (0, 5, 9))
        moderator: dict[str, Any] = {"tribe": tribe, "role": e.Role.MODERATOR}
        yield e.TribeRoleGiven(**envelope(founder), user=other, **moderator)
        yield e.TribeRoleGiven(**envelope(founder), user=another, **moderator)
    owner: dict[str, Any] = {"tribe": next(iter(_TRIBES)), "role": e.Role.OWNER}
    yield e.TribeRoleGiven(**envelope(users[0]), user=users[1], **owner)
    shown, spammed = [one for one, of in articles.items() if of["tribe"] == owner["tribe"]][:2]
    for reporter, note in ((users[3], "My own picture"), (users[4], "")):
        yield e.ArticleReported(
            **envelope(reporter), article=shown, reason=e.Reason.ILLEGAL, note=note
        )
    spam = f"{spammed}/spam"
    words = "Cheap oil, best oil, buy oil!"
    yield e.CommentPosted(**envelope(users[15]), comment=spam, body=words)
    yield e.CommentReported(**envelope(users[6]), comment=spam, reason=e.Reason.SPAM)
    yield e.CommentHidden(
        **envelope(users[0]), comment=spam, reason=e.Reason.SPAM, note="No advertising here."
    )
    yield e.UserMuted(**envelope(users[6]), user=users[15])


def _article(random: Random, envelope: dict[str, Any], article: str) -> e.ArticlePublished:
    thing = random.choice(_THINGS)
    title = random.choice(_TITLES).format(thing=thing)
    kind = random.choice(list(e.ArticleKind))
    body = f"<p>It began with the {thing}.</p><p>{' '.join(random.sample(_REMARKS, 4))}</p>"
    return e.ArticlePublished(
        **envelope,
        article=article,
        tribe=random.choice(list(_TRIBES)),
        kind=kind,
        title=title,
        excerpt=f"It began with the {thing}.",
        body=body,
    )


def _act(
    random: Random, envelope: Any, actor: str, seen: tuple[str, dict[str, Any]], comments: Any
) -> Iterator[Event]:
    """Somebody looks at an article, and may bump it or say something.

    seen: the article, with its tribe and author. comments: the author of each comment until now.
    """
    article, of = seen
    yield e.ArticleViewed(**envelope(actor), article=article)
    chance = random.random()
    if chance < 0.5:
        yield e.ArticleBumped(**envelope(actor), article=article, **of)
    elif chance < 0.55:
        yield e.ArticleUnbumped(**envelope(actor), article=article, **of)
    elif chance < 0.85:
        mine = [comment for comment in comments if comment.startswith(f"{article}/")]
        parent = random.choice(mine) if mine and random.random() < 0.4 else None
        comment = f"{article}/{len(comments) + 1}"
        comments[comment] = actor
        to: dict[str, Any] = {"to": comments[parent]} if parent else {}
        yield e.CommentPosted(
            **envelope(actor),
            comment=comment,
            parent=parent,
            body=random.choice(_REMARKS),
            **of,
            **to,
        )

"""The demo: a small community of petrolheads, the same from the same seed.

`events` begin on a day that is always the same; `lately` are those events, the last of them now.
`people` is what the same people go on doing.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec
from ulid import ULID

from crdt.stamps import Stamp, ms_of, stamp_of
from eventlog.envelope import Event, event_id
from tribes import demo_texts as texts
from tribes import events as e
from tribes.demo_texts import TRIBES

START_MS = 1_767_225_600_000
"""2026-01-01: the demo's days are fixed, so that its events are."""

ARTICLES = 120
_PACE_MAX = 22
"""At first so many times as much passes between what is done as in the end: some six weeks lie
between the first article and the last, and most of what is done is of the last days.
"""

PEOPLE_EVENTS = 3_000
"""So much the people go on doing in each region, within some 16 hours."""

_PAUSE_S = 4.0
_TIRED_AFTER = 400
"""After so many events twice as much passes between two of them as at first."""

_USERS = (
    "Enzo Piacenza", "Ayrton Velho", "Jutta Klein", "Stirling Marsh", "Michèle Mouton-Noir",
    "Pat Rossi", "Lella Bianchi", "Bruce Otago", "Desiré Wilton", "Jackie Forfar",
    "Masako Hagi", "Colin Norfolk", "Sabine Ring", "Walter Finn", "Ove Oeland", "Nuvola Rapid",
)  # fmt: skip


def events(region: str, seed: int) -> Iterator[Event]:
    """All events of the demo, in the order in which they happened.

    Args:
        region: where they enter. seed: the same seed gives the same events.
    """
    random, now_ms, pace = Random(seed), START_MS, 1.0  # noqa: S311

    def envelope(actor: str) -> dict[str, Any]:
        nonlocal now_ms
        now_ms += int(random.randrange(20_000, 400_000) * pace)
        return {
            "id": event_id(now_ms, random.randbytes(10)),
            "at": stamp_of(now_ms),
            "region": region,
            "actor": actor,
        }

    users = _users()
    for number, (user, name) in enumerate(zip(users, _USERS, strict=True)):
        bio = texts.BIOS[number % len(texts.BIOS)]
        yield e.UserProfileSet(**envelope(user), user=user, handle=user, name=name, bio=bio)
    for founder, (tribe, of) in zip(users, TRIBES.items(), strict=False):
        yield e.TribeProfileSet(
            **envelope(founder),
            tribe=tribe,
            slug=tribe,
            name=of.name,
            description=of.description,
            founds=True,
        )
    # Of each article its tribe and author, and of each comment its author.
    articles: dict[str, dict[str, Any]] = {}
    comments: dict[str, str] = {}
    for number in range(1, ARTICLES + 1):
        pace = 1 + _PACE_MAX * (1 - number / ARTICLES)
        written = _article(random, envelope(random.choice(users)), number)
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
        for tribe in random.sample(list(TRIBES), 3):
            yield e.TribeFollowed(**envelope(user), tribe=tribe)
        for other in random.sample([one for one in users if one != user], 3):
            yield e.UserFollowed(**envelope(user), user=other)
    yield from _moderated(envelope, users, articles)


def lately(region: str, seed: int, now_ms: int) -> Iterator[Event]:
    """The events of the demo, moved so that the last of them is of now."""
    told = list(events(region, seed))
    by_ms = now_ms - ms_of(Stamp(told[-1].at))
    for event in told:
        made = ULID.from_str(event.id).bytes
        yield msgspec.structs.replace(
            event,
            id=event_id(int.from_bytes(made[:6], "big") + by_ms, made[6:]),
            at=stamp_of(ms_of(Stamp(event.at)) + by_ms),
        )


def people(region: str, seed: int) -> Iterator[tuple[float, Event]]:
    """What the demo's people go on doing, and how many seconds pass before each of it.

    At first something every four seconds and an article a minute, then less and less. Its events
    are of the demo's first day: whoever publishes them says when they happen.
    """
    random = Random(f"{seed} {region}")  # noqa: S311
    articles, comments = _written(seed)
    done = 0

    def envelope(actor: str) -> dict[str, Any]:
        made = event_id(START_MS, random.randbytes(10))
        return {"id": made, "at": stamp_of(START_MS), "region": region, "actor": actor}

    while True:
        for event in _turn(random, envelope, articles, comments, f"{region}-{done}"):
            if done == PEOPLE_EVENTS:
                return
            done += 1
            yield random.uniform(0.4, 1.6) * _PAUSE_S * (1 + done / _TIRED_AFTER), event


def _turn(
    random: Random, envelope: Any, articles: dict[str, Any], comments: dict[str, str], name: str
) -> Iterator[Event]:
    """Somebody writes an article, follows somebody or a tribe, or looks at what is new."""
    chance, users = random.random(), _users()
    actor = random.choice(users)
    if chance < 0.12:
        number = len(articles) + 1
        written = _article(random, envelope(actor), number, article=f"demo-{name}")
        articles[written.article] = {"tribe": written.tribe, "author": actor}
        yield written
    elif chance < 0.15:
        yield e.TribeFollowed(**envelope(actor), tribe=random.choice(list(TRIBES)))
    elif chance < 0.19:
        other = random.choice([one for one in users if one != actor])
        yield e.UserFollowed(**envelope(actor), user=other)
    else:
        latest = [*articles.items()][-30:]
        seen = latest[-1 - min(int(random.expovariate(0.3)), len(latest) - 1)]
        readers = [one for one in users if one != seen[1]["author"]]
        yield from _act(random, envelope, random.choice(readers), seen, comments, suffix=f"-{name}")


def _written(seed: int) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Of each article of the demo its tribe and author, and of each comment its author."""
    articles: dict[str, dict[str, Any]] = {}
    comments: dict[str, str] = {}
    for event in events("", seed):
        if isinstance(event, e.ArticlePublished):
            articles[event.article] = {"tribe": event.tribe, "author": event.actor}
        elif isinstance(event, e.CommentPosted):
            comments[event.comment] = event.actor
    return articles, comments


def _users() -> list[str]:
    return [name.split()[0].lower() for name in _USERS]


def _moderated(envelope: Any, users: list[str], articles: Any) -> Iterator[Event]:
    """Roles in each tribe, and in the first what was reported: one case is open, one decided."""
    for number, tribe in enumerate(TRIBES):
        founder, other, another = (users[(number + step) % len(users)] for step in (0, 5, 9))
        moderator: dict[str, Any] = {"tribe": tribe, "role": e.Role.MODERATOR}
        yield e.TribeRoleGiven(**envelope(founder), user=other, **moderator)
        yield e.TribeRoleGiven(**envelope(founder), user=another, **moderator)
    owner: dict[str, Any] = {"tribe": next(iter(TRIBES)), "role": e.Role.OWNER}
    yield e.TribeRoleGiven(**envelope(users[0]), user=users[1], **owner)
    shown, spammed = [one for one, of in articles.items() if of["tribe"] == owner["tribe"]][:2]
    for reporter, note in ((users[3], "My own picture"), (users[4], "")):
        yield e.ArticleReported(
            **envelope(reporter), article=shown, reason=e.Reason.ILLEGAL, note=note
        )
    spam = f"{spammed}/spam"
    words = "Cheap oil, best oil, buy oil!"
    of = articles[spammed]
    yield e.CommentPosted(**envelope(users[15]), comment=spam, body=f"<p>{words}</p>", **of)
    yield e.CommentReported(**envelope(users[6]), comment=spam, reason=e.Reason.SPAM)
    no: dict[str, Any] = {"reason": e.Reason.SPAM, "note": "No advertising here."}
    yield e.CommentHidden(**envelope(users[0]), comment=spam, **no, **of)
    yield e.UserMuted(**envelope(users[6]), user=users[15])


def _article(
    random: Random, envelope: dict[str, Any], number: int, *, article: str = ""
) -> e.ArticlePublished:
    tribe = random.choice(list(TRIBES))
    told = texts.article(random, tribe, number)
    media = _media(random, tribe) if told.with_pictures or random.random() < 0.55 else []
    kind = e.ArticleKind.IMAGE if media and len(told.body) < 200 else e.ArticleKind.ARTICLE
    return e.ArticlePublished(
        **envelope,
        article=article or f"demo-{number}",
        tribe=tribe,
        kind=kind,
        title=told.title,
        excerpt=told.excerpt,
        body=told.body,
        media=media,
    )


def _media(random: Random, tribe: str) -> list[e.Media]:
    """Pictures of a tribe's, one or more."""
    pictures = TRIBES[tribe].pictures
    count = 1 if random.random() < 0.75 else 3
    return [_picture(name, alt) for name, alt in random.sample(pictures, min(count, len(pictures)))]


def _picture(name: str, alt: str) -> e.Media:
    """A picture that the page has, in examples/web/public. All are of one size."""
    url = f"/media/demo/{name.replace('-', '')}.svg"
    return e.Media(url=url, alt=alt, type="image/svg+xml", width=1_280, height=720)


def _act(
    random: Random,
    envelope: Any,
    actor: str,
    seen: tuple[str, dict[str, Any]],
    comments: dict[str, str],
    *,
    suffix: str = "",
) -> Iterator[Event]:
    """Somebody looks at an article, and may bump it or say something.

    seen: the article, with its tribe and author. comments: the author of each comment until now.
    suffix: of the ids of comments.
    """
    article, of = seen
    yield e.ArticleViewed(**envelope(actor), article=article)
    chance = random.random()
    if chance < 0.5:
        yield e.ArticleBumped(**envelope(actor), article=article, **of)
    elif chance < 0.55:
        yield e.ArticleUnbumped(**envelope(actor), article=article, **of)
    elif chance < 0.9:
        mine = [comment for comment in comments if comment.startswith(f"{article}/")]
        # What was said last is answered most: so answers have answers.
        parent = random.choice(mine[-4:]) if mine and random.random() < 0.65 else None
        comment = f"{article}/{len(comments) + 1}{suffix}"
        comments[comment] = actor
        to: dict[str, Any] = {"to": comments[parent]} if parent else {}
        yield e.CommentPosted(
            **envelope(actor),
            comment=comment,
            parent=parent,
            body=texts.comment(random, of["tribe"], answers=parent is not None),
            **of,
            **to,
        )

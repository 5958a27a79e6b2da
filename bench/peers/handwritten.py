"""The peer of the feed by hand: one endpoint for one page, over the same views.

`REDIS_URL=… python -m bench.peers.handwritten BASE PORT`. Starlette, one FCALL_RO of a function
that reads just this page, and one pass that joins its answer. It takes every column for granted:
no other query, no errors, no token, no viewer.
"""

from __future__ import annotations

import os
import sys
from binascii import b2a_base64
from typing import Any

import msgspec
import redis as sync
import redis.asyncio as redis
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

LIBRARY = """#!lua name=bandstand_handwritten
local function held(base, index, id)
  local contents = redis.call('HGET', base .. index .. ':' .. id, 'claim')
  local claim = contents and cjson.decode(string.sub(contents, 16))
  local list = base .. 'list:' .. index .. ':' .. (claim and claim.key or '')
  return redis.call('ZRANGE', list, 0, 0)[1] == id and claim.name
end

local function once(seen, base, kind, index, id, ...)
  local key = base .. kind .. ':' .. id
  if not seen[key] then
    local found = redis.call('HMGET', key, ...)
    found[#found + 1] = held(base, index, id)
    seen[key] = found
  end
end

local function feed(keys, args)
  local base, first = args[1], tonumber(args[2])
  local flat = redis.call('ZRANGE', keys[1], 0, first, 'REV', 'WITHSCORES')
  local rows, users, tribes = {}, {}, {}
  for i = 1, math.min(#flat, 2 * first), 2 do
    local id = flat[i]
    local held = redis.call('HMGET', base .. 'article:' .. id,
      'publication', 'title', 'excerpt', 'views', 'alive')
    local publication = cjson.decode(string.sub(held[1], 16))
    local author, tribe = publication.author, publication.tribe
    if string.sub(held[5], 16) == 'true' then
      rows[#rows + 1] = {
        id, flat[i + 1], held[2], held[3], held[4],
        redis.call('ZCARD', base .. 'article.bumps+:' .. id),
        redis.call('ZCARD', base .. 'article.comments+:' .. id),
        author, tribe,
      }
      once(users, base, 'user', 'handle', author, 'name', 'avatar_url')
      once(tribes, base, 'tribe', 'slug', tribe, 'name')
    end
  end
  return cmsgpack.pack({ rows, users, tribes, #flat > 2 * first })
end

redis.register_function{
  function_name='handwritten_feed', callback=feed, flags={'no-writes'},
}
"""

URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
client: Any = redis.from_url(URL, protocol=2)
_decode_body = msgspec.json.Decoder().decode
_decode = msgspec.msgpack.Decoder().decode
_encode = msgspec.json.Encoder().encode


def _text(held: str | bool) -> str:
    return held[15:] if isinstance(held, str) else "null"


def _name(held: str | bool) -> str:
    return _encode(held or None).decode()


def _cursor(score: str, item: str) -> str:
    return b2a_base64(_encode(("new", int(score), item)), newline=False).decode()


async def feed(request: Request) -> Response:
    """A page of the feed."""
    first = _decode_body(await request.body())["variables"]["first"]
    reply = await client.fcall_ro("handwritten_feed", 1, f"{BASE}list:new", BASE, str(first))
    rows, users, tribes, more = _decode(reply)
    authors = {
        key: f'{{"name":{_text(name)},"handle":{_name(handle)},"avatarUrl":{_text(url)}}}'
        for key, (name, url, handle) in (users or {}).items()
    }
    groups = {
        key: f'{{"name":{_text(name)},"slug":{_name(slug)}}}'
        for key, (name, slug) in (tribes or {}).items()
    }
    edges = [
        f'{{"cursor":"{_cursor(score, item)}","node":{{"id":"'
        f'{b2a_base64(f"Article:{item}".encode(), newline=False).decode()}","title":{title[15:]},'
        f'"excerpt":{excerpt[15:]},"author":{authors[f"{BASE}user:{author}"]},'
        f'"tribe":{groups[f"{BASE}tribe:{tribe}"]},"bumpCount":{bumps},'
        f'"commentCount":{comments},"viewCount":{views or 0}}}}}'
        for item, score, title, excerpt, views, bumps, comments, author, tribe in rows
    ]
    end = f'"{_cursor(rows[-1][1], rows[-1][0])}"' if rows else "null"
    info = f'{{"hasNextPage":{"true" if more else "false"},"endCursor":{end}}}'
    text = f'{{"data":{{"feed":{{"edges":[{",".join(edges)}],"pageInfo":{info}}}}}}}'
    return Response(text, media_type="application/json")


if __name__ == "__main__":
    BASE = sys.argv[1]
    with sync.Redis.from_url(URL) as loading:
        loading.function_load(LIBRARY, replace=True)
    uvicorn.run(
        Starlette(routes=[Route("/graphql", feed, methods=["POST"])]),
        port=int(sys.argv[2]),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
    )

// The peer of the feed in Node: Mercurius with JIT, loaders, and a pipeline a batch.
//
// `REDIS_URL=… node server.mjs PORT`. It is written as its own documentation teaches, and reads the
// plain hashes and sorted sets under `peer:`, which the benchmark copied from our views. It asserts
// nothing about consistency.

import Fastify from 'fastify'
import { Redis } from 'ioredis'
import mercurius from 'mercurius'

const store = new Redis(process.env.REDIS_URL, { enableAutoPipelining: true })

const schema = `
  type User { id: ID! handle: String name: String avatarUrl: String }
  type Tribe { id: ID! slug: String name: String }
  type Article {
    id: ID! title: String! excerpt: String! viewCount: Int!
    author: User! tribe: Tribe! bumpCount: Int! commentCount: Int!
  }
  type ArticleEdge { cursor: String! node: Article! }
  type PageInfo {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type ArticleConnection { edges: [ArticleEdge!]! pageInfo: PageInfo! }
  type Query { feed(first: Int = 20, after: String): ArticleConnection! }
`

const globalId = (kind, id) => Buffer.from(`${kind}:${id}`).toString('base64')

async function many (command, keys) {
  const pipe = store.pipeline()
  for (const key of keys) command(pipe, key)
  return (await pipe.exec()).map(([error, value]) => { if (error) throw error; return value })
}

async function articles (ids) {
  const columns = ['title', 'excerpt', 'author', 'tribe', 'views']
  const rows = await many((pipe, id) => pipe.hmget(`peer:article:${id}`, ...columns), ids)
  return rows.map(([title, excerpt, author, tribe, views], at) => ({
    key: ids[at],
    id: globalId('Article', ids[at]),
    title,
    excerpt,
    authorKey: author,
    tribeKey: tribe,
    viewCount: Number(views ?? 0)
  }))
}

const resolvers = {
  Query: {
    async feed (_, { first, after }) {
      const until = after ? `(${Buffer.from(after, 'base64')}` : '+inf'
      const flat = await store.zrevrangebyscore('peer:new', until, '-inf', 'WITHSCORES', 'LIMIT', 0, first + 1)
      const ids = []
      for (let at = 0; at < flat.length && ids.length < first; at += 2) ids.push(flat[at])
      const nodes = await articles(ids)
      const edges = nodes.map((node, at) => ({
        cursor: Buffer.from(flat[2 * at + 1]).toString('base64'), node
      }))
      return {
        edges,
        pageInfo: {
          hasNextPage: flat.length > 2 * first,
          hasPreviousPage: after != null,
          startCursor: edges[0]?.cursor,
          endCursor: edges.at(-1)?.cursor
        }
      }
    }
  }
}

const unique = (queries, key) => [...new Set(queries.map(({ obj }) => obj[key]))]

const loaders = {
  Article: {
    async author (queries) {
      const ids = unique(queries, 'authorKey')
      const rows = await many((pipe, id) => pipe.hmget(`peer:user:${id}`, 'handle', 'name', 'avatar_url'), ids)
      const found = new Map(ids.map((id, at) => {
        const [handle, name, avatarUrl] = rows[at]
        return [id, { id: globalId('User', id), handle, name, avatarUrl }]
      }))
      return queries.map(({ obj }) => found.get(obj.authorKey))
    },
    async tribe (queries) {
      const ids = unique(queries, 'tribeKey')
      const rows = await many((pipe, id) => pipe.hmget(`peer:tribe:${id}`, 'slug', 'name'), ids)
      const found = new Map(ids.map((id, at) => {
        const [slug, name] = rows[at]
        return [id, { id: globalId('Tribe', id), slug, name }]
      }))
      return queries.map(({ obj }) => found.get(obj.tribeKey))
    },
    bumpCount: (queries) => many((pipe, id) => pipe.zcard(`peer:bumps:${id}`), queries.map(({ obj }) => obj.key)),
    commentCount: (queries) => many((pipe, id) => pipe.zcard(`peer:comments:${id}`), queries.map(({ obj }) => obj.key))
  }
}

const app = Fastify()
app.register(mercurius, { schema, resolvers, loaders, jit: 1 })
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })

"""HTTP and GraphQL glue: planned reads, mutations, tokens, limits, authentication.

It imports `crdt`, `eventlog` and `views`, and knows no article: types are declared in the domain
over view records (`gateway.declare.entities`), and this package plans, reads and commits for them.
"""

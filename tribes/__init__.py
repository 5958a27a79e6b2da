"""The domain: a social network for petrolheads. All that the machinery does not know.

`BANDSTAND_DOMAIN` names this package. It offers `EVENTS`, `VIEWS` and, in `tribes.schema`, the
GraphQL schema. To add an event, a field or a view, work here alone: see `docs/add-an-event.md`.
"""

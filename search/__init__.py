"""Full-text search: an index of documents, filled from the log beside the views.

    Reader ──batches──▶ judge ──registers──▶ merge ──▶ index file ◀──read-only── gateway

An index is disposable, and belongs to one gateway or pod: what it holds is a function of the events
that it covers, as a view is. It imports `crdt` and `eventlog`, and knows no event type.
"""

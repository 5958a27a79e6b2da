"""The loop from log to views. Any number of projectors may run; no leader, no lease, no ownership.

It imports `crdt`, `eventlog` and `views`, and knows no event type.
"""

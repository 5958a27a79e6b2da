"""The log's machinery: envelope, subjects, streams, publishing, reading, the clock.

The only package that knows NATS. It imports `crdt` alone of ours, and knows no event type.
"""

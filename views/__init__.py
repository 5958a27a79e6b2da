"""The read models' machinery: records, shards, function library, merge and page calls.

The only package that knows Redis. It imports `crdt` alone of ours, and knows no article.
"""

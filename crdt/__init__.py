"""The algebra: values that merge. Pure: it imports nothing of ours, does no I/O, reads no clock.

Everything in a view is a map from (slot, id, member) to a value of a total order, and merging
two states is the maximum at each place. That one rule (`crdt.order`) is idempotent, commutative
and associative, which is what survives duplicates and disorder.
"""

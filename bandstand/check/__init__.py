"""Checking a domain, for its author's CI: without a stack, on generated histories.

checking.py       the parts in their order, and what is printed of each
findings.py       what is found: something wrong, or something to know
smallest.py       the smallest generated history for which something holds
taken.py          what of a generated history would come into a log
laws.py           of every place that is merged: the laws of a lattice
delivery.py       a history comes to the same however it is delivered
derivations.py    the store's Lua derives what Python does, on 1 and on 7 shards
schema.py         names and descriptions, and which fields are compiled
"""

"""What is derived of records, declared once: as attributes and in a small subset of Python.

places      lists, sums, boards and indexes: what records stand in
language    what a derivation may call
source      a function's source, and what its names mean
compiler    from that to Lua, and what depends on what
evaluation  the same source in Python, for the audit, explanations and tests
program     all derivations of a view together
"""

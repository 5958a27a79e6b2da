"""Measurements: each starts real servers of its own, and its peer beside it in the same run.

`python -m bench [replay|visible|feed|all] [--events N] [--seconds S] [--runs R] [--json]`.
Nothing of ours imports it.
"""

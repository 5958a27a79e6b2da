"""Lattices that a record can have besides registers, sets and distinct counts: each in a file."""

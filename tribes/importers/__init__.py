"""Importers: what other sites hand out, read as this domain's events.

An importer is pure but for reading its files: the command line asks who has which name, and
publishes what it yields. The same files give the same bytes and ids where the same names are free,
so importing twice changes nothing.
"""

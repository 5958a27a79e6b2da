"""Importers: what other sites hand out, read as this domain's events.

An importer is pure but for reading its files: the command line publishes what it yields. The same
files always give the same bytes and ids, so importing twice changes nothing.
"""

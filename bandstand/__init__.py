"""The composition root: command line, settings and embedded stack."""

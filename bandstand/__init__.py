"""The composition root: command line, settings, embedded stack, importers."""

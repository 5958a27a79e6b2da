"""Events that come in by the command line: lines, and what importers of the domain bring in."""

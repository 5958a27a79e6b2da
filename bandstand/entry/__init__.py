"""Events that come in by the command line: lines, dumps, and who is there already."""

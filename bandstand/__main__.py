"""`python -m bandstand`."""

from bandstand.cli.commands import main

main()

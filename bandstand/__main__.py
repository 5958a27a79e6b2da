"""`python -m bandstand`."""

from bandstand.cli import main

main()

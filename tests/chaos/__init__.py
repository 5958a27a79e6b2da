"""Chaos: real regions under fire, and a check of what is left. `make chaos SECONDS=300 SEED=1`."""

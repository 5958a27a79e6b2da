"""The command line."""

import gc

# What a program imports stays: to look it through again and again while it comes costs an eighth of
# the start. A process that serves says more of it, in `processes/production.py`.
gc.set_threshold(50_000, 5, 20)

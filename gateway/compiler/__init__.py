"""From a validated selection to what it reads and how its answer is written."""

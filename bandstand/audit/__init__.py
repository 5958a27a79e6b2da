"""What logs say, beside what views hold: verify and compare."""

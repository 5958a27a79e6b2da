"""Pages that are made from the program itself, and are nowhere else."""

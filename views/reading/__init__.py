"""What is read of the views: selected, asked in waves and steps, and answered."""

"""What of the chart follows from the program's declarations and from the comments of its values."""

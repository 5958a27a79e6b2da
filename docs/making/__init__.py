"""The documentation's site: the pages of docs/, and a reference that is made from the program."""

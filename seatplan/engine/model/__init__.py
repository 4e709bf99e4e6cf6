"""The model of a program: the rows that its rules, goals and laws post. No search here."""

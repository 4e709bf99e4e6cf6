"""The model of a program: what its rules, goals and laws write as rows. It knows no search."""

"""The display of programs, plans and answers in Python: as text, HTML, frames and figures."""

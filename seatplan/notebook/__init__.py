"""Programs, plans and answers in Python: how they print, as frames and as figures."""

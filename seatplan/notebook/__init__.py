"""Programs, plans and answers in Python: what they say of themselves, as frames and as figures."""

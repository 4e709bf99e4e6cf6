"""Plans, results, checks and answers as terminal tables, as plain data and as an HTML page."""

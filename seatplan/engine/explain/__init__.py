"""Why there is no plan: conflicts (MUSes), fixes (correction sets), and how near a plan comes."""

"""One call of CP-SAT or GLOP: relaxation, sub-models, presets, and the check of every answer."""

"""Laws that hold for every program, on programs that Hypothesis draws."""

"""Random programs of any size, each made around a plan that keeps all its rules."""

from benchmarks.generated.programs import generate, generate_with_plan
from benchmarks.generated.rules import flight_rules, timeline_rules

__all__ = ["flight_rules", "generate", "generate_with_plan", "timeline_rules"]

"""A file of each kind, with every key in it that there is, to be spoilt."""

from __future__ import annotations

PROGRAM = """\
format = 1
name = "Everything"

[[agencies]]
id = "NASA"
qualifications = ["usos"]

[[agencies]]
id = "Roscosmos"
qualifications = ["rs"]

[[agencies]]
id = "ESA"

[[vehicles]]
id = "Soyuz MS"
operator = "Roscosmos"
training_days = 30
seats = [
  { role = "commander", requires = ["soyuz-commander"], critical = true },
  { role = "flight-engineer", count = 2, requires = ["soyuz"], agencies = ["NASA", "Roscosmos"] },
]

[[vehicles]]
id = "Dragon"
operator = "NASA"
seats = [{ role = "commander" }, { role = "specialist", count = 2, optional = true }]

[[flights]]
id = "MS-22"
vehicle = "Soyuz MS"
launch = 2022-09-21
landing = 2023-03-28
spacecraft = "A"
descent = "empty"
return_options = ["MS-23"]

[[flights]]
id = "MS-23"
vehicle = "Soyuz MS"
launch = 2023-02-24
landing = 2023-09-27
ascent = "empty"
station = "ISS"
lifeboat = true

[[flights]]
id = "Crew-5"
vehicle = "Dragon"
launch = 2022-10-05
landing = 2023-03-12
seats = [{ role = "pilot" }]

[[crew]]
id = "rubio"
name = "Frank Rubio"
agency = "NASA"
qualifications = ["soyuz", { id = "eva", since = 2021-05-01, until = 2026-05-01 }]
unavailable = [{ since = 2024-01-01, until = 2024-07-01, why = "ground assignment" }]
flights_before = 1
days_before = 4
last_landing = 2020-10-22
selected = 2017-06-07

[[crew]]
id = "prokopyev"
agency = "Roscosmos"
qualifications = ["soyuz", "soyuz-commander"]

[[crew]]
id = "petelin"
agency = "Roscosmos"
qualifications = ["soyuz"]

[[fixed]]
flight = "MS-22"
role = "flight-engineer"
member = "rubio"
leg = "up"

[[forbidden]]
flight = "Crew-5"
member = "petelin"

[[rules]]
rule = "integrated-crew"
of = ["usos", "rs"]
min = 1
vehicles = ["Soyuz MS"]

[[rules]]
rule = "exchange"
id = "x"
parties = ["NASA", "Roscosmos"]
tolerance = 1
opening = -1
settled_by = [2023-06-01]
unit = "seats"
why = "an agreement"
weight = 2

[[rules]]
rule = "quota"
agencies = ["NASA"]
since = 2022-01-01
until = 2024-01-01
min = 0
max = 3
per = "year"
weight = 2

[[rules]]
rule = "quota"
members = ["rubio"]
holding = "usos"
max = 400
unit = "days"

[[rules]]
rule = "share"
shares = { NASA = 2, Roscosmos = 0.766, ESA = "1/3" }
tolerance = 1.5
opening = { ESA = 0.2 }
weight = 1

[[rules]]
rule = "aboard"
agencies = ["NASA", "Roscosmos"]
stations = ["ISS"]
min = 0
max = 7
after_departure = true
weight = 3

[[rules]]
rule = "lifeboat"
since = 2022-10-01
weight = 5

[[rules]]
rule = "ground-time"
days = 100

[[rules]]
rule = "career"
max_days = 1000
max_flights = 4

[[rules]]
rule = "experience"
weight = 1

[[rules]]
rule = "together"
members = ["rubio", "prokopyev"]
weight = 1

[[rules]]
rule = "apart"
members = ["rubio", "petelin"]
flights = ["Crew-5"]
weight = 4

[[goals]]
goal = "fill-seats"

[[goals]]
goal = "keep-rules"

[[goals]]
goal = "even-turns"

[[goals]]
goal = "fewest-members"
agencies = ["NASA"]

[[goals]]
goal = "longest-waiting"

[[goals]]
goal = "prefer"
terms = [{ members = ["rubio"], roles = ["pilot"], value = 3 }]

[[goals]]
goal = "cost"
terms = [{ agencies = ["ESA"], value = 7 }, { operators = ["NASA"], value = -2 }]
"""

SCENARIOS = """\
format = 1

[[scenarios]]
name = "late"
edits = [
  { edit = "slip", flight = "Crew-5", days = 30 },
  { edit = "extend", flight = "MS-23", days = -3 },
  { edit = "withdraw", member = "petelin", since = 2030-01-01 },
  { edit = "qualify", member = "petelin", qualification = "eva", until = 2030-01-01 },
  { edit = "disqualify", member = "rubio", qualification = "eva" },
]

[[scenarios]]
name = "another program"
edits = [
  { edit="add-flight", to_add={ id="N", vehicle="Dragon", launch=2031-01-01, landing=2031-02-01 } },
  { edit = "reseat", flight = "Crew-5", seats = [{ role = "pilot", count = 2 }] },
  { edit = "return-empty", flight = "N", via = ["MS-23"] },
  { edit = "launch-empty", flight = "N" },
  { edit = "cancel", flight = "N" },
  { edit = "fix", flight = "Crew-5", role = "pilot", member = "rubio" },
  { edit = "forbid", flight = "Crew-5", member = "prokopyev" },
  { edit = "add-rule", rule = "quota", agencies = ["NASA"], max = 2 },
  { edit = "change-rule", rule = "x", tolerance = 3, weight = 1 },
  { edit = "drop-rule", rule = "career" },
]
"""

PLAN_CSV = """\
flight,leg,role,member
MS-22,up,commander,prokopyev
MS-22,up,flight-engineer,rubio
MS-23,down,"flight-engineer",rubio
Crew-5,up,'=pilot,petelin
"""

PLAN_JSON = """\
{
  "format": 1,
  "program": "Everything",
  "assignments": [
    {"flight": "MS-22", "leg": "up", "role": "commander", "member": "prokopyev"},
    {"flight": "MS-23", "leg": "down", "role": "flight-engineer", "member": "rubio"}
  ]
}
"""

LINES = (
    "slip flight=Crew-5 days=30",
    'return-empty flight=MS-22 via=["MS-23","N"]',
    'reseat flight=Crew-5 seats=[{role="pilot", count=2}]',
    "add-rule rule=quota agencies=['NASA'] max=2",
    "withdraw member=petelin since=2030-01-01",
    "change-rule rule=x tolerance=3 why='two words'",
    "add-flight to_add={id='N',vehicle='Dragon',launch=2031-01-01,landing=2031-02-01}",
    'fix flight=Crew-5 role="pilot" member=rubio leg=up',
)

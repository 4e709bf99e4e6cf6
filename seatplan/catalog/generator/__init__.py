"""Generates four of the shipped programs from tables of the crewed flights to the ISS.

    python -m seatplan.catalog.generator [FOLDER_TO_WRITE_TO]

A checkout and the sdist have this package; the wheel leaves it out, since nothing in seatplan
imports it.
"""

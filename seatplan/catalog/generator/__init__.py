"""Generates four of the shipped programs from tables of the crewed flights to the ISS.

    python -m seatplan.catalog.generator [FOLDER_TO_WRITE_TO]

This package is in a checkout and in the sdist. It is not in the wheel, because nothing in seatplan
imports it.
"""

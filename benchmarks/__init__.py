"""Ratios that show where time and weight go. Nothing here asserts: a slow machine is no fault of the code."""

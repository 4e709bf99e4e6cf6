"""The tests mirror the package; `properties` holds the laws, `build` makes small programs."""

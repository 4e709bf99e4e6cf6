"""Goals in their order: a portfolio of ways with one incumbent and one bound each."""

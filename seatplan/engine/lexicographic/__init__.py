"""Goals in their order: a portfolio of strategies with one incumbent and one bound each."""

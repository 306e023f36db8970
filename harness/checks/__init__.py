"""The checks of `vodomer certify`: of applications, of providers, and what runs them."""

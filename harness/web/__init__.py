"""How is told from an answer whether a web application keeps what it owes its people?

Pure judgements, for scenarios of the reference and checks of anybody's application alike.
"""

"""How are services reached and configured: ports, signals, options, secrets?"""

"""How does somebody examine an application without a terminal? By pages of `vodomer serve`.

The pages start `vodomer certify` as a process of its own and read what it records, as everybody
does: `site` draws them, `examiner` starts and stops, `standing` follows the events.
"""

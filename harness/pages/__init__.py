"""Which labels stand on the pages that we own, and what does a person do there?

Page objects are thin: a verb a person would use, in the words of the published instruction.
"""

"""Acts: what a statement says is done, signed, decided, planned or asked for.

`signals` finds the words that tell acts, `clauses` reads them in the order of a sentence, `items`
splits what is coordinated, `drafts` holds what was found so far, `merging` joins what is told
twice, `linking` adds parties, places, facilities, quantities and dates.
"""

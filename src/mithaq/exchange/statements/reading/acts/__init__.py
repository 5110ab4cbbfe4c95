"""Acts: what a statement says is done, signed, decided, planned or asked for.

`signals` finds the words that tell acts (`parts_of_speech`: verb or noun), `clauses` reads them in
the order of a sentence, `items` splits what is coordinated, `drafts` holds what was found so far,
`merging` joins what is told twice, `linking` adds places, facilities, quantities and dates,
`parties` who takes part; `measures` says what a number measures by its act.
"""

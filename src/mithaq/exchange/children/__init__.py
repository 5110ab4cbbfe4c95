"""Child processes that touch a file under limits, so that the parent never does.

`asking` is the parent's side; `working` and `archives` are the child's, and import next to nothing.
"""

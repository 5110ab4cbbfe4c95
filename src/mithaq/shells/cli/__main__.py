"""`python -m mithaq.shells.cli`: the command line without its script."""

from mithaq.shells.cli import main

main()

"""The subcommands of `mepp5`: each parses its words and calls the module that does the work.

In come words of a command line, out goes what the rooms below say. No work is done here.
"""

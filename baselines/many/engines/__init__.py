"""How the blocks of a run are shared among workers: processes of this machine, or actors of Ray.

In come a task, which every worker is told once, and blocks. Out come, in any order, the names of the finished blocks'
files with what was counted in them. The rows do not depend on the engine: it never sees one.
"""

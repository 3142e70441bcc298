"""What is asked of the system: drafts that are locked while they are written, folders, processes, memory of one run.

In come paths and functions; out go files that are whole or not there, and processes that end with their parent. The
rooms above know what is in the files; here nobody looks into one.
"""

"""A job over a table, its rows worked on by many machines: those of a Ray cluster that exists.

Owns how a worker gets there, and who has which rows; Ray owns the machines, and restarts what dies. The job
itself stays the one of `tools/tables`: it reads the table, keeps what is done and writes the output, so all
of it (going on after a stop, the history, the report) is as at home. Nothing imports this room, and nothing
of Ray, before a cluster is asked for. Must not know what a worker does.
"""

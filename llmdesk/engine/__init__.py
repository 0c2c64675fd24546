"""Everything about running a model; no Qt. `client.Engine` is the face, `types` the values.

Import the modules themselves: this package imports nothing, so that a spawned child and the
command line stay light.
"""

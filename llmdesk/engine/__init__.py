"""Everything about running a model; no Qt. `face` is all that others know of an engine, `types` its values;
`local` runs a model on this computer, in the process that `child` is.

Import the modules themselves: this package imports nothing, so that a spawned child and the
command line stay light.
"""

"""Which of llama.cpp's ways of computing this processor can be trusted with: found, proved, remembered.

`choice` holds the values, `build` finds the native libraries, `prover` (parent) has children (`proving`, with
`trial_model`) compute and keeps what came out. Must not load a user's model.
"""

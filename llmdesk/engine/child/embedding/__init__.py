"""Embedding models in the engine process: loaded (`loading`), and asked (`jobs`)."""

"""The models on this machine, and what is known about well-known ones.

Owns finding, naming and describing model files. Knows neither the engine process nor the store.
"""

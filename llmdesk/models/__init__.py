"""The models on this machine, those that are well known, and those of the Hub.

Owns finding, naming, describing and downloading model files. Knows neither the engine process nor the store.
"""

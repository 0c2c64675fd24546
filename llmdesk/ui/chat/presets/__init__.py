"""How the open chat is answered, and the user's presets and prompts: chosen, changed, kept."""

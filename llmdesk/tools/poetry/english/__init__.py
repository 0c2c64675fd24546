"""English verse: its sounds, metres, rhymes and forms."""

"""Chinese verse: its sounds, tones, rhyme books and forms."""

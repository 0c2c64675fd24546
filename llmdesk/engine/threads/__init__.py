"""How many threads compute: `governor` while answers are written, `measuring` in idle time (both in the
child), `kept` what was measured (parent). The first answer waits for none of it.
"""

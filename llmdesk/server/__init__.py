"""The shell for other programs: an HTTP server with the paths of OpenAI's API, on the engine of the others.

Owns everything that listens. Off until somebody switches it on; `cli` and `ui` import it then, and not
before. Must not know either of them, and opens no connection by itself. Imports nothing here.
"""

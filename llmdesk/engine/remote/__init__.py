"""An engine elsewhere: `client` is the face of it, `dialects` finds out what a server can do."""

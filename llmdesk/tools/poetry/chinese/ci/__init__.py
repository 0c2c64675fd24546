"""Songs to a tune (词): the tunes, how a text keeps one, the verdict, and songs as grammars."""

"""Tables in an object store (S3, Google Cloud Storage): fetched before the work, and what is made is put
there.

Owns the way there and back, and the finished blocks that lie beside an output while a job goes on. A job
works on files of this computer, as ever. Must not know workers, formats or Ray. Nothing imports this room,
and nothing of pyarrow, before such a place is named.
"""

"""Files and texts that go with a question: taken, read, shown over the composer; and what an answer rests
on."""

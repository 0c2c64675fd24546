"""Classical verse by the rhyme books: old tones and rhymes, what kind of poem it is, what teachers name."""

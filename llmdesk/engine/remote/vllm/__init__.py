"""vLLM: `dialect` is how it is spoken to, `trial` finds out at connection what of that works there."""

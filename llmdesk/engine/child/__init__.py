"""The process that runs the model: scheduling, batches, sampling; only here llama_cpp is imported."""

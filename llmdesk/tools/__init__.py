"""What the tabs do, as plain functions: no Qt, no llama_cpp."""

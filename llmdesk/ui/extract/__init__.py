"""The Extract tab: fields out of texts and documents, each value with its place."""

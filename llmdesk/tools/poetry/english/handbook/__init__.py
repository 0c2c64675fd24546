"""What handbooks of English verse say of a poem: its rhyme scheme, its metre, the form it has."""

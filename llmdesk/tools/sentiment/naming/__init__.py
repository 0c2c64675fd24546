"""What the names of labels mean: which are common ones, in whichever words."""

"""The one gate to the network: who may be asked, by which way, and the list of what was asked."""

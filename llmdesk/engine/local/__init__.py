"""The parent's side of an engine on this computer: the child's handle, loading, streams."""

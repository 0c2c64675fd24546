"""Libraries of documents in the window: made, read in the background, watched, and chosen for a chat."""

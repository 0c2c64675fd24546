"""What llmdesk is: its version, a newer one, its licences."""

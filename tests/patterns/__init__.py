"""Every pattern of the project on texts made to be slow."""

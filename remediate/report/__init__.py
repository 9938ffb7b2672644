"""Plans and outcomes as text and as JSON. Nothing here prints, and nothing shows a value."""

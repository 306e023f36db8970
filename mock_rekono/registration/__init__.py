"""Registration at REKONO: its steps, the moves between them, and what a person does there."""

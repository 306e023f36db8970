"""Does the mock REKONO do what it promises? All over a socket, as any client sees it."""

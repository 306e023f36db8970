"""What does the activation service do? It binds an activation code to a REKONO account, once."""

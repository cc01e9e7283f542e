"""Jobs, plans, banks and lookup, invitations, the engine, the live room. So far: the question library."""

"""The interview as data: what a plan says, how long it takes, what is wrong with it, what changed."""

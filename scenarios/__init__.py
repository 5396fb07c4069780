"""The stories, the sample institutions that play them, and the command that runs it all."""

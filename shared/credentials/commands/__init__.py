"""The console script `credential`: files in, files and words out. It reaches the web only with `--fetch`."""

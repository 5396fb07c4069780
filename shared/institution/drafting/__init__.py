"""Write a framework: a draft that several people change, take back and make again, until it is published.

Readers and other machines see what is published only; `publishing` puts a draft in its place.
"""

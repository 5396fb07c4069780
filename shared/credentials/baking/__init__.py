"""Bake credentials into pictures, and take them out again.

A baked picture proves nothing by itself: what is taken out is verified as any other credential.
https://www.imsglobal.org/spec/ob/v3p0#baking
"""

from credentials.baking.pictures import bake, unbake

__all__ = ["bake", "unbake"]

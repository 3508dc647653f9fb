"""The ``.formcheck`` file: one set with its report, poses, decisions and pictures, to be sent and sent back."""

from formcheck.export.share.opening import open_share
from formcheck.export.share.packing import pack

__all__ = ["open_share", "pack"]

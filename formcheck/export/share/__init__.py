"""The ``.formcheck`` file: a set with its report, poses, decisions and pictures, or a prescription, to be sent."""

from formcheck.export.share.opening import open_prescription, open_share
from formcheck.export.share.packing import pack, pack_prescription
from formcheck.export.share.prescribed import SharedPrescription

__all__ = ["SharedPrescription", "open_prescription", "open_share", "pack", "pack_prescription"]

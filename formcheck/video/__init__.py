"""A file in, upright frames with presentation times out; and such frames in, an H.264 file that browsers play out."""

from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader
from formcheck.video.writer import VideoWriter

__all__ = ["VideoInfo", "VideoReader", "VideoWriter", "read_ahead"]

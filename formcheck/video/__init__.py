"""Clips in and out: upright frames with true presentation times, and H.264 files that browsers play."""

from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader
from formcheck.video.writer import VideoWriter

__all__ = ["VideoInfo", "VideoReader", "VideoWriter", "read_ahead"]

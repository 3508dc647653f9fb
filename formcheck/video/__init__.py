"""Clips in and out: upright frames with true presentation times, and H.264 files that browsers play."""

from formcheck.video.reader import VideoInfo, VideoReader

__all__ = ["VideoInfo", "VideoReader"]

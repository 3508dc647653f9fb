"""Clips in and out: upright frames with true presentation times, and H.264 files that browsers play."""

from formcheck.video.atomic import whole_file, write_whole
from formcheck.video.pipeline import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader
from formcheck.video.writer import VideoWriter

__all__ = ["VideoInfo", "VideoReader", "VideoWriter", "read_ahead", "whole_file", "write_whole"]

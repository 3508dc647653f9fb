"""Clean poses go in; observations come out, each with the camera and the person's lengths as learnt so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from formcheck.motion.body import Body, Lengths
from formcheck.motion.cleaning.camera import Camera, square_on
from formcheck.motion.cleaning.camera_tracker import CameraTracker
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.motion.cleaning.joint_centres import joint_centres
from formcheck.motion.cleaning.proportions import Proportions
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Facing, Pose


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One frame as the recorder kept it: what a body is made from."""

    pose: Pose
    view: ViewState
    camera: Camera | None
    lengths: Lengths
    _known: tuple[Pose, ViewState, Camera | None, Pose] | None = field(default=None, repr=False, compare=False)
    """What `centred` gave for a pose, a view and a camera: `replace` may put others in their place."""

    @property
    def is_turned(self) -> bool:
        """Whether the landmarks are turned into the plane of a side view."""
        return self.camera is not None and self.camera.can_turn and self.view.forward != 0

    def body(self) -> Body:
        """Give the body in its own planes, as the measures read it."""
        return Body(self.centred(), self.view.forward, self.lengths)

    def centred(self) -> Pose:
        """Give the pose turned square on where the camera is known, with landmarks at the joints' centres."""
        if self._known is not None:
            pose, view, camera, centred = self._known
            if pose is self.pose and view is self.view and camera is self.camera:
                return centred
        if self.camera is None or not self.is_turned or self.pose.centred:
            return joint_centres(self.pose, self.view)
        return joint_centres(square_on(self.pose, self.camera, self.view.forward), self.view)


class Observer:
    """Learn camera and lengths from a stream of poses, and say how each pose is to be read.

    Parameters
    ----------
    facing : {"left", "right"} or None
        Overrides the detected direction that the person faces.
    """

    def __init__(self, facing: Facing | None) -> None:
        self._facing = facing
        self.forget()

    def forget(self) -> None:
        """Learn anew: the film was cut or zoomed."""
        self._cameras = CameraTracker()
        self._proportions = Proportions()
        self.has_new_camera = False
        """Whether the last pose changed what is known of the camera, so that earlier readings no longer agree."""

    @property
    def camera(self) -> Camera | None:
        """The present knowledge of the camera."""
        return self._cameras.camera

    def push(self, clean: CleanPose) -> Observation:
        """Consume the next pose."""
        pose, view = clean.pose, clean.view
        if self._facing is not None:
            view = ViewState(view.label, self._facing, view.azimuth_deg)
        self.has_new_camera = not pose.centred and self._cameras.push(pose, view)
        observation = Observation(pose=pose, view=view, camera=self.camera, lengths=Lengths())
        centred = observation.centred()
        lengths = self._proportions.push(centred, pose if view.forward == 0 else None)
        return replace(observation, lengths=lengths, _known=(pose, view, self.camera, centred))

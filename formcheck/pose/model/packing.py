"""In: a person detector and a landmark network. Out: the bundle of both that MediaPipe's pose landmarker loads.

A bundle (``.task``) is an uncompressed zip. Google's packages carry the bare networks; the landmarker also requires of
each network a note on how its input is scaled.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from formcheck.pose.model.pruning import without_mask

DETECTOR_MEMBER = "pose_detector.tflite"
LANDMARKS_MEMBER = "pose_landmarks_detector.tflite"

_METADATA_NAME = b"TFLITE_METADATA"
# Mean and standard deviation that bring 0..255 to what each network was trained on: -1..1 and 0..1.
_SCALING = {DETECTOR_MEMBER: (127.5, 127.5), LANDMARKS_MEMBER: (0.0, 255.0)}
_ALIGNMENT = 16
_LOCAL_HEADER_LENGTH = 30
_EXTRA_HEADER_LENGTH = 4


def build_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Make a bundle from the two networks; the same networks give the same bytes.

    Parameters
    ----------
    detector, landmarks : bytes
        TFLite models. One that carries metadata already is packed unchanged.

    Returns
    -------
    bytes
        The ``.task`` file.
    """
    networks = {DETECTOR_MEMBER: detector, LANDMARKS_MEMBER: landmarks}
    return _pack({name: _with_scaling(network, name) for name, network in networks.items()})


def bundle_without_mask(bundle: bytes) -> bytes:
    """Make a bundle whose landmark network computes no mask; see `without_mask`. Anything else is returned as it is."""
    if not zipfile.is_zipfile(io.BytesIO(bundle)):
        return bundle
    with zipfile.ZipFile(io.BytesIO(bundle)) as whole:
        networks = {name: whole.read(name) for name in whole.namelist()}
    if LANDMARKS_MEMBER not in networks:
        return bundle
    return _pack(networks | {LANDMARKS_MEMBER: without_mask(networks[LANDMARKS_MEMBER])})


def _pack(networks: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, network in networks.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # zipfile would write the operating system
            info.extra = _padding(out.tell() + _LOCAL_HEADER_LENGTH + len(name))
            bundle.writestr(info, network)
    return out.getvalue()


def _padding(offset: int) -> bytes:
    """Fill up to an aligned offset, so that the networks can be used in place instead of being copied."""
    length = -(offset + _EXTRA_HEADER_LENGTH) % _ALIGNMENT
    return b"\x35\xd9" + length.to_bytes(2, "little") + bytes(length)


def _with_scaling(network: bytes, name: str) -> bytes:
    import flatbuffers
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    if any(entry.name == _METADATA_NAME for entry in model.metadata or []):
        return network
    buffer, entry = tflite.BufferT(), tflite.MetadataT()
    buffer.data = list(_metadata(name, len(model.subgraphs[0].outputs)))
    model.buffers.append(buffer)
    entry.name, entry.buffer = _METADATA_NAME.decode(), len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _metadata(name: str, outputs: int) -> bytes:
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    subgraph = schema.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [_image_input(name)]
    subgraph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    metadata = schema.ModelMetadataT()
    metadata.name, metadata.subgraphMetadata = name.removesuffix(".tflite"), [subgraph]
    builder = flatbuffers.Builder(0)
    builder.Finish(metadata.Pack(builder), b"M001")
    return bytes(builder.Output())


def _image_input(name: str) -> Any:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    scaling, unit, image, content = (
        schema.NormalizationOptionsT(), schema.ProcessUnitT(), schema.ImagePropertiesT(), schema.ContentT()
    )  # fmt: skip
    mean, deviation = _SCALING[name]
    scaling.mean, scaling.std = [mean], [deviation]
    unit.optionsType, unit.options = schema.ProcessUnitOptions.NormalizationOptions, scaling
    image.colorSpace = schema.ColorSpaceType.RGB
    content.contentPropertiesType, content.contentProperties = schema.ContentProperties.ImageProperties, image
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.processUnits, tensor.content = "image", [unit], content
    return tensor

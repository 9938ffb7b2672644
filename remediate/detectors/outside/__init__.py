"""Faults outside flows: one file a detector; `OUTSIDE` is the ordered tuple of all."""

from remediate.detectors.outside.interface import CleanFile, FlaggedFile, OutsideDetector, Spotted
from remediate.detectors.outside.literal_connection_parameter import literal_connection_parameter
from remediate.detectors.outside.literal_deployment_setting import literal_deployment_setting
from remediate.detectors.outside.literal_description import literal_description
from remediate.detectors.outside.literal_environment_variable import literal_environment_variable

OUTSIDE: tuple[OutsideDetector, ...] = (
    literal_environment_variable,
    literal_deployment_setting,
    literal_connection_parameter,
    literal_description,
)

__all__ = ["OUTSIDE", "CleanFile", "FlaggedFile", "OutsideDetector", "Spotted"]

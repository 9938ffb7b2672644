"""What ties a flow to one environment and is no secret: one file a detector; `PORTABLE` is the ordered tuple of all."""

from remediate.detectors.interface import Detector
from remediate.detectors.portable.hardcoded_endpoint import hardcoded_endpoint
from remediate.detectors.portable.hardcoded_environment import hardcoded_environment
from remediate.detectors.portable.hardcoded_mailbox import hardcoded_mailbox
from remediate.detectors.portable.hardcoded_site import hardcoded_site

PORTABLE: tuple[Detector, ...] = (hardcoded_site, hardcoded_environment, hardcoded_mailbox, hardcoded_endpoint)

__all__ = ["PORTABLE"]

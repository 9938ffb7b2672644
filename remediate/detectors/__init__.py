"""One file a detector; `DETECTORS` is the ordered tuple of all.

Order is meaning: where two find the same text, the one that comes first keeps it.
"""

from remediate.detectors import kingfisher
from remediate.detectors.caller_without_token import caller_without_token
from remediate.detectors.empty_allowed_users import empty_allowed_users
from remediate.detectors.exposed_secret import exposed_secret
from remediate.detectors.interface import Clean, Confidence, Detector, Finding, Flagged
from remediate.detectors.leaving_secret import leaving_secret
from remediate.detectors.literal_authentication import literal_authentication
from remediate.detectors.literal_behind_reference import literal_behind_reference
from remediate.detectors.literal_connection_string import literal_connection_string
from remediate.detectors.literal_copy import CopyDetector, literal_copy
from remediate.detectors.literal_header import literal_header
from remediate.detectors.literal_name import literal_name
from remediate.detectors.literal_named_value import literal_named_value
from remediate.detectors.literal_parameter_default import literal_parameter_default
from remediate.detectors.literal_token import literal_token
from remediate.detectors.literal_url_credential import literal_url_credential
from remediate.detectors.open_http_trigger import open_http_trigger
from remediate.detectors.outside import OUTSIDE, OutsideDetector
from remediate.detectors.portable import PORTABLE
from remediate.detectors.secret_variable_parameter import secret_variable_parameter
from remediate.detectors.unsecured_http_action import unsecured_http_action
from remediate.detectors.unsecured_secret_read import unsecured_secret_read
from remediate.detectors.unsecured_secret_trigger import unsecured_secret_trigger
from remediate.detectors.unsecured_secret_use import unsecured_secret_use
from remediate.detectors.unsupported_secured_data import unsupported_secured_data
from remediate.detectors.vendor_token import vendor_token

DETECTORS: tuple[Detector, ...] = (
    literal_authentication,
    literal_header,
    literal_url_credential,
    literal_connection_string,
    literal_named_value,
    literal_token,
    literal_parameter_default,
    literal_behind_reference,
    literal_name,
    secret_variable_parameter,
    unsecured_secret_read,
    unsecured_secret_trigger,
    unsecured_secret_use,
    exposed_secret,
    leaving_secret,
    unsupported_secured_data,
    unsecured_http_action,
    open_http_trigger,
    empty_allowed_users,
    caller_without_token,
)

AnyDetector = Detector | OutsideDetector | CopyDetector
ALL: tuple[AnyDetector, ...] = (*DETECTORS, *OUTSIDE, literal_copy, *PORTABLE, vendor_token)
"""The faults of secrets in flows, those around them, copies that are left, ties to one environment, the engine."""

__all__ = [
    "ALL",
    "DETECTORS",
    "OUTSIDE",
    "PORTABLE",
    "AnyDetector",
    "Clean",
    "Confidence",
    "CopyDetector",
    "Detector",
    "Finding",
    "Flagged",
    "OutsideDetector",
    "kingfisher",
    "literal_copy",
    "vendor_token",
]

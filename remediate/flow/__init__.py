"""Read-only views of a flow definition: triggers, actions, containers, the runAfter graph, strings, JSON pointers."""

from remediate.flow.actions import Action, Container, Place, Trigger
from remediate.flow.flow import Flow
from remediate.flow.strings import Leaf

__all__ = ["Action", "Container", "Flow", "Leaf", "Place", "Trigger"]

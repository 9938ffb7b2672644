"""Who does the work of a run: threads, processes, or a cluster. Each is imported only when it is asked for."""

from remediate.batch.executors.choosing import crew_for

__all__ = ["crew_for"]

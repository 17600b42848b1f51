"""HTTP: which addresses may be connected to, and how services are asked."""

from ccsvi_refs.transport.client import Call, Client, OnAnswers
from ccsvi_refs.transport.lookups import Lookup, Questions, look_up, recall
from ccsvi_refs.transport.replies import Reply

__all__ = ["Call", "Client", "Lookup", "OnAnswers", "Questions", "Reply", "look_up", "recall"]

"""A Dask cluster as what runs the work, https://distributed.dask.org: whoever starts it says where its scheduler is.

The workers need this library, at the same version, and the mirror at the same path where one is asked. Work of a
worker that is lost goes to another; what was written is not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, cast

from ccsvi_refs._version import __version__
from ccsvi_refs.errors import ServiceError, SettingsError

#: Seconds to wait for a scheduler, and for a first worker of it.
_PATIENCE = 20.0


@contextmanager
def executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield what runs work on the cluster of a scheduler, ``tcp://host:8786``, and how many processes it has.

    SettingsError without the package distributed, ServiceError where there is no scheduler, no worker, or one with
    another version of this library.
    """
    try:
        from distributed import Client
    except ImportError:
        raise SettingsError('a scheduler needs the extra: pip install "ccsvi-refs[dask]"') from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ServiceError(f"no scheduler answers at {address}: {error}", "Dask") from None
    with client:
        yield cast(Executor, client.get_executor(retries=2)), _workers(client, address)


def _workers(client: Any, address: str) -> int:
    """Return how many workers there are."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError):
        raise ServiceError(f"the scheduler at {address} has no workers", "Dask") from None
    versions = set(client.run(_version).values())
    if versions != {__version__}:
        others = ", ".join(sorted(str(one) for one in versions - {__version__}))
        raise ServiceError(f"workers have ccsvi_refs {others}, here it is {__version__}", "Dask")
    return len(client.scheduler_info()["workers"])


def _version() -> str:
    """Return the version that a worker has."""
    return __version__


def lost(error: BaseException) -> bool:
    """Return whether a piece of work was given up because the workers that had it were lost."""
    return type(error).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError")

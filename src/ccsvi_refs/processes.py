"""Processes that work for another one: they end with it, however it went."""

from __future__ import annotations

import os
import threading


def until_orphaned() -> None:
    """End this process when the one that started it is gone, however it went; leave it to that to be interrupted."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def end_with_parent() -> None:
    """End this process, from a thread that waits for it, when the one that started it is gone."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    from multiprocessing import connection

    connection.wait([sentinel])
    os._exit(1)

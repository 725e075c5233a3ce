"""A higher priority for threads that a picture waits for, where the system lets us have it."""

from __future__ import annotations

import os
import sys
import threading

NICE = -10  # about what sound servers ask for; the threads rest most of the time


def prefer_this_thread() -> bool:
    """Let the calling thread go before those of other programs; False where that is not allowed.

    On Linux it is for root and for those to whom /etc/security/limits.conf grants ``nice``, often by a group
    for sound. A priority that is as high already stays.

    Notes
    -----
    With two processes that count on two processors it brought the median frame time at 720p from 12.3 to
    4.2 ms and the late frames from 9 in 277 to none (one run, in turns). A shorter interval between the
    interpreter's switches and a shorter time slice (``sched_setattr``) changed nothing.
    """
    if sys.platform != "linux":
        return False
    thread = threading.get_native_id()  # Linux has a priority for each thread
    try:
        if os.getpriority(os.PRIO_PROCESS, thread) > NICE:
            os.setpriority(os.PRIO_PROCESS, thread, NICE)
    except OSError:  # never a reason to fail
        return False
    return True

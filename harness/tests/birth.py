"""How does a forked process become `vodomer`, with its environment and its own fork server?

`python -m harness.tests.birth ENVIRONMENT MODULE WORD...`, where the environment is a JSON object.
"""

from __future__ import annotations

import json
import os
import runpy
import socket
import sys

from harness.processes import forks
from harness.processes.forkserver import ForkedProcess, ForkServer, RunningForkServer, serve
from harness.processes.inherited import inherited


def forked_here() -> ForkServer:
    """Fork a server from this process, which has one thread and everything loaded."""
    line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ended, ending = os.pipe()
    pid = os.fork()
    if not pid:
        os.setsid()
        line.close()
        kept = inherited()
        os.environ.clear()
        os.environ.update(kept)
        serve(theirs)
        os._exit(0)
    theirs.close()
    os.close(ending)
    return ForkServer((), running=RunningForkServer(line, ForkedProcess(pid, ended)))


def main(environment: str, module: str, *words: str) -> None:
    """Be the module's command."""
    os.environ.clear()
    os.environ.update(json.loads(environment))
    applications = (*forks.OURS, "harness.tests.")
    forks.BORN_WITH.append(forks.Forks(applications=applications, everything=forked_here()))
    sys.argv[1:] = words
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

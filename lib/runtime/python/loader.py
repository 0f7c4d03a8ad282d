"""Imports an agent, reports it, and answers tool calls until its control pipe closes.

`loader.py '<json>'`, the JSON: {project: absolute path, entryPoint: "package.module:variable"}. Requests come as JSON lines on
descriptor 3, replies go as JSON lines to descriptor 4; 1 and 2 are the agent's log. Run with -I -S, so that nothing that a
dependency installed is executed before this file has its descriptors in safety.
"""

import json
import os
import sys


def main():
    config = json.loads(sys.argv[1])
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path.insert(0, here)

    # Everything of the platform is imported here, so that no file of the package can take its place.
    import ncp  # noqa: F401
    from _muster import channel, host

    sys.path.remove(here)
    pipe = channel.Channel(3, 4)
    host.run(pipe, config["project"], config["entryPoint"])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""READY comes after recovery, and the start's time-out is extended as long as a rebuild of the index moves.

    start.py DRIVER TIDINGS
"""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

import check


def run(driver, tidings):
    work = tempfile.mkdtemp(prefix="tidings-start-")
    output, config = os.path.join(work, "out"), os.path.join(work, "tidings.yaml")
    problems, messages = [], []
    try:
        subprocess.run([driver, "write", output, "--batches", "25", "--lines", "400", "--body", "10", "--close"],
                       check=True, capture_output=True)
        for name in os.listdir(output + "/state"):
            if name.startswith("index.sqlite"):
                os.unlink(f"{output}/state/{name}")
        # As a kill leaves it.
        os.unlink(output + "/state/clean")
        with open(config, "w") as file:
            file.write(f"output: {output}\nsources: [{{url: 'https://feeds.example/moor.xml', name: moor}}]\n")
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(work + "/notify")
        notify.settimeout(60)
        daemon = subprocess.Popen([tidings, "run", "--config", config], stderr=subprocess.DEVNULL,
                                  env=os.environ | {"NOTIFY_SOCKET": work + "/notify"})
        try:
            while not messages or "READY=1" not in messages[-1]:
                messages.append(notify.recv(4096).decode())
            with check.Check.database(output) as database:
                known = database.execute("SELECT sum(lines) FROM segments").fetchone()[0]
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(30)
        lines = sum(check.whole(output, stream).count(b"\n") for stream in check.STREAMS)
        extensions = sum("EXTEND_TIMEOUT_USEC" in message for message in messages)
        # One at the beginning, and one for each 4,096 lines.
        if extensions < 1 + lines // 4096:
            problems.append(f"{extensions} extensions for {lines} lines")
        if known != lines:
            problems.append(f"READY, and the index knows {known} of {lines} lines")
        if daemon.returncode:
            problems.append(f"exit status {daemon.returncode}")
        return {"lines": lines, "extensions": extensions}, problems
    except (OSError, subprocess.SubprocessError) as error:
        return {"messages": len(messages)}, [str(error)]
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    figures, problems = run(sys.argv[1], sys.argv[2])
    print(figures, *problems, sep="\n")
    sys.exit(3 if problems else 0)

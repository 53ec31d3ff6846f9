"""Speaking to the person at the terminal, and running programs on their behalf."""

import contextlib
import subprocess
import sys
import threading
import time
from pathlib import Path

# Programs started by ``step`` keep these open: a lock outlives a killed ./charter until
# what it started has ended too.
held_locks = []


class Failure(Exception):  # noqa: N818
    """A sentence for the user: what is wrong and what to do. No traceback is shown."""


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(f"charter: {text}", file=sys.stderr, flush=True)


def step(label, command, log: Path, *, hint="", **popen):
    """Run a long command, its output in ``log``, showing that it goes on.

    On a terminal one line counts the seconds and shows the newest line of the log;
    elsewhere a line is printed at the start, every twenty seconds and at the end.

    :raise Failure: when the command fails, with the end of its output
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    say(f"· {label} …")
    with log.open("ab") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        begin = out.tell()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            pass_fds=held_locks,
            **popen,
        )
        finished = threading.Event()
        ticker = threading.Thread(target=_tick, args=(finished, started, log, begin))
        ticker.start()
        try:
            code = process.wait()
        except BaseException:
            # A program of root's, by sudo, has had the terminal's Ctrl-C itself.
            with contextlib.suppress(PermissionError):
                process.terminate()
            process.wait()
            raise
        finally:
            finished.set()
            ticker.join()
    if code:
        tail = "\n".join(f"    {line}" for line in _lines(log, begin)[-15:])
        raise Failure(
            f"{label} failed (exit {code}). {hint}\n{tail}\n  The whole log: {log}"
        )
    say(f"  done in {time.monotonic() - started:.0f} s")


def _tick(finished, started, log, begin):
    terminal = sys.stdout.isatty()
    while not finished.wait(0.5 if terminal else 20):
        seconds = time.monotonic() - started
        last = (_lines(log, begin) or [""])[-1]
        if terminal:
            print(f"\r\033[K  {seconds:3.0f} s  {last[:60]}", end="", flush=True)
        else:
            say(f"  {seconds:.0f} s  {last[:100]}")
    if terminal:
        print("\r\033[K", end="", flush=True)


def _lines(log, begin):
    with log.open("rb") as file:
        file.seek(max(begin, log.stat().st_size - 20_000))
        return [
            line for line in file.read().decode(errors="replace").splitlines() if line
        ]


def output(command, **options):
    """The standard output of a quick command.

    :raise Failure: when it fails, with what it said
    """
    result = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, **options
    )
    if result.returncode:
        raise Failure(
            f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}"
        )
    return result.stdout

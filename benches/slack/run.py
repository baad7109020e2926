#!/usr/bin/env python3
"""Bonsens under load from Slack, beside a bot of the same shape on Bolt for Python.

One command builds what it needs, runs both bots in turns before the same load generator on this
machine, and prints what each took. README.md says what is measured and what is not.
Needs Linux (/proc), a Rust toolchain, and PyPI for the peer.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "bench"
# A server that Bolt has an adapter for, with its loop and its parsing in compiled code.
PEER = [
    "slack_bolt==1.30.0",
    "slack_sdk==3.48.0",
    "aiohttp==3.14.5",
    "uvicorn==0.54.0",
    "uvloop==0.23.0",
    "httptools==0.9.0",
]
TICKS = os.sysconf("SC_CLK_TCK")

CONFIG = """\
lang = "en"
data = "data"
[policy]
mode = "nudge-and-flag"
[accountability]
staff_informed = {{ on = 2026-01-05, reference = "benchmark" }}
representatives_consulted = {{ on = 2026-01-12, reference = "benchmark" }}
impact_assessed = {{ on = 2026-01-20, reference = "benchmark" }}
[slack]
api_url = "{api_url}"
listen = "127.0.0.1:{port}"
signing_secret = {{ env = "BENCH_SIGNING_SECRET" }}
[[slack.workspace]]
id = "{team}"
bot_token = {{ env = "BENCH_BOT_TOKEN" }}
moderators_channel = "C0MODERATORS"
moderators_group = "S0MODERATORS"
"""


class Failed(Exception):
    """The benchmark can't go on."""


def note(words):
    print(words, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="one short turn each: a check, not a measure")
    add("--json", action="store_true", help="print the results as JSON instead of tables")
    add("--check", action="store_true", help="exit with 1 where Bonsens misses its promise")
    add("--only", choices=["bonsens", "bolt"], help="run one of the two")
    add("--turns", type=int, default=2, help="turns of each bot (2)")
    add("--rate", type=int, default=1000, help="messages a second, sustained (1000)")
    add("--seconds", type=int, default=60, help="how long they are sustained (60)")
    add("--burst-seconds", type=int, default=10, help="how long the burst lasts (10)")
    add("--at-once", type=int, default=128, help="requests under way in the burst (128)")
    add("--workers", type=int, default=2, help="processes of the peer's server (2)")
    add("--api-delay", type=int, default=50, help="ms the Web API takes to answer a bot (50)")
    options = parser.parse_args()
    if options.quick:
        options.turns, options.seconds, options.burst_seconds = 1, 8, 3
    return options


# ---- what is run


def build():
    note("Building bonsens and the load generator in release mode…")
    for what in (["--bin", "bonsens"], ["-p", "bonsens-fake-slack", "--example", "load"]):
        done = subprocess.run(["cargo", "build", "--quiet", "--release", *what], cwd=ROOT)
        if done.returncode:
            raise Failed("the build failed")
    release = ROOT / "target" / "release"
    return release / "bonsens", release / "examples" / "load"


def peer_python():
    """The peer's Python with what it needs, or None where it can't be had."""
    venv = WORK / "bolt"
    python = venv / "bin" / "python"
    wanted = venv / "wanted"
    if wanted.exists() and wanted.read_text() == "\n".join(PEER):
        return python
    note("Installing Bolt for Python in target/bench…")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [sys.executable, "-m", "venv", venv],
        [*install, "--no-input", "--only-binary", ":all:", *PEER],
    ):
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            return None
    wanted.write_text("\n".join(PEER))
    return python


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


class Load:
    """The load generator, told line by line what to do."""

    def __init__(self, binary, delay):
        self.process = subprocess.Popen(
            [binary, str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.slack = self.heard()

    def heard(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed("the load generator stopped")
        return json.loads(line)

    def does(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.heard()

    def ends(self):
        self.process.stdin.close()
        self.process.wait(10)


def start_bonsens(binary, _options, folder, slack, port):
    config = folder / "bonsens.toml"
    config.write_text(CONFIG.format(port=port, **slack))
    return [binary, "run", "--config", config], f"http://127.0.0.1:{port}/healthz"


def start_bolt(python, options, _folder, _slack, port):
    command = [python, "-m", "uvicorn", "--loop", "uvloop", "--http", "httptools"]
    command += ["--no-access-log", "--log-level", "warning", "--app-dir", HERE]
    command += ["--port", port, "--workers", options.workers, "bolt_app:api"]
    return list(map(str, command)), f"http://127.0.0.1:{port}/"


def wait_for(url, process):
    over = time.monotonic() + 30
    while time.monotonic() < over:
        if process.poll() is not None:
            raise Failed(f"a bot stopped at once, with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except urllib.error.HTTPError:
            return  # Any answer is one.
        except OSError:
            time.sleep(0.05)
    raise Failed(f"nobody answers at {url}")


# ---- what the system says of it


def tree(pid):
    """A process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    below = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [pid] + [found for child in below for found in tree(child)]


def usage(pid):
    """CPU seconds so far and memory in MiB, of a process and all below it."""
    cpu, now, peak = 0.0, 0.0, 0.0
    for member in tree(pid):
        stat = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        cpu += (int(stat[11]) + int(stat[12])) / TICKS
        for line in Path(f"/proc/{member}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "VmRSS":
                now += int(value.split()[0]) / 1024
            elif name == "VmHWM":
                peak += int(value.split()[0]) / 1024
    return {"cpu_s": cpu, "memory_mib": now, "peak_mib": peak}


def phase(load, bot, *words):
    """One phase, with what the bot and the generator used for it."""
    before, ours = usage(bot.pid), usage(load.process.pid)
    done = load.does(*words)
    after, own = usage(bot.pid), usage(load.process.pid)
    done["cpu_s"] = after["cpu_s"] - before["cpu_s"]
    done["generator_cpu_s"] = own["cpu_s"] - ours["cpu_s"]
    if done.get("acknowledged"):
        done["cpu_ms_per_1000"] = done["cpu_s"] * 1e6 / done["acknowledged"]
    return done


def turn(name, start, program, load_binary, options):
    """One bot, from its start to its end, before a fresh generator."""
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=WORK))
    load = Load(load_binary, options.api_delay)
    bot = None
    try:
        port = free_port()
        command, ready = start(program, options, folder, load.slack, port)
        environment = os.environ | {
            "BENCH_API_URL": load.slack["api_url"],
            "BENCH_BOT_TOKEN": load.slack["bot_token"],
            "BENCH_SIGNING_SECRET": load.slack["signing_secret"],
        }
        with open(folder / "log", "w") as log:
            bot = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL,
            )
        wait_for(ready, bot)
        time.sleep(2)
        idle = usage(bot.pid)
        load.does("target", f"http://127.0.0.1:{port}/slack/events")
        sustained = phase(load, bot, "paced", options.rate, options.seconds)
        burst = phase(load, bot, "burst", options.burst_seconds, options.at_once)
        nudges = load.does("settle", 30)
        end = usage(bot.pid)
        began = time.monotonic()
        bot.send_signal(signal.SIGTERM)
        code = bot.wait(30)
        return {
            "bot": name,
            "idle_mib": idle["memory_mib"],
            "after_mib": end["memory_mib"],
            "peak_mib": end["peak_mib"],
            "sustained": sustained,
            "burst": burst,
            "nudges": nudges,
            "stopped": {"code": code, "seconds": time.monotonic() - began},
            "log_lines": sum(1 for _ in open(folder / "log", errors="replace")),
        }
    except Exception:
        log = folder / "log"
        if log.exists():
            note(log.read_text(errors="replace")[-2000:])
        raise
    finally:
        if bot and bot.poll() is None:
            bot.kill()
            bot.wait()
        load.ends()
        if not os.environ.get("BENCH_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)


# ---- what it comes to


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


ROWS = [
    ("sustained: acknowledged a second", lambda t: t["sustained"]["rate"], "higher"),
    ("sustained: p50, ms", lambda t: t["sustained"]["p50_ms"], "lower"),
    ("sustained: p99, ms", lambda t: t["sustained"]["p99_ms"], "lower"),
    ("sustained: max, ms", lambda t: t["sustained"]["max_ms"], "lower"),
    ("sustained: CPU ms for 1,000 messages", lambda t: t["sustained"]["cpu_ms_per_1000"], "lower"),
    ("burst: acknowledged a second", lambda t: t["burst"]["rate"], "higher"),
    ("burst: p99, ms", lambda t: t["burst"]["p99_ms"], "lower"),
    ("burst: max, ms", lambda t: t["burst"]["max_ms"], "lower"),
    ("burst: CPU ms for 1,000 messages", lambda t: t["burst"]["cpu_ms_per_1000"], "lower"),
    ("memory idle, MiB", lambda t: t["idle_mib"], "lower"),
    ("memory peak, MiB", lambda t: t["peak_mib"], "lower"),
]
COUNTS = [
    ("events offered", lambda t: both(t, "offered")),
    ("events never acknowledged", lambda t: both(t, "never_acknowledged") + both(t, "unsent")),
    ("events acknowledged after 3 s", lambda t: both(t, "late")),
    ("requests refused", lambda t: both(t, "refusals")),
    ("events delivered again", lambda t: both(t, "sent_again")),
    ("leaks planted", lambda t: t["nudges"]["planted"]),
    ("nudges lost", lambda t: t["nudges"]["lost"]),
    ("nudges doubled", lambda t: t["nudges"]["doubled"]),
    ("nudges nobody asked for", lambda t: t["nudges"]["unasked"]),
]


def both(one, field):
    return one["sustained"][field] + one["burst"][field]


def summed_up(turns, names):
    figures = {}
    for title, of, better in ROWS:
        means = {name: statistics.mean(map(of, turns[name])) for name in names}
        row = {"better": better, **means}
        if len(names) == 2 and min(means.values()) > 0:
            row["ratio"] = means["bolt"] / means["bonsens"]
        figures[title] = row
    counts = {title: {name: sum(map(of, turns[name])) for name in names} for title, of in COUNTS}
    return {"figures": figures, "counts": counts}


def promises(turns, options):
    """What Bonsens promises, and whether every turn kept it."""
    rate = options.rate
    kept = {
        f"{rate} a second sustained": lambda t: t["sustained"]["rate"] >= rate * 0.99,
        "under 100 MiB": lambda t: t["peak_mib"] < 100,
        "p99 under 1 s, sustained and in the burst": lambda t: max(
            t["sustained"]["p99_ms"], t["burst"]["p99_ms"]
        )
        < 1000,
        "no event lost": lambda t: both(t, "never_acknowledged") + both(t, "unsent") == 0
        and t["nudges"]["lost"] == 0,
        "no event doubled": lambda t: t["nudges"]["doubled"] == 0,
    }
    return {title: all(map(of, turns)) for title, of in kept.items()}


def table(title, rows):
    print(f"\n{title}")
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells))


def show(results, names):
    about = results["machine"]
    print(
        f"{about['date']}, {about['system']}, {about['cores']} cores,"
        f" {about['memory_gib']} GiB of memory; mean of {results['turns_each']} turn(s) each"
    )
    ratio = ["Bolt ÷ Bonsens"] if len(names) == 2 else []
    rows = [["", *names, *ratio]]
    for title, row in results["figures"].items():
        cells = [f"{row[name]:,.1f}" for name in names]
        rows.append([title, *cells, *([f"{row['ratio']:.2f}"] if "ratio" in row else ratio and ["–"])])
    table("Figures", rows)
    counts = results["counts"].items()
    rows = [["", *names], *([title, *[f"{row[name]:,}" for name in names]] for title, row in counts)]
    table("Counts, all turns", rows)
    if results["promises"]:
        rows = [[title, "kept" if kept else "MISSED"] for title, kept in results["promises"].items()]
        table("What Bonsens promises", rows)


def run(options):
    if not Path("/proc/self/status").exists():
        raise Failed("memory and CPU time are read from /proc: this needs Linux")
    WORK.mkdir(parents=True, exist_ok=True)
    bonsens, load = build()
    bots = {"bonsens": (start_bonsens, bonsens)}
    if options.only != "bonsens":
        python = peer_python()
        if python:
            bots["bolt"] = (start_bolt, python)
        else:
            note(f"SKIPPED: Bolt for Python, because {PEER[0]} could not be installed from PyPI")
    if options.only:
        bots = {name: bot for name, bot in bots.items() if name == options.only}
    if not bots:
        raise Failed("there is nothing to run")
    turns = {name: [] for name in bots}
    for number in range(options.turns):
        for name, (start, program) in bots.items():
            note(f"Turn {number + 1} of {options.turns}: {name}…")
            turns[name].append(turn(name, start, program, load, options))
    return list(bots), {
        "machine": machine(),
        "options": {key: value for key, value in vars(options).items() if key != "json"},
        "peer": PEER if "bolt" in bots else None,
        "turns_each": options.turns,
        **summed_up(turns, list(bots)),
        "promises": promises(turns["bonsens"], options) if "bonsens" in bots else {},
        "turns": turns,
    }


def main():
    options = arguments()
    try:
        names, results = run(options)
    except Failed as failure:
        note(f"error: {failure}")
        return 2
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        show(results, names)
    return 1 if options.check and not all(results["promises"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())

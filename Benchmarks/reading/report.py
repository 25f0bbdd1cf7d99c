"""The Markdown that `run` prints."""
import datetime
import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys

import contestants

PACKAGES = ["XlsxWriter", "python-calamine", "fastexcel", "pyarrow", "polars", "openpyxl", "duckdb"]
START, END = "<!-- measured: written by Benchmarks/reading/run --publish -->", "<!-- end of measured -->"


def answer(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def machine():
    """Processor, cores and memory as Linux gives them; elsewhere what Python knows."""
    processor, memory = platform.processor() or platform.machine(), ""
    try:
        info = pathlib.Path("/proc/cpuinfo").read_text()
        processor = re.search(r"model name\s*: (.*)", info)[1]
        kib = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
        memory = f", {kib / 1048576:.0f} GiB"
    except (OSError, TypeError):
        pass
    return f"{processor}, {os.cpu_count()} cores{memory}, {platform.system()} {platform.release()}"


def head(options, python, programs, repository, load):
    """Date, command, machine and versions: what somebody needs to measure it again."""
    versions = answer(python, "-c", "import importlib.metadata as m\n"
                      f"print(', '.join(p + ' ' + m.version(p) for p in {PACKAGES!r}))")
    commit = answer("git", "-C", str(repository), "describe", "--always", "--dirty")
    zlib = answer(python, "-c", "import zlib; print(zlib.ZLIB_RUNTIME_VERSION)")
    xml = f", libxml2 {answer('xml2-config', '--version')}" if programs["sax2"] else ""
    arguments = [a for a in sys.argv[1:] if a != "--publish"]
    return "\n".join([
        f"{datetime.date.today()}, `{shlex.join(['Benchmarks/reading/run', *arguments])}`, {options.rounds} alternating "
        f"rounds, medians." + (" **Quick: small inputs, no measure of anything.**" if options.quick else ""), "",
        f"- {machine()}; load {load:.1f} before, {os.getloadavg()[0]:.1f} after",
        f"- Canvass {answer(str(options.canvass), '--version') or 'of no known version'}, "
        f"repository at {commit or 'no known commit'}; Python {platform.python_version()}, {versions}; zlib {zlib}{xml}"])


def targets(results):
    def figures(name, key):
        found = results.get(name, {}).get(key)
        return found if found and hasattr(found, "cpu") else None

    lines = ["| input | target | limit | measured | |", "|---|---|---|---|---|"]
    for target in contestants.targets(figures):
        sign = "at least" if target.at_least else "at most"
        digits = 2 if target.unit == " x" else 1
        lines.append(f"| {target.input} | {target.title} | {sign} {target.limit:g}{target.unit} | "
                     f"{target.measured:.{digits}f}{target.unit} | {'met' if target.met else '**missed**'} |")
    failed = [f"{name}: {found.title.strip('*')} failed ({found.failure}), so no figures"
              for name, line_up in results.items() for found in line_up.values() if found.failure]
    return "\n".join(lines + ([""] + [f"- {line}" for line in failed] if failed else []))


def tables(results, inputs):
    return "\n\n".join(table(name, line_up, inputs[name]) for name, line_up in results.items())


def table(name, line_up, entry):
    """One input: all contestants, and what each costs beside the floor and the closest peer."""
    is_csv = name.startswith("csv")
    bases = [("polars, 1 thread", "polars-csv-1"), ("Python csv", "python-csv")] if is_csv else \
        [("floor", "inflate"), ("fastexcel", "fastexcel")]
    bases = [(title, line_up[key]) for title, key in bases if hasattr(line_up.get(key), "cpu")]
    cells = f", {entry['cells']:,} cells" if entry["cells"] else ""
    columns = ["reader", "CPU s", "least to most", "wall s", "peak MiB", *(f"CPU / {title}" for title, _ in bases),
               *(f"wall / {title}" for title, _ in bases[:1]), "runs"]
    files = f"{len(entry['files']):,} file{'s' * (len(entry['files']) > 1)}"
    lines = [f"**{name}**: {contestants.TITLES[name]}; {files}, {entry['bytes'] / 1e6:.1f} MB, "
             f"{entry['rows']:,} rows{cells}", "",
             "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for found in line_up.values():
        if not hasattr(found, "cpu"):
            lines.append(f"| {found.title} | failed" + " |" * (len(columns) - 1))
            continue
        row = [found.title, seconds(found.cpu), f"{seconds(found.least)} to {seconds(found.most)}",
               seconds(found.wall), f"{found.peak:.1f}", *(f"{found.cpu / base.cpu:.2f}" for _, base in bases),
               *(f"{found.wall / base.wall:.2f}" for _, base in bases[:1]), str(found.count)]
        lines.append("| " + " | ".join(row) + " |")
    cells = line_up.get("cells")
    if hasattr(cells, "cpu"):
        lines += ["", f"`canvass cells` wrote {cells.output / 1e6:.0f} MB: {cells.output / cells.wall / 1e6:.0f} MB/s."]
    return "\n".join(lines)


def seconds(value):
    return f"{value:.4f}" if value < 0.1 else f"{value:.3f}" if value < 1 else f"{value:.2f}"


def publish(path, text):
    """Replaces what stands between the two marks."""
    old = path.read_text(encoding="utf-8")
    if START not in old or END not in old:
        raise SystemExit(f"{path} has no place for the table: {START}")
    before, rest = old.split(START, 1)
    path.write_text(f"{before}{START}\n{text}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")

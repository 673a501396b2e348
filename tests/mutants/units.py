"""What may notice a fault: the cases of the test programs and the scripts that ctest runs, each a unit; and how they are run, under limits of
time and memory and in a folder of their own for what they write.
"""
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

MEMORY = 4 << 30  # bytes of data a process may take
LEAST_TIME = 10  # seconds of processor time that a unit is given at least, and as many in which all of it may wait
TIMES = 5  # and that many times what it takes without a fault
LONGEST = 20  # so many times its limit a unit may take by the clock, however busy the machine is
LOOK = 0.5  # seconds between two looks at what a unit does
# What looks at the text of sources and documents and runs nothing.
NOT_RUN = {"format_test", "documented_test", "purity_test", "layers_test", "mutants_test"}


@dataclass
class Unit:
    name: str  # of the program or script
    case: str  # of gtest, or ""
    command: list[str]
    folder: str
    environment: dict[str, str] = field(default_factory=dict)
    seconds: float = 0  # that it takes without a fault
    reached: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        return f"{self.name} {self.case}".strip()


@dataclass
class Outcome:
    passed: bool
    how: str  # passed, failed, crashed, time, skipped
    seconds: float
    output: str


@dataclass
class Limits:
    """Both count what the unit does, and not the time in which a busy machine lets it do nothing."""
    processor: float  # seconds of processor time, of all its processes
    idle: float  # seconds in which all its processes wait and none runs


def list_units(build: pathlib.Path, names: set[str]) -> list[Unit]:
    """The units of the fast tests with these names, as ctest has them; of all where there are no names."""
    said = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1", "-LE", "slow"], check=True, capture_output=True, text=True).stdout
    units = []
    for test in json.loads(said)["tests"]:
        name, command = test["name"], test.get("command")
        if not command or name in NOT_RUN or name.startswith("mutants") or names and name not in names:
            continue
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        environment = dict(e.split("=", 1) for e in properties.get("ENVIRONMENT", []))
        folder = properties.get("WORKING_DIRECTORY", str(build))
        cases = _cases(command, folder, environment) if command[0].endswith("_test") and len(command) == 1 else []
        if cases:
            units += [Unit(name, case, command, folder, environment) for case in cases]
        else:
            units.append(Unit(name, "", command, folder, environment))
    return units


def _cases(command: list[str], folder: str, environment: dict[str, str]) -> list[str]:
    run = subprocess.run([*command, "--gtest_list_tests"], capture_output=True, text=True, cwd=folder, env={**os.environ, **environment})
    cases, suite = [], ""
    for line in run.stdout.splitlines():
        name = line.split("#")[0].rstrip()
        if line.startswith("  "):
            if suite and "DISABLED_" not in suite + name:
                cases.append(suite + name.strip())
        elif name.endswith("."):
            suite = name
    return cases if run.returncode == 0 else []


def _limit(limits: Limits):
    def set_limits() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.processor) + 1, int(limits.processor) + 2))
    return set_limits


def _session(leader: int) -> dict[int, tuple[str, float]]:
    """The live processes of a session, with their state and the seconds of processor time that each has had, the children that it waited for
    included: the workers of a program have process groups of their own."""
    found = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat") as f:
                after_name = f.read().rpartition(")")[2].split()
            if int(after_name[3]) == leader and after_name[0] not in "ZX":
                found[int(entry)] = after_name[0], sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")
        except (OSError, IndexError):
            continue
    return found


def _end_session(leader: int) -> None:
    for _ in range(5):
        found = _session(leader)
        if not found:
            return
        for process in found:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.02)


def _wait(process: subprocess.Popen, limits: Limits) -> bool:
    """Waits for its end. False: it is to be ended, since it has had its processor time, or waits for something that does not come, or after a
    long time anyway. A machine that is busy with other things is no reason."""
    began = worked = time.monotonic()
    before: dict[int, tuple[str, float]] = {}
    while True:
        try:
            process.wait(LOOK)
            return True
        except subprocess.TimeoutExpired:
            now, clock = _session(process.pid), time.monotonic()
            if now != before or any(state in "RD" for state, _ in now.values()):  # one that may run and does not waits for the machine
                worked = clock
            before = now
            if sum(seconds for _, seconds in now.values()) > limits.processor or clock - worked > limits.idle:
                return False
            if clock - began > LONGEST * max(limits.processor, limits.idle):
                return False


def run(units: list[Unit], variables: dict[str, str], limits: Limits) -> Outcome:
    """Runs one unit, or several cases of one program, with the variables set and within the limits."""
    first = units[0]
    command = list(first.command)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GTEST_", "BANTHUEK_"))}
    environment |= first.environment | {"OMP_THREAD_LIMIT": "1"} | variables
    if first.case:
        command += ["--gtest_fail_fast", "--gtest_brief=1", "--gtest_filter=" + ":".join(u.case for u in units)]
    own = tempfile.mkdtemp(prefix="bm-", dir=_fast_folder())
    os.chmod(own, 0o755)  # as /tmp is: a test may run the program as another user
    environment |= {"TMPDIR": own, "TEST_TMPDIR": own}
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=first.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                   start_new_session=True, preexec_fn=_limit(limits))
        in_time = False
        try:
            in_time = _wait(process, limits)
        finally:
            _end_session(process.pid)
            code = process.wait()
        said.seek(0)
        output = said.read(200_000).decode(errors="replace")
    took = time.monotonic() - began
    shutil.rmtree(own, ignore_errors=True)
    if os.path.exists(own):  # something in it was made unreadable
        subprocess.run(["chmod", "-R", "u+rwx", own], stderr=subprocess.DEVNULL)
        shutil.rmtree(own, ignore_errors=True)
    if code == 77 and not first.case:
        return Outcome(True, "skipped", took, output)
    if not in_time or code in (-signal.SIGXCPU, 128 + signal.SIGXCPU, -signal.SIGKILL) and took >= limits.processor:
        return Outcome(False, "time", took, output)
    return Outcome(code == 0, "passed" if code == 0 else "failed" if code > 0 else "crashed", took, output)


def _fast_folder() -> str | None:
    """Where the tests write: in memory where that has room, as tools/test has it."""
    if "TMPDIR" in os.environ or not os.path.isdir("/dev/shm"):
        return None
    about = os.statvfs("/dev/shm")
    return "/dev/shm" if about.f_bavail * about.f_frsize >= 2 << 30 and not about.f_flag & os.ST_NOEXEC else None


def trace(unit: Unit, faults: int) -> Outcome:
    """Runs the unit without a fault and notes which it reaches and how long it takes."""
    with tempfile.NamedTemporaryFile(prefix="bm-trace-") as marks:
        marks.truncate(faults + 1)
        outcome = run([unit], {"BANTHUEK_MUTANT_TRACE": marks.name}, Limits(300, 300))
        data = pathlib.Path(marks.name).read_bytes()
    unit.seconds = outcome.seconds
    unit.reached = frozenset(i for i, mark in enumerate(data) if mark)
    return outcome


def limits_of(units: list[Unit]) -> Limits:
    seconds = TIMES * sum(u.seconds for u in units)
    return Limits(max(LEAST_TIME, seconds), max(LEAST_TIME, seconds))


def failed_case(output: str, units: list[Unit]) -> Unit | None:
    """The case that a test program says has failed."""
    said = re.findall(r"^\[  FAILED  \] ([^\s,(]+)", output, re.MULTILINE)
    return next((u for u in units if said and u.case == said[0]), None)


def notices(units: list[Unit], variables: dict[str, str]) -> Outcome:
    """As run(), but what has failed must fail a second time: on a busy machine a test that looks at the clock fails without a fault. What has
    crashed has."""
    outcome = run(units, variables, limits_of(units))
    if outcome.passed or outcome.how == "crashed":
        return outcome
    case = failed_case(outcome.output, units)
    if case and not (again := run([case], variables, limits_of([case]))).passed:
        return again
    return run(units, variables, limits_of(units))

"""A copy of the tree with the faults in it, and its build: build-mutants/source/ and its folder build/.

Sources keep the time they had where they are the same as before, so that a second run compiles what changed. Faults that do not compile
are told by the compiler's messages and dropped.
"""
import os
import pathlib
import re
import stat
import subprocess

from faults import Fault, with_faults

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PLACE = re.compile(r"^(?:In file included from |\s+from )?([^\s:()]+\.(?:cpp|h)):(\d+)(?::\d+)?[:,](.*)$", re.MULTILINE)


class CopyBuild:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.source = folder / "source"
        self.build = self.source / "build"
        self.object = folder / "fault.o"
        self.contents: dict[str, tuple[bytes, int]] | None = None  # of the tree, with each file's rights, as first read

    def update(self, faults: list[Fault]) -> None:
        """Makes the copy what the tree is, with the faults. Called again, it takes the tree as it was the first time: the faults know their places
        in that, and whoever builds for a quarter of an hour goes on working meanwhile."""
        if self.contents is None:
            self.contents = self._contents_of_tree()
        by_file: dict[str, list[Fault]] = {}
        for fault in faults:
            by_file.setdefault(fault.file, []).append(fault)
        for name, (data, mode) in self.contents.items():
            have = self.source / name
            if name in by_file:
                data = with_faults(data.decode("utf-8"), by_file[name], str(HERE / "fault.h")).encode()
            if have.is_file() and have.read_bytes() == data:
                continue
            have.parent.mkdir(parents=True, exist_ok=True)
            have.write_bytes(data)
            have.chmod(mode)
        for top, folders, files in os.walk(self.source):
            if pathlib.Path(top) == self.source:
                folders[:] = [f for f in folders if f != "build"]
            for file in files:
                path = pathlib.Path(top) / file
                if str(path.relative_to(self.source)) not in self.contents and "__pycache__" not in path.parts:
                    path.unlink()

    def _contents_of_tree(self) -> dict[str, tuple[bytes, int]]:
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
        names = {n for n in listed.stdout.decode().split("\0") if n and (ROOT / n).is_file()}
        return {name: ((ROOT / name).read_bytes(), stat.S_IMODE((ROOT / name).stat().st_mode)) for name in names}

    def configure(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        made_of = HERE / "fault.cpp"
        if not self.object.exists() or self.object.stat().st_mtime < made_of.stat().st_mtime:
            subprocess.run(["c++", "-std=c++20", "-O2", "-fPIC", "-c", made_of, "-o", self.object], check=True)
        if not (self.build / "build.ninja").exists():
            subprocess.run(["cmake", "-S", self.source, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
                            f"-DCMAKE_CXX_STANDARD_LIBRARIES={self.object}"], check=True, stdout=subprocess.DEVNULL)

    def targets(self, programs: list[str]) -> list[str]:
        """What the fast tests need: everything but the slow tests' programs. Or what is named, where it is programs of their own."""
        run = subprocess.run(["ninja", "-C", self.build, "-t", "targets", "all"], capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"tools/test --mutants: ninja lists no targets of {self.build}: {(run.stderr or run.stdout).strip()}")
        wanted = []
        for line in run.stdout.splitlines():
            name, _, rule = line.partition(": ")
            if "_EXECUTABLE_LINKER_" in rule and not name.endswith("_slow_test") and self._in_all(name):
                wanted.append(name)
            elif "_MODULE_LIBRARY_LINKER_" in rule:
                wanted.append(name)
        programs = sorted({"read_samples_test" if name.startswith("sample-") else name for name in programs})
        named = [name for name in wanted if pathlib.PurePosixPath(name).name in programs]
        return named if programs and len(named) == len(programs) else wanted

    def _in_all(self, name: str) -> bool:
        return not name.startswith("tools/") and "bench" not in name

    def compile(self, faults: list[Fault], programs: list[str]) -> list[Fault]:
        """Builds. Gives the faults that did not compile; then they are to be dropped and compile() called again. Raises where no fault is to blame."""
        self.configure()
        run = subprocess.run(["ninja", "-C", self.build, "-k", "0", "-j", str(os.cpu_count()), *self.targets(programs)], capture_output=True, text=True)
        if run.returncode == 0:
            return []
        bad = self._to_blame(run.stdout + run.stderr, faults)
        if not bad:
            (self.folder / "build.log").write_text(run.stdout + run.stderr)
            raise SystemExit(f"tools/test --mutants: the copy does not build, and no fault is to blame; see {self.folder / 'build.log'}")
        return bad

    def _to_blame(self, said: str, faults: list[Fault]) -> list[Fault]:
        at: dict[tuple[str, int], list[Fault]] = {}
        in_file: dict[str, list[Fault]] = {}
        for fault in faults:
            at.setdefault((fault.file, fault.line), []).append(fault)
            in_file.setdefault(fault.file, []).append(fault)
        bad: dict[int, Fault] = {}
        for block in re.split(r"^FAILED: ", said, flags=re.MULTILINE)[1:]:
            errors, all_places, files = [], [], []
            for name, line, rest in PLACE.findall(block):
                path = pathlib.Path(os.path.normpath(self.build / name))
                if not path.is_relative_to(self.source):
                    continue
                file = str(path.relative_to(self.source))
                files.append(file)
                here = at.get((file, int(line)), [])
                all_places += here
                if "error:" in rest:
                    errors += here
            blamed = errors or all_places or [f for file in files for f in in_file.get(file, [])]
            bad.update({f.id: f for f in blamed})
        return list(bad.values())

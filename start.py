#!/usr/bin/env python3
"""How does a bare Python 3.11 get from this checkout to a running Vodomer?

    python3 start.py run [options]    set up what is missing, then `vodomer run [options]`
    python3 start.py test [options]   set up what is missing, then all checks (tox)
    python3 start.py test -e quick    set up what is missing, then what answers within three minutes
    python3 start.py setup            set up the libraries, no more
    python3 start.py anything         set up what is missing, then `vodomer anything`
    python3 start.py --help           say this, and set nothing up

Needs nothing but the standard library, no rights and no virtual environment: it makes one in
`.venv` beside this file, from `requirements.lock`. A second start finds it ready. pip's own
settings (PIP_INDEX_URL, PIP_CERT, PIP_FIND_LINKS, pip.conf) are kept to.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it may have an older one
    sys.exit("start.py: needs Python 3.11 or newer, this is Python " + sys.version.split()[0])
if not sys.platform.startswith("linux"):  # before an import that Windows lacks
    print(
        "start.py: Vodomer runs on Linux; on Windows and macOS its image runs instead (Docker or"
        " Podman): docker build -f deploy/Containerfile -t vodomer . (docs/image.md)",
        file=sys.stderr,
    )
    sys.exit(6)

import configparser
import contextlib
import fcntl
import hashlib
import html
import importlib.util
import os
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up-by-start.py"
CACHE = ROOT / ".cache"
LOG = CACHE / "set-up.log"
NO_NETWORK = re.compile(
    r"name resolution|NameResolutionError|NewConnectionError|Network is unreachable"
    r"|ConnectTimeout|timed out|Connection refused|ProxyError|from versions: none"
)


class SetUpError(Exception):
    """The set-up cannot go on; the text tells a person in one line why and what to do."""


def prepare(arguments: list[str]) -> int:
    """Set up what the command lacks; the exit code is 0 when it may run."""
    os.environ.pop("PYTHONHOME", None)
    try:
        set_up()
        if needs_browser(arguments):
            find_browser()
    except SetUpError as error:
        tell(f"start.py: {error}")
        return 6
    except OSError as error:
        advice = " (the checkout must be yours)" if isinstance(error, PermissionError) else ""
        tell(f"start.py: {error.strerror}: {error.filename}{advice}")
        return 6
    except KeyboardInterrupt:
        tell("start.py: stopped; the next start begins the set-up anew")
        return 130
    return 0


def become(arguments: list[str]) -> NoReturn:
    """Turn this process into Vodomer or tox, so that signals and exit code are the real ones."""
    if arguments[:1] == ["setup"]:
        sys.exit()
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        command = [str(PYTHON), "-m", "tox", *way_of_testing(arguments[1:])]
    else:
        command = [str(VENV / "bin" / "vodomer"), *(arguments or ["--help"])]
    os.execv(command[0], command)  # noqa: S606 - the command is ours


def way_of_testing(options: list[str]) -> list[str]:
    """All checks two at a time, each told of when it has ended; chosen ones as they go."""
    whole = "-e" not in options
    return ["run-parallel", "--parallel", "2", *options] if whole else ["run", *options]


# --- the virtual environment -------------------------------------------------------------------


def set_up() -> None:
    """Make `.venv` what the lock file says, unless it is so already."""
    if is_set_up():
        return
    CACHE.mkdir(exist_ok=True)
    with only_one():
        if is_set_up():
            return
        tell("Setting up in .venv (once; a minute or less) ...")
        LOG.write_text("")
        empty_environment()
        give_it_pip()
        tell("  installing the libraries of requirements.lock ...")
        pip("install", "--no-compile", "--require-hashes", "--requirement", str(LOCK))
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        compile_libraries()
        STAMP.write_text(wanted())


def is_set_up() -> bool:
    """Whether `.venv` is finished, and for this lock file, this place and this Python."""
    return STAMP.is_file() and STAMP.read_text() == wanted()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Two starts at the same time: the second waits until the first has set up."""
    with (CACHE / "set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wanted() -> str:
    """Return what the stamp of a finished environment says."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{digest}\n{VENV}\n{os.path.realpath(PYTHON)}\n"


def empty_environment() -> None:
    """Make a new `.venv`; a half-made or outdated one goes, one that is not ours stays."""
    if (VENV / "pyvenv.cfg").exists() and not STAMP.exists():
        raise SetUpError(f"{VENV} was not made by start.py: move it away and start again")
    python = os.path.realpath(sys.executable)  # that of .venv goes with it
    replaced = CACHE / "replaced"
    shutil.rmtree(replaced, ignore_errors=True)
    if VENV.exists():
        VENV.rename(replaced)  # at one stroke, so that Ctrl-C cannot leave half of it behind
    shutil.rmtree(replaced, ignore_errors=True)
    VENV.mkdir()
    STAMP.write_text("unfinished\n")
    run([python, "-m", "venv", "--without-pip", str(VENV)], "could not make .venv")


def give_it_pip() -> None:
    """Python's own copy where the system has it, else the wheel that the lock file names."""
    if not has_ensurepip():
        try:
            wheel = fetch_pip()
        except SetUpError:
            if not install_system_package("python3-venv"):
                raise
        else:
            run([str(PYTHON), f"{wheel}/pip", "install", "--no-index", str(wheel)], "no pip")
            return
    run([str(PYTHON), "-Im", "ensurepip", "--default-pip"], "no pip")


def has_ensurepip() -> bool:
    """Whether this Python can install pip by itself; Debian cuts that off into python3-venv."""
    return importlib.util.find_spec("ensurepip") is not None


def install_system_package(name: str) -> bool:
    """Install a package of Debian's or Ubuntu's; False where that is not allowed."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    tell(f"  installing {name} with apt-get ...")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "update", "-q"], "apt-get")
    run(["apt-get", "install", "-q", "-y", "--no-install-recommends", name], "apt-get")
    return True


def fetch_pip() -> Path:
    """Pip's wheel as the lock file names it, from the package index; its checksum is checked."""
    version, digests = locked_pip()
    name = f"pip-{version}-py3-none-any.whl"
    index = pip_setting("index-url", "https://pypi.org/simple").rstrip("/") + "/pip/"
    tell(f"  fetching {name} (this Python comes without pip) ...")
    local = [Path(place) / name for place in pip_setting("find-links").split()]
    wheel = next((path for path in local if path.is_file()), None)
    content = wheel.read_bytes() if wheel else download(name, index)
    if hashlib.sha256(content).hexdigest() not in digests:
        raise SetUpError(f"{name} from {index} is not the file that requirements.lock names")
    (CACHE / name).write_bytes(content)
    return CACHE / name


def locked_pip() -> tuple[str, set[str]]:
    """Version and SHA-256 digests of pip in the lock file."""
    entry = re.search(r"^pip==(\S+)((?: \\\n +--hash=sha256:\w+)+)", LOCK.read_text(), re.MULTILINE)
    if entry is None:
        raise SetUpError("requirements.lock does not name pip: take the file from the repository")
    return entry[1], set(re.findall(r"sha256:(\w+)", entry[2]))


def download(name: str, index: str) -> bytes:
    """Download the file of that name which the index's page links to."""
    trust = ssl.create_default_context(cafile=pip_setting("cert") or None)
    try:
        with urllib.request.urlopen(index, timeout=30, context=trust) as answer:  # noqa: S310
            page, base = answer.read().decode(), answer.url
        link = re.search(rf'href="([^"]*{re.escape(name)}[^"]*)"', page)
        if link is None:
            raise SetUpError(f"{index} has no {name}")
        address = urllib.parse.urljoin(base, html.unescape(link[1]))
        with urllib.request.urlopen(address, timeout=60, context=trust) as answer:  # noqa: S310
            return bytes(answer.read())
    except (urllib.error.URLError, TimeoutError) as error:
        reason = getattr(error, "reason", error)
        raise SetUpError(
            f"could not fetch pip from {index} ({reason}): check the network and PIP_INDEX_URL,"
            " or install pip for this Python first (`apt-get install python3-venv`)"
        ) from None


def pip_setting(name: str, default: str = "") -> str:
    """Read a setting of pip's, as pip itself would: environment first, then its files."""
    home = Path.home()
    files: list[str | Path] = [
        "/etc/xdg/pip/pip.conf",
        "/etc/pip.conf",
        home / ".pip" / "pip.conf",
        Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf",
        os.environ.get("PIP_CONFIG_FILE", ""),
    ]
    config = configparser.RawConfigParser()
    config.read(files)
    written = config.get("global", name, fallback=default)
    return os.environ.get("PIP_" + name.upper().replace("-", "_")) or written


# --- the browser -------------------------------------------------------------------------------


def needs_browser(arguments: list[str]) -> bool:
    """Whether the command drives a browser that the person did not name."""
    if arguments[:1] == ["test"]:
        return "-e" not in arguments
    without = re.compile(r"http|--agent=http|--browser(=.*)?|-h|--help")
    return arguments[:1] == ["run"] and not any(map(without.fullmatch, arguments))


def find_browser() -> None:
    """Let Vodomer find a browser or fetch one; it tells a person itself what it did."""
    done = subprocess.run([PYTHON, "-m", "harness.browsers", "--fetch"], stdout=sys.stderr)
    if done.returncode:
        raise SystemExit(done.returncode)


# --- child processes ---------------------------------------------------------------------------


def pip(*arguments: str) -> None:
    """Run the environment's pip; apart from the person's own Python settings (`-I`)."""
    run([str(PYTHON), "-Im", "pip", *arguments], "could not install the libraries")


def compile_libraries() -> None:
    """Compile once, on all cores: where Python may write no byte code, each process would anew."""
    folders = [VENV / "lib", *(ROOT / name for name in ("harness", "mock_rekono", "scenarios"))]
    command = [str(PYTHON), "-Im", "compileall", "-q", "-j", "0", *map(str, folders)]
    with LOG.open("a") as log:  # what is not Python for this version is left as it is
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def run(command: list[str], failure: str) -> None:
    """Run a command into the log; raise SetUpError with the reason when it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PIP_USER": "0"},
    )
    with LOG.open("a") as log:
        log.write(done.stdout)
    if done.returncode:
        raise SetUpError(f"{failure}: {reason_in(done.stdout)} (all of it: {LOG})")


def reason_in(log: str) -> str:
    """Find the line of the log a person needs."""
    if NO_NETWORK.search(log):
        return "the package index does not answer; check the network, proxy and PIP_INDEX_URL"
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no reason given"])[-1]


def tell(text: str) -> None:
    """Speak to the person; standard output belongs to the command that follows."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] in (["-h"], ["--help"]):
        sys.exit(print(__doc__))
    sys.exit(prepare(sys.argv[1:]) or become(sys.argv[1:]))

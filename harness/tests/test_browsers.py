"""Is the right browser found, is a broken one told of, and does it stay off the net?"""

import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import playwright
import pytest
from playwright.sync_api import Error, sync_playwright

from harness.browsers import BrowserMissing, KeptBrowser, fetch, find, launch, render, starts
from harness.browsers.fetching import from_npm
from harness.watching.watchdog import DOG

WORKS = '#!/bin/sh\necho "Chromium 99.0.1"\n'
BROKEN = "#!/bin/sh\necho 'error while loading libnss3.so' >&2\necho more >&2\nexit 127\n"
DIES = (
    '#!/bin/sh\n[ "$1" = --version ] && echo 1.2 && exit\necho "FATAL: no such thing" >&2\nexit 1\n'
)

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Make a machine without a browser, and a way to put executables on it."""
    for name in ("bin", "home", "playwright"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}")
    monkeypatch.setenv("HOME", f"{tmp_path / 'home'}")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", f"{tmp_path / 'playwright'}")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("VODOMER_BROWSER", raising=False)

    def put(name: str, content: str = WORKS, folder: str = "bin") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        path.chmod(0o755)
        return path

    return put


def shell_folder() -> str:
    """Where this version of Playwright puts its headless shell."""
    data = Path(playwright.__file__).parent / "driver/package/browsers.json"
    browsers = json.loads(data.read_text())["browsers"]
    revision = {entry["name"]: entry["revision"] for entry in browsers}
    return f"playwright/chromium_headless_shell-{revision['chromium-headless-shell']}/linux"


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (["chromium", "chromium-headless-shell", "google-chrome"], "chromium-headless-shell"),
        (["google-chrome", "chromium", "microsoft-edge"], "chromium"),
        (["microsoft-edge", "google-chrome"], "google-chrome"),
        (["microsoft-edge-stable"], "microsoft-edge-stable"),
    ],
)
def test_the_system_is_searched_in_order(install: Install, there: list[str], found: str) -> None:
    paths = {name: install(name) for name in there}
    browser = find()
    assert (browser.path, browser.source, browser.version) == (paths[found], "system", "99.0.1")


def test_playwrights_own_build_comes_before_the_systems(install: Install) -> None:
    install("chromium-headless-shell")
    own = install("chrome-headless-shell", folder=shell_folder())
    assert (find().path, find().source) == (own, "playwright")


def test_a_named_browser_comes_first(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("chromium-headless-shell")
    setting, option = install("mine", folder="a"), install("other", folder="b")
    monkeypatch.setenv("VODOMER_BROWSER", str(setting))
    assert (find().path, find().source) == (setting, "VODOMER_BROWSER")
    assert (find(str(option)).path, find(str(option)).source) == (option, "option")


def test_a_named_browser_that_is_not_there_is_told_of(install: Install) -> None:
    install("chromium")
    with pytest.raises(
        BrowserMissing, match=r"no browser /nowhere/b \(named by option\)"
    ) as missing:
        find("/nowhere/b")
    assert missing.value.exit_code == 6


def test_a_named_browser_that_does_not_start_is_told_of(install: Install) -> None:
    install("chromium")
    broken = install("broken", BROKEN)
    with pytest.raises(BrowserMissing) as missing:
        find(str(broken))
    assert str(missing.value) == f"{broken} does not start: error while loading libnss3.so"


def test_one_that_does_not_start_is_passed_over(install: Install) -> None:
    install("chromium-headless-shell", BROKEN)
    whole = install("chromium")
    assert find().path == whole


def test_none_that_starts_says_why_and_what_to_do(install: Install) -> None:
    broken = install("chromium", BROKEN)
    with pytest.raises(BrowserMissing) as missing:
        find()
    text = str(missing.value)
    assert f"{broken} does not start: error while loading" in text
    assert "VODOMER_BROWSER" in text
    assert "\n" not in text


def test_a_window_needs_a_full_browser(install: Install) -> None:
    install("chromium-headless-shell")
    install("chrome-headless-shell", folder=shell_folder())
    with pytest.raises(BrowserMissing, match=r"a window needs a full browser"):
        find(headed=True)
    whole = install("google-chrome")
    assert find(headed=True).path == whole


def test_a_browser_that_ends_at_once_is_told_of(install: Install) -> None:
    with pytest.raises(BrowserMissing, match=r"does not work: FATAL: no such thing"):
        starts(find(str(install("dies", DIES))))


def test_fetching_fails_fast_and_in_one_line(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    told: list[str] = []
    with pytest.raises(BrowserMissing) as missing:
        fetch(told.append)
    text = str(missing.value)
    assert "\n" not in text
    for reason in ("ECONNREFUSED", "needs root and apt-get", "npm is not installed"):
        assert reason in text
    assert [line for line in told if line.startswith("getting")] == [
        "getting a browser: playwright install ...",
        "getting a browser: apt-get install ...",
        "getting a browser: npm pack ...",
    ]


def npm_package(path: Path, browser: str, stray: str = "lib/one.so") -> None:
    """Make a package laid out as npm's `@sparticuz/chromium`, with a script for a browser."""
    libraries = io.BytesIO()
    with tarfile.open(fileobj=libraries, mode="w") as part:
        part.addfile(tarfile.TarInfo(stray))
    parts = {"chromium.br": browser.encode(), "al2023.tar.br": libraries.getvalue()}
    parts["fonts.tar.br"] = libraries.getvalue()
    with tarfile.open(path, "w:gz") as package:
        for name, content in parts.items():
            packed = brotli.compress(content)
            member = tarfile.TarInfo(f"package/bin/{name}")
            member.size = len(packed)
            package.addfile(member, io.BytesIO(packed))


def npm_that_brings(package: Path, install: Install) -> None:
    folder = install("npm", f'#!/bin/sh\n/bin/cp {package} "$5"/it.tgz\n').parent
    for command in ("dirname", "readlink"):
        (folder / command).symlink_to(f"/usr/bin/{command}")


def test_a_copy_from_npm_is_unpacked_and_found_again(install: Install, tmp_path: Path) -> None:
    npm_package(tmp_path / "package.tgz", WORKS)
    npm_that_brings(tmp_path / "package.tgz", install)
    assert from_npm().version == "99.0.1"
    assert (find().source, find().path.parent.parent) == ("npm", tmp_path / "home/.cache/vodomer")


def test_a_package_that_is_no_package_is_told(install: Install, tmp_path: Path) -> None:
    (tmp_path / "package.tgz").write_bytes(b"nonsense")
    npm_that_brings(tmp_path / "package.tgz", install)
    with pytest.raises(BrowserMissing, match=r"153\S+ is not packed as expected"):
        from_npm()
    with pytest.raises(BrowserMissing, match="no browser that starts"):
        find()


def test_nothing_is_unpacked_outside_its_folder(install: Install, tmp_path: Path) -> None:
    npm_package(tmp_path / "package.tgz", WORKS, stray="../../../../stray")
    npm_that_brings(tmp_path / "package.tgz", install)
    from_npm()
    assert not list(tmp_path.rglob("stray"))


def test_the_command_prints_what_it_found(install: Install) -> None:
    path = install("chromium")
    done = command()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"chromium 99.0.1 (system: {path})\n"


def test_the_command_ends_with_6_and_one_line(install: Install) -> None:
    done = command("--fetch", "--browser", "/nowhere")
    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr == "browser: there is no browser /nowhere (named by option)\n"


def test_a_test_without_the_mark_has_no_browser() -> None:
    """Neither in its own process nor in one that it starts: so `-m "not browser"` needs none."""
    with pytest.raises(BrowserMissing, match="for-a-test-without-the-mark-browser"):
        find()
    done = command()
    assert (done.returncode, done.stdout) == (6, "")
    assert "for-a-test-without-the-mark-browser" in done.stderr


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "harness.browsers", *arguments],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.browser
@pytest.mark.parametrize(("user", "starts"), [(0, [True]), (1000, [False, True])])
def test_the_sandbox_is_given_up_by_root_and_where_there_is_none(
    user: int, starts: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, picky = tmp_path / "log", tmp_path / "picky"
    picky.write_text(
        f"""#!/bin/sh
        case "$*" in
        *--no-sandbox*) echo without >>{log}; exec {find().path} "$@" ;;
        *) echo within >>{log}; echo "No usable sandbox!" >&2; exit 1 ;;
        esac"""
    )
    picky.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    with sync_playwright() as driver:
        launch(driver, replace(find(), path=picky)).close()
    assert [line == "without" for line in log.read_text().split()] == starts


@pytest.mark.browser
def test_the_browser_of_this_machine_shows_a_page() -> None:
    render(find())


@pytest.mark.browser
def test_a_browser_that_we_close_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watchdog looks between the end of the browser and that of its driver."""
    with KeptBrowser.opened(find()) as kept:
        close, looked = kept.browser.close, threading.Semaphore(0)
        DOG.looking(lambda _now: looked.release())

        def closed() -> None:
            close()
            assert all(looked.acquire(timeout=20) for _ in range(2))

        monkeypatch.setattr(kept.browser, "close", closed)
    assert not kept.lost


@pytest.mark.browser
@pytest.mark.parametrize("address", ["http://127.0.0.2:8/", "http://mpv.si/", "http://10.0.0.1/"])
def test_the_browser_reaches_loopback_only(address: str) -> None:
    found = find()
    with sync_playwright() as driver:
        browser = launch(driver, found)
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            browser.new_page().goto(address)
        browser.close()

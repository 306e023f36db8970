"""What does TLS cost: a sign-in at the provider, and an examination of the sample application?

The same over plain HTTP beside it, in turn. Connections are kept alive on both sides, as browsers
and servers do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.examination import show
from benchmarks.machine import Cost, living_tree
from benchmarks.measured import Bound, Pairs
from benchmarks.peer import ours
from benchmarks.visitor import Visitor, enrol
from harness.checks.application import checks_of
from harness.checks.application.certification import certify
from harness.checks.application.sample_application import FILE
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.runner import Options
from harness.private_authority import Files, found
from harness.record.verdict import Verdict

SIGN_IN = Bound("a sign-in at the provider over TLS / over plain HTTP", at_most=1.3)
EXAMINATION = Bound("an examination over https / over plain http", at_most=1.25)
WARM_UP = 20
PLAIN, SECURE = "http://localhost:0/", "https://localhost:0/"
PROVIDER = """
[provider]
issuer = "https://127.0.0.1:0/openid-connect-server-webapp/"
certificate = "server.pem"
key = "server.key"
"""


def main() -> bool:
    """Measure and print; tells whether both bounds are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds of sign-ins, in turn")
    parser.add_argument("--flows", type=int, default=60, help="sign-ins in a round")
    parser.add_argument("--examinations", type=int, default=2, help="examinations, in turn")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = found(Path(folder), ["localhost", "127.0.0.1"])
        kept = sign_ins(files, asked.rounds, asked.flows)
        return examinations(files, asked.examinations) and kept


def sign_ins(files: Files, rounds: int, flows: int) -> bool:
    """Let each serve as many sign-ins, in turn."""
    tls = ours("--tls", str(files.certificate), str(files.key)).over_tls(files.ca)
    pairs = Pairs("over TLS", "plain HTTP")
    with tls.running() as first, ours().running() as second:
        visitors = [Visitor(first), Visitor(second)]
        for provider, visitor in zip((first, second), visitors, strict=True):
            enrol(provider)
            _come(visitor, WARM_UP)
        for _ in range(rounds):
            pairs.add(*(_cost_of(visitor, flows) for visitor in visitors))
        for visitor in visitors:
            visitor.client.close()
    return pairs.report(SIGN_IN)


def _cost_of(visitor: Visitor, flows: int) -> Cost:
    with living_tree() as cost:
        _come(visitor, flows)
    return cost


def _come(visitor: Visitor, flows: int) -> None:
    for _ in range(flows):
        visitor.come_anew()


def examinations(files: Files, rounds: int) -> bool:
    """Examine the sample application both ways, in turn."""
    pairs = Pairs("over https", "over http")
    targets = [read_target(one) for one in (_secure(files), _plain(files))]
    for _ in range(rounds):
        pairs.add(*map(_examined, targets))
    return pairs.report(EXAMINATION)


def _plain(files: Files) -> Path:
    text = FILE.read_text("utf-8").replace("[process]\n", "[process]\nisolate = false\n")
    file = files.ca.with_name("plain.toml")
    file.write_text(text, "utf-8")
    return file


def _secure(files: Files) -> Path:
    tls = '"--timeout", "3", "--ca", "ca.pem", "--tls", "server.pem", "server.key"]'
    text = _plain(files).read_text("utf-8").replace(PLAIN, SECURE)
    text = text.replace('"--timeout", "3"]', tls).replace("[target]\n", '[target]\nca = "ca.pem"\n')
    file = files.ca.with_name("secure.toml")
    file.write_text(text + PROVIDER, "utf-8")
    return file


def _examined(target: ApplicationTarget) -> Cost:
    with tempfile.TemporaryDirectory() as folder, living_tree() as cost:
        options = Options(Path(folder), lanes=4)
        record = certify(target, [*checks_of("application").values()], options, show)
    verdicts = {one.verdict for one in record.scenarios}
    if not verdicts <= {Verdict.PASS, Verdict.NOT_APPLICABLE}:
        raise SystemExit(f"over_tls: not all passed: {', '.join(map(str, verdicts))}")
    print(f"{target.target.start}: {cost}; {len(record.scenarios)} checks", flush=True)
    return cost


if __name__ == "__main__":
    sys.exit(not main())

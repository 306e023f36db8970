"""How does the provider listen, and how does it stop?

waitress for plain HTTP, cheroot for TLS. `issuer=` is printed once connections are answered; before
it `desk=`, where there is one, and `address=`, where others see the provider at another one.

A thread that still loads libraries or keys is no daemon: one that is cut off in their native code
aborts the process (glibc: "exception not rethrown").
"""

from __future__ import annotations

import errno
import gc
import os
import select
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from flask import Flask

from mock_rekono import clock
from mock_rekono.connections import LARGEST_HEADER, LARGEST_REQUEST, over_waitress
from mock_rekono.errors import Invalid
from mock_rekono.people import Member
from mock_rekono.profiles import all_profiles
from mock_rekono.provider import UNNAMED, Provider, Start
from mock_rekono.real_names import refuse_real, refuse_real_addresses
from mock_rekono.records import Client
from mock_rekono.server.app import create_app
from mock_rekono.server.control_listener import HOST as CONTROL_HOST
from mock_rekono.server.control_listener import WithoutControl
from mock_rekono.server.shutdown import Stopping
from mock_rekono.settings import Settings, from_environment

THREADS = 16
PURGE_SECONDS = 600


class Serving(NamedTuple):
    """A server: what answers until the process ends, and what lets it come to its end."""

    run: Callable[[], object]
    stop: Callable[[], object]


class PortTaken(Exception):  # noqa: N818
    """Somebody else listens there."""


def serve(options: Namespace) -> int:
    """Serve until SIGTERM, SIGINT or, if asked for, the end of standard input."""
    refuse_real(options.host, "--host")
    for client in options.client:
        refuse_real_addresses(client)
    listening = _listen(options.host, options.port)
    asking = _listen(options.host, options.certificate_port)
    controlling = _listen_for_control(options.control_port)
    provider = Provider(_start(options, listening, asking, controlling))
    _give_up_on_signals()
    if options.stop_with_parent:
        _stop_with_parent()
    if provider.start.store_url != UNNAMED:
        provider.store  # noqa: B018 - a store that cannot be opened is told of at once
    app = create_app(provider)
    shown = WithoutControl(app) if controlling else app
    server = (_tls if options.tls else _plain)(shown, listening, options.tls)
    stopping = Stopping()
    for one in (server, *([_plain(app, controlling)] if controlling else [])):
        threading.Thread(target=_run, args=[one, stopping], daemon=True).start()
    _start_asking(app, provider, asking)
    _warn_of_others(options, provider.settings)
    _announce(provider, given=options.control_token)
    threading.Thread(target=_keep_house, args=[provider]).start()
    code = stopping.wait()
    provider.stopping.set()
    server.stop()
    return code


def _run(server: Serving, stopping: Stopping) -> None:
    """Answer requests; a server that ends by itself has failed."""
    try:
        server.run()
    finally:
        stopping.fail()


def _listen(host: str, port: int) -> socket.socket:
    family, place = _place(host)
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((place, port))
        listening.listen(1024)
    except OSError as problem:
        listening.close()
        if problem.errno in (errno.EADDRINUSE, errno.EACCES):
            reason = "is taken" if problem.errno == errno.EADDRINUSE else "is not allowed"
            raise PortTaken(f"port {port} at {host} {reason}; choose another with --port") from None
        if problem.errno == errno.EADDRNOTAVAIL:
            reason = f"this machine has no address {place}; choose one that it has, such as"
            other = "::1" if family == socket.AF_INET else "127.0.0.1"
            raise Invalid(f"--host {host}: {reason} --host {other}", "host") from None
        raise Invalid(f"--host {host}: {problem.strerror or problem}", "host") from None
    return listening


def _listen_for_control(port: int | None) -> socket.socket | None:
    """Listen for who commands us, where that is not to be at the port that everybody knows."""
    return None if port is None else _listen(CONTROL_HOST, port)


def _place(host: str) -> tuple[socket.AddressFamily, str]:
    """Return where a name leads to: to an IPv4 address where it has one. Raises Invalid."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise Invalid(f"--host {host}: {problem.strerror or problem}", "host") from None
    family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(address[0])


def _start_asking(app: Flask, provider: Provider, asking: socket.socket) -> None:
    """Serve sign-in by certificate beside, as soon as somebody wants it: they wait until then."""

    def ask() -> None:
        from mock_rekono.server.certificate_listener import certificate_server

        server = certificate_server(app, provider, asking)
        threading.Thread(target=server.start, daemon=True).start()  # as its workers will be

    def await_somebody() -> None:
        select.select([asking], [], [])
        threading.Thread(target=ask, daemon=False).start()

    threading.Thread(target=await_somebody, daemon=True).start()


def _start(
    options: Namespace,
    listening: socket.socket,
    asking: socket.socket,
    controlling: socket.socket | None,
) -> Start:
    scheme = "https" if options.tls else "http"
    host = f"[{options.host}]" if ":" in options.host else options.host
    settings = _settings(options)
    return Start(
        base=f"{scheme}://{host}:{_port(listening)}",
        certificate_base=f"https://{host}:{_port(asking)}",
        control_base=f"http://{CONTROL_HOST}:{_port(controlling)}" if controlling else "",
        settings=settings,
        profile=options.profile,
        store_url=options.store,
        control_token=options.control_token or clock.token(),
        clients=_joined(options.client),
        desk=options.desk,
        cast=options.cast,
        people=_people(options, settings),
    )


def _people(options: Namespace, settings: Settings) -> tuple[Member, ...]:
    if not options.people:
        return ()
    from mock_rekono.server.people_file import read_people  # who has no such file starts sooner

    return read_people(options.people, settings, cast=options.cast)


def _port(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def _settings(options: Namespace) -> Settings:
    settings = from_environment(all_profiles()[options.profile].settings(), os.environ)
    return replace(settings, fast_hash=True) if options.fast_hash else settings


def _joined(named: list[Client]) -> tuple[Client, ...]:
    """Return applications; one named twice has both redirect URIs."""
    joined: dict[str, Client] = {}
    for one in named:
        before = joined.get(one.client_id, replace(one, redirect_uris=()))
        goals = (*before.post_logout_redirect_uris, *one.post_logout_redirect_uris)
        joined[one.client_id] = replace(
            one,
            redirect_uris=(*before.redirect_uris, *one.redirect_uris),
            post_logout_redirect_uris=tuple(dict.fromkeys(goals)),
        )
    return tuple(joined.values())


def _warn_of_others(options: Namespace, settings: Settings) -> None:
    """Say that other machines reach us; the control API is not for them unless asked for."""
    if options.host in ("localhost", "::1") or options.host.startswith("127."):
        return
    control = f"answers to {settings.control_hosts}" if settings.control_hosts else "stays closed"
    sys.stderr.write(
        f"mock_rekono: warning: --host {options.host}: other machines can reach this mock, which "
        f"shows passwords and codes; for them the control API {control}\n"
    )


def _announce(provider: Provider, *, given: str | None) -> None:
    if not given:
        print(f"control-token={provider.start.control_token}", flush=True)  # noqa: T201
    if provider.start.desk:
        print(f"desk={provider.start.desk_address}", flush=True)  # noqa: T201
    if provider.base != provider.start.base:
        print(f"address={provider.start.base}", flush=True)  # noqa: T201
    print(f"issuer={provider.issuer}", flush=True)  # noqa: T201


def _plain(app: Any, listening: socket.socket, _files: object = None) -> Serving:
    import logging

    import waitress.server

    from mock_rekono.server.waitress_workers import ONE_PACKET, Channel, Workers

    logging.getLogger("waitress").addHandler(logging.NullHandler())
    server: Any = waitress.server.create_server(
        over_waitress(app),
        sockets=[listening],
        _dispatcher=Workers(THREADS),
        ident="",
        max_request_body_size=LARGEST_REQUEST,
        max_request_header_size=LARGEST_HEADER,
        connection_limit=500,
        asyncore_use_poll=True,
    )
    server.adj.send_bytes = ONE_PACKET
    server.channel_class = Channel
    return Serving(server.run, server.task_dispatcher.shutdown)


def _tls(app: Any, listening: socket.socket, files: list[str]) -> Serving:
    import ssl

    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    from mock_rekono.server.cheroot_connections import equip_cheroot

    address = listening.getsockname()[:2]
    listening.close()  # cheroot binds for itself
    server = Server(address, app, numthreads=THREADS)
    equip_cheroot(server)
    try:
        server.ssl_adapter = BuiltinSSLAdapter(*files)
    except (OSError, ssl.SSLError) as problem:
        raise Invalid(f"--tls: {problem.strerror or problem}", "tls") from None
    server.prepare()
    return Serving(server.serve, server.stop)


def _give_up_on_signals() -> None:
    """Let a wish to stop break off what is done until requests are answered."""

    def give_up(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, give_up)


def _stop_with_parent() -> None:
    """Stop when standard input ends: whoever started us is gone, however that came."""

    def watch() -> None:
        while os.read(0, 4096):  # not sys.stdin: its lock would be missed at the end
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _keep_house(provider: Provider) -> None:
    """Open what the first sign-in would wait for, then forget old records now and then."""
    provider.keys.ready()
    provider.store.records.purge()
    gc.freeze()  # what is there by now stays, and need not be searched for garbage again and again
    while not provider.stopping.wait(PURGE_SECONDS):
        provider.store.records.purge()

"""./charter: one command for everything. `./charter help` is the manual."""

import shutil
import sys

from . import checks, databases, mutation, postgres, server, system
from .console import Failure, say, warn
from .layout import INSTANCE, STATE

HELP = """\
Customer Charter for Odoo

  ./charter run                 install what is missing, make the demo company, serve it
                                on http://127.0.0.1:8069 (elsewhere: PORT=8070 …)
  ./charter test [ADDON …]      all tests, or those of some addons (or test files)
  ./charter lint [--fix]        ruff, pylint-odoo, oca-checks, prettier, eslint
  ./charter mutate [ADDON …]    change the rules bit by bit: a test must notice
  ./charter bench [AREA …] [SIZE …]
                                measure against the stock addons, in one run
  ./charter i18n                write the .pot, merge into zh_CN.po, list what is open
  ./charter db NAME [--demo]    a new database with the whole suite, in a second
  ./charter shell NAME          Odoo's shell on a database; reads standard input
  ./charter stop                stop the server and the database server
  ./charter clean [--all]       remove this checkout's databases and logs
                                (--all: also Odoo and Python, for all checkouts)

Environment: PORT the port of `run`; ODOO_HOME a checkout of Odoo 19 to use;
CHARTER_HOME where everything is kept ({state}).
"""


def main(arguments):
    command, *rest = arguments or ["help"]
    commands = {
        "run": lambda: server.run(),
        "stop": lambda: server.stop(),
        "test": lambda: checks.test(rest),
        "lint": lambda: checks.lint(rest),
        "mutate": lambda: mutation.mutate(rest),
        "bench": lambda: checks.bench(rest),
        "i18n": lambda: checks.i18n(),
        "db": lambda: _db(rest),
        "shell": lambda: _shell(rest),
        "clean": lambda: _clean(rest),
    }
    if command in ("help", "-h", "--help"):
        say(HELP.format(state=STATE))
        return 0
    if command not in commands:
        raise Failure(f"There is no command {command!r}; ./charter help lists them.")
    return commands[command]()


def _db(arguments):
    names = [word for word in arguments if word != "--demo"]
    if len(names) != 1 or not names[0].isidentifier():
        raise Failure("Say one name of letters and digits: ./charter db NAME [--demo]")
    system.ensure("run")
    postgres.ensure()
    if databases.exists(names[0]):
        raise Failure(f"The database {names[0]} is there already; choose another name.")
    databases.from_template(names[0], demo="--demo" in arguments)
    say(f"{names[0]} is ready: ./charter shell {names[0]}")
    return 0


def _shell(arguments):
    if len(arguments) != 1:
        raise Failure("Say which database: ./charter shell NAME")
    system.ensure("run")
    postgres.ensure()
    if not databases.exists(arguments[0]):
        raise Failure(
            f"There is no database {arguments[0]}: ./charter db {arguments[0]}"
        )
    return databases.call(databases.odoo("shell", "-d", arguments[0], "--no-http"))


def _clean(arguments):
    server.stop()
    folder = STATE if "--all" in arguments else INSTANCE
    shutil.rmtree(folder, ignore_errors=True)
    say(f"Removed {folder}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        warn(str(failure))
        sys.exit(1)
    except KeyboardInterrupt:
        warn("interrupted; the next run goes on where this one stopped")
        sys.exit(130)

"""The production set-up holds together: odoo.conf, image, services, proxy.

The checks take dictionaries and text, so that the last class can feed them broken ones
and see them fail. No database is needed.
"""

import copy
import logging
import os
import re
import subprocess
import tempfile
import unittest
from configparser import RawConfigParser
from pathlib import Path
from unittest import mock

import yaml

ROOT = Path(__file__).resolve().parent.parent
PROFILES = {
    "local": {"db", "init", "web-local"},
    "proxy": {"db", "init", "web-proxy", "nginx"},
}
PUBLISHED_BY = {"local": {"web-local"}, "proxy": {"nginx"}}
NOT_FOR_A_FILE = {
    "db_host",
    "db_port",
    "db_user",
    "db_password",
    "smtp_password",
    "proxy_access_token",
}


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def without_comments(text):
    return "\n".join(
        line for line in text.splitlines() if not line.lstrip().startswith("#")
    )


def compose():
    return yaml.safe_load(read("docker-compose.yml"))


def with_defaults(value):
    """What compose makes of ${NAME:-default} when NAME is not set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", str(value)).replace("$$", "$")


def services(project, profile):
    return {
        name: service
        for name, service in project["services"].items()
        if profile in service.get("profiles", [profile])
    }


def options(text):
    parser = RawConfigParser()
    parser.read_string(text)
    return dict(parser.items("options"))


def block(text, opening):
    """The inside of a block of nginx.conf, blocks within blocks included."""
    start = text.index(opening) + len(opening)
    depth = 1
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if not depth:
            return text[start:position]
    raise ValueError(f"{opening} is not closed")


def seconds(text, directive):
    return int(re.search(rf"^\s*{directive} (\d+)s;", text, re.MULTILINE)[1])


# --- the checks: each yields a sentence for each thing that is wrong ---


def wrong_services(project):
    for profile, expected in PROFILES.items():
        found = set(services(project, profile))
        if found != expected:
            yield f"profile {profile} has {sorted(found)}, not {sorted(expected)}"


def wrong_ports(project):
    for profile in PROFILES:
        for name, service in services(project, profile).items():
            ports = [with_defaults(port) for port in service.get("ports", [])]
            if bool(ports) != (name in PUBLISHED_BY[profile]):
                yield f"{name} publishes {ports} in profile {profile}"
            for port in ports:
                if not port.startswith("127.0.0.1:"):
                    yield f"{name} publishes {port} to more than this machine"
    for port in project["services"]["web-local"].get("ports", []):
        if not str(port).startswith("127.0.0.1:"):
            yield f"web-local lets a setting change the address it publishes on: {port}"


def wrong_health(project):
    tests = {
        "db": "pg_isready",
        "web-local": "http://127.0.0.1:8069/web/health",
        "web-proxy": "http://127.0.0.1:8069/web/health",
        "nginx": "http://127.0.0.1/proxy-health",
    }
    for name, expected in tests.items():
        if expected not in project["services"][name].get("healthcheck", {}).get(
            "test", []
        ):
            yield f"{name} has no health check with {expected}"


def wrong_order(project):
    expected = {
        "init": {"db": "service_healthy"},
        "web-local": {
            "db": "service_healthy",
            "init": "service_completed_successfully",
        },
        "web-proxy": {
            "db": "service_healthy",
            "init": "service_completed_successfully",
        },
        "nginx": {"web-proxy": "service_healthy"},
    }
    for name, conditions in expected.items():
        found = {
            other: dependency["condition"]
            for other, dependency in project["services"][name]
            .get("depends_on", {})
            .items()
        }
        if found != conditions:
            yield f"{name} starts after {found}, not {conditions}"


def wrong_secrets(project):
    for name, secret in project.get("secrets", {}).items():
        if secret != {"file": f"./secrets/{name}"}:
            yield f"secret {name} does not come from secrets/{name}"
    used = {"db": "POSTGRES_PASSWORD_FILE", "init": "PASSWORD_FILE"}
    used |= {"web-local": "PASSWORD_FILE", "web-proxy": "PASSWORD_FILE"}
    for name, variable in used.items():
        service = project["services"][name]
        if service["environment"].get(variable) != "/run/secrets/postgres_password":
            yield f"{name} does not read the password from its secret"
        if "postgres_password" not in service.get("secrets", []):
            yield f"{name} does not get the secret postgres_password"
    yield from wrong_admin_password(project["services"]["init"])
    for name, service in project["services"].items():
        for variable in service.get("environment", {}):
            if re.search("PASS|SECRET|TOKEN", variable) and not variable.endswith(
                "_FILE"
            ):
                yield f"{name} has {variable} in its environment"


def wrong_admin_password(init):
    if init["environment"].get("ADMIN_PASSWORD_FILE") != "/run/secrets/admin_password":
        yield "init does not read the administrator's password from its secret"
    if "admin_password" not in init.get("secrets", []):
        yield "init does not get the secret admin_password"


def wrong_upkeep(project):
    for name, service in project["services"].items():
        restart = "no" if name == "init" else "unless-stopped"
        if service.get("restart") != restart:
            yield f"{name} has restart {service.get('restart')!r}, not {restart!r}"
        if (
            not {"max-size", "max-file"}
            <= service.get("logging", {}).get("options", {}).keys()
        ):
            yield f"the log of {name} grows for ever"
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if not source.startswith("./") and source not in project.get("volumes", {}):
                yield f"{name} uses the volume {source}, which is not declared"
    mounted = {
        name: [volume.partition(":")[2] for volume in service.get("volumes", [])]
        for name, service in project["services"].items()
    }
    if "/var/lib/postgresql/data" not in mounted["db"]:
        yield "the database is not kept in a volume"
    for name in ("init", "web-local", "web-proxy"):
        if "/var/lib/odoo" not in mounted[name]:
            yield f"the filestore of {name} is not kept in a volume"
    if project["services"]["db"].get("shm_size") != "256m":
        yield "PostgreSQL has too little shared memory"


def wrong_networks(project):
    if not (project["networks"].get("data") or {}).get("internal"):
        yield "the network of the database is not closed"
    if project["services"]["db"].get("networks") != ["data"]:
        yield "the database is on more than its own network"
    if "data" in project["services"]["nginx"].get("networks", []):
        yield "the proxy reaches the database"
    if "web-proxy" not in services(project, "proxy") or not (
        set(project["services"]["nginx"]["networks"])
        & set(project["services"]["web-proxy"]["networks"])
    ):
        yield "the proxy does not reach Odoo"


def wrong_processes(project, conf):
    local = project["services"]["web-local"]["environment"]
    proxy = project["services"]["web-proxy"]["environment"]
    if (
        with_defaults(local["ODOO_WORKERS"]) != "0"
        or local["ODOO_PROXY_MODE"] != "False"
    ):
        yield "profile local does not run one process without a proxy"
    workers, cron = (
        int(with_defaults(proxy["ODOO_WORKERS"])),
        int(with_defaults(proxy["ODOO_MAX_CRON_THREADS"])),
    )
    if workers < 2 or proxy["ODOO_PROXY_MODE"] != "True":
        yield "profile proxy does not run workers behind a proxy"
    most = (workers + cron) * int(conf["db_maxconn"]) + int(conf["db_maxconn_gevent"])
    [allowed] = [
        int(with_defaults(part).partition("=")[2])
        for part in project["services"]["db"]["command"]
        if part.startswith("max_connections=")
    ]
    if most + 10 > allowed:
        yield f"Odoo may open {most} connections, PostgreSQL allows {allowed}"
    for name in ("init", "web-local", "web-proxy"):
        environment = project["services"][name]["environment"]
        database = with_defaults(environment["PGDATABASE"])
        if with_defaults(environment["ODOO_DBFILTER"]) != f"^{database}$":
            yield f"{name} serves another database than {database}"


def wrong_environment(project, known):
    """A variable ODOO_… that Odoo does not read would do nothing, unnoticed."""
    for name, service in project["services"].items():
        for variable in service.get("environment", {}):
            if variable.startswith("ODOO_") and variable not in known:
                yield f"{name} sets {variable}, which Odoo does not read"


def wrong_routes(text, conf, project):
    text = without_comments(text)
    server = block(text, "server {")
    targets = dict(re.findall(r"set (\$\w+) ([\w.-]+:\d+);", server))
    ports = {"/": conf["http_port"], "/websocket": conf["gevent_port"]}
    for path, port in ports.items():
        inside = block(server, f"location {path} {{")
        [target] = re.findall(r"proxy_pass http://(\$\w+);", inside)
        if targets.get(target) != f"web-proxy:{port}":
            yield f"{path} goes to {targets.get(target)}, not to web-proxy:{port}"
        if "proxy_set_header" in inside:
            yield f"{path} drops the headers set for the whole server"
    yield from wrong_headers(server)
    if seconds(server, "proxy_read_timeout") <= int(conf["limit_time_real"]):
        yield "the proxy gives up before Odoo does"
    if int(re.search(r"client_max_body_size (\d+)m;", server)[1]) < 40 * 4 / 3 + 1:
        yield "a mail of 40 MB does not fit when it is posted"
    if "gzip on;" not in text:
        yield "nothing is compressed"
    mounts = project["services"]["nginx"]["volumes"]
    if "./docker/nginx.conf:/etc/nginx/nginx.conf:ro" not in mounts:
        yield "the proxy does not use docker/nginx.conf"


def wrong_headers(server):
    for header, value in {
        "Host": "$http_host",
        "X-Forwarded-Host": "$http_host",
        "X-Forwarded-For": "$proxy_add_x_forwarded_for",
        "X-Forwarded-Proto": "$visitor_scheme",
        "Upgrade": "$http_upgrade",
        "Connection": "$connection_upgrade",
    }.items():
        if f"proxy_set_header {header} {value};" not in server:
            yield f"the proxy does not send {header}"
    if "proxy_http_version 1.1;" not in server:
        yield "a websocket needs HTTP/1.1"


def wrong_image(dockerfile, ignored, conf):
    text = without_comments(dockerfile).replace("\\\n", " ")
    users = re.findall(r"^USER (\S+)", text, re.MULTILINE)
    if not users or users[-1] in ("root", "0"):
        yield "the image runs as root"
    base = re.search(r"^ARG ODOO_IMAGE=(\S+)", text, re.MULTILINE)
    if not base or not base[1].startswith("odoo:19.0"):
        yield "the image does not stand on Odoo 19"
    if "fonts-noto-cjk" not in text:
        yield "PDF files have no Chinese characters"
    for library in ("libpangoft2-1.0-0", "libharfbuzz-subset0", "python3-cffi"):
        if library not in text:
            yield f"PDF files need {library}"
    yield from wrong_packages(text)
    yield from wrong_copies(text, ignored)
    if conf["addons_path"].split(",") != [
        "/opt/customer-charter/addons",
        "/opt/oca/odoo/addons",
    ]:
        yield "addons_path is not where the image has its addons"


def wrong_packages(text):
    installed = {
        tuple(re.findall(r"--(?:target|requirement) (\S+)", pip))
        for pip in re.findall(r"pip install[^\n]*", text)
    }
    for folder, pins in (("oca", "oca"), ("python", "addons")):
        file = f"/opt/customer-charter/requirements-{pins}.txt"
        if (f"/opt/{folder}", file) not in installed:
            yield f"{file} is not what is installed in /opt/{folder}"
    if len(installed) > 2 or re.search(r"odoo-addon-|==", text):
        yield "the Dockerfile names packages beside those of the two files"
    if "ENV PYTHONPATH=/opt/python\n" not in text:
        yield "Odoo does not find the Python packages of our addons"


def wrong_copies(text, ignored):
    for copied, folder in (
        ("addons", "/opt/customer-charter/addons"),
        ("odoo.conf", "/etc/odoo/odoo.conf"),
    ):
        if not re.search(rf"^COPY {copied} {folder}$", text, re.MULTILINE):
            yield f"{copied} is not copied to {folder}"
    kept = {line[1:] for line in ignored.splitlines() if line.startswith("!")}
    if "*" not in ignored.splitlines():
        yield ".dockerignore lets everything in"
    for sources in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for source in sources.split():
            if source not in kept:
                yield f"{source} is copied, but .dockerignore keeps it out"


def wrong_pins(text):
    pins = [line for line in without_comments(text).splitlines() if line.strip()]
    if not pins:
        yield "no OCA addon is pinned"
    for pin in pins:
        if not re.fullmatch(r"odoo-addon-[a-z0-9-]+==19\.0(\.\d+)+", pin):
            yield f"{pin} is not one exact version of an OCA addon for Odoo 19"


def wrong_configuration(text):
    conf = options(text)
    for name, value in {
        "list_db": "False",
        "admin_passwd": "",
        "proxy_mode": "True",
        "with_demo": "False",
        "http_interface": "127.0.0.1",
        "gevent_port": "8072",
    }.items():
        if conf.get(name) != value:
            yield f"{name} is {conf.get(name)!r}, not {value!r}"
    if int(conf["workers"]) < 2:
        yield "production needs workers"
    if conf["dbfilter"] != f"^{conf['db_name']}$":
        yield "dbfilter is not exactly the one database"
    for name in NOT_FOR_A_FILE & conf.keys():
        yield f"{name} stands in odoo.conf; it belongs into the environment"
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"(; )?\w+ =", line):
            above = lines[number - 1]
            if not above.startswith("; ") or re.match(r"; \w+ =|; ---", above):
                yield f"{line} has no comment"


class TestDocker(unittest.TestCase):
    """Each check on the files as they are."""

    def assert_nothing(self, complaints):
        self.assertEqual(list(complaints), [])

    def test_both_profiles_have_their_services(self):
        self.assert_nothing(wrong_services(compose()))

    def test_only_this_machine_is_published_to(self):
        self.assert_nothing(wrong_ports(compose()))

    def test_every_service_says_whether_it_is_well(self):
        self.assert_nothing(wrong_health(compose()))

    def test_services_wait_for_what_they_need(self):
        self.assert_nothing(wrong_order(compose()))

    def test_passwords_come_from_files(self):
        self.assert_nothing(wrong_secrets(compose()))

    def test_git_keeps_the_secrets_out(self):
        for path in (
            "secrets/postgres_password",
            "secrets/admin_password",
            "docker/tls/privkey.pem",
        ):
            ignored = Path(path).parent / ".gitignore"
            self.assertEqual(read(ignored).splitlines()[0], "*", ignored)
            if (ROOT / ".git").exists():
                tracked = subprocess.run(
                    ["git", "ls-files", "--", path],
                    cwd=ROOT,
                    capture_output=True,
                    check=True,
                    text=True,
                )
                self.assertEqual(tracked.stdout, "")

    def test_services_come_back_and_logs_are_rotated(self):
        self.assert_nothing(wrong_upkeep(compose()))

    def test_only_odoo_reaches_the_database(self):
        self.assert_nothing(wrong_networks(compose()))

    def test_postgresql_takes_all_connections_odoo_may_open(self):
        self.assert_nothing(wrong_processes(compose(), options(read("odoo.conf"))))

    def test_the_websocket_has_its_own_port(self):
        self.assert_nothing(
            wrong_routes(
                read("docker/nginx.conf"), options(read("odoo.conf")), compose()
            )
        )

    def test_the_image_holds_what_the_configuration_names(self):
        self.assert_nothing(
            wrong_image(
                read("Dockerfile"), read(".dockerignore"), options(read("odoo.conf"))
            )
        )

    def test_oca_addons_are_pinned(self):
        self.assert_nothing(wrong_pins(read("requirements-oca.txt")))

    def test_the_configuration_is_safe_and_explained(self):
        self.assert_nothing(wrong_configuration(read("odoo.conf")))

    def test_the_scripts_are_in_order(self):
        subprocess.run(["bash", "-n", ROOT / "docker/init"], check=True)
        for script in ("init", "check-addons"):
            self.assertTrue(os.access(ROOT / "docker" / script, os.X_OK), script)

    def test_every_setting_of_compose_is_in_the_example(self):
        used = set(re.findall(r"\$\{(\w+):-", read("docker-compose.yml")))
        explained = set(
            re.findall(r"^(\w+)=", read("docker/env.example"), re.MULTILINE)
        )
        self.assertEqual(used, explained - {"COMPOSE_PROFILES"})


class TestOdooReadsIt(unittest.TestCase):
    """odoo.conf through Odoo's own parser, in a parser of its own."""

    def parse(self, path):
        from odoo.tools import config

        messages = []

        class Parser(type(config)):
            @classmethod
            def _log(cls, level, message, *args, **_kwargs):
                if level >= logging.WARNING:
                    messages.append(message % args)

            @classmethod
            def _warn(cls, message, *_args, **_kwargs):
                messages.append(message)

        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ODOO_", "PG"))
        }
        with mock.patch.dict(os.environ, environment, clear=True):
            parser = Parser()
            messages.clear()
            parser._parse_config(["--config", str(path)])
            parser._warn_deprecated_options()
        # The folders of the image need not be here.
        return parser, [
            message for message in messages if "no such directory" not in message
        ]

    def test_no_option_is_unknown(self):
        parser, messages = self.parse(ROOT / "odoo.conf")
        self.assertEqual(messages, [])
        self.assertIs(parser["list_db"], False)
        self.assertIs(parser["proxy_mode"], True)
        self.assertEqual(parser["workers"], 5)
        self.assertEqual(parser["db_name"], ["charter"])
        self.assertFalse(parser.verify_admin_password(""))
        self.assertFalse(parser.verify_admin_password("admin"))

    def test_no_option_that_is_switched_off_is_unknown(self):
        parser, _messages = self.parse(ROOT / "odoo.conf")
        switched_off = re.findall(r"^; (\w+) = ", read("odoo.conf"), re.MULTILINE)
        self.assertIn("db_replica_host", switched_off)
        self.assertEqual(
            [name for name in switched_off if name not in parser.options_index], []
        )

    def test_odoo_reads_the_variables_compose_and_dockerfile_set(self):
        parser, _messages = self.parse(ROOT / "odoo.conf")
        known = {option.env_name for option in parser.options_index.values()}
        self.assertEqual(list(wrong_environment(compose(), known)), [])
        set_by_image = re.findall(r"^ENV (\w+)=", read("Dockerfile"), re.MULTILINE)
        known_or_pythons = known | {"PYTHONPATH"}
        self.assertLessEqual(set(set_by_image), known_or_pythons)
        self.assertLessEqual(
            {"PGDATABASE", "PGHOST", "PGUSER", "PGPASSWORD", "PGPORT"}, known
        )

    def test_an_unknown_option_is_noticed(self):
        with tempfile.NamedTemporaryFile(
            "w", suffix=".conf", encoding="utf-8"
        ) as broken:
            broken.write(read("odoo.conf") + "\n; nonsense\nxmlrpc_port = 8069\n")
            broken.flush()
            _parser, messages = self.parse(broken.name)
        self.assertEqual(len(messages), 1, messages)
        self.assertIn("xmlrpc_port", messages[0])


class TestTheChecksCanFail(unittest.TestCase):
    """Every check finds the mistake made for it."""

    def broken(self, path, value):
        project = copy.deepcopy(compose())
        *parents, last = path
        place = project
        for part in parents:
            place = place[part]
        if value is None:
            del place[last]
        else:
            place[last] = value
        return project

    def test_on_compose(self):
        mistakes = [
            (wrong_services, ["services", "init", "profiles"], ["proxy"]),
            (wrong_services, ["services", "nginx"], None),
            (wrong_ports, ["services", "web-local", "ports"], ["8069:8069"]),
            (
                wrong_ports,
                ["services", "web-local", "ports"],
                ["${BIND:-127.0.0.1}:8069:8069"],
            ),
            (wrong_ports, ["services", "db", "ports"], ["127.0.0.1:5432:5432"]),
            (
                wrong_ports,
                ["services", "nginx", "ports", 0],
                "${CHARTER_BIND:-0.0.0.0}:80:80",
            ),
            (wrong_health, ["services", "db", "healthcheck"], None),
            (
                wrong_health,
                ["services", "web-proxy", "healthcheck", "test"],
                ["CMD", "true"],
            ),
            (
                wrong_order,
                ["services", "web-proxy", "depends_on", "init", "condition"],
                "service_started",
            ),
            (
                wrong_secrets,
                ["services", "db", "environment", "POSTGRES_PASSWORD"],
                "odoo",
            ),
            (wrong_secrets, ["services", "web-proxy", "secrets"], None),
            (
                wrong_secrets,
                ["secrets", "admin_password"],
                {"file": "./admin_password"},
            ),
            (wrong_upkeep, ["services", "db", "restart"], None),
            (wrong_upkeep, ["services", "nginx", "logging"], None),
            (wrong_upkeep, ["services", "db", "volumes"], []),
            (wrong_upkeep, ["volumes", "odoo-data"], None),
            (wrong_networks, ["networks", "data"], {}),
            (wrong_networks, ["services", "nginx", "networks"], ["data", "outside"]),
        ]
        for check, path, value in mistakes:
            with self.subTest(check=check.__name__, path=path):
                self.assertTrue(list(check(self.broken(path, value))))

    def test_on_processes(self):
        conf = options(read("odoo.conf"))
        workers = ["services", "web-proxy", "environment", "ODOO_WORKERS"]
        self.assertTrue(
            list(wrong_processes(self.broken(workers, "${CHARTER_WORKERS:-17}"), conf))
        )
        self.assertTrue(list(wrong_processes(compose(), conf | {"db_maxconn": "64"})))
        dbfilter = ["services", "web-local", "environment", "ODOO_DBFILTER"]
        self.assertTrue(list(wrong_processes(self.broken(dbfilter, ".*"), conf)))
        misspelt = ["services", "web-proxy", "environment", "ODOO_WORKER"]
        self.assertTrue(
            list(wrong_environment(self.broken(misspelt, "5"), {"ODOO_WORKERS"}))
        )

    def test_on_text(self):
        conf = options(read("odoo.conf"))
        nginx, dockerfile, ignored = (
            read("docker/nginx.conf"),
            read("Dockerfile"),
            read(".dockerignore"),
        )

        def routes(text):
            return wrong_routes(text, conf, compose())

        def image(text):
            return wrong_image(text, ignored, conf)

        mistakes = [
            (routes, nginx, "web-proxy:8072", "web-proxy:8069"),
            (routes, nginx, "proxy_set_header Connection $connection_upgrade;", ""),
            (routes, nginx, "proxy_read_timeout 720s;", "proxy_read_timeout 60s;"),
            (routes, nginx, "client_max_body_size 100m;", "client_max_body_size 40m;"),
            (routes, nginx, "gzip on;", "# gzip on;"),
            (image, dockerfile, "USER odoo", "USER root"),
            (image, dockerfile, "fonts-noto-cjk", "fonts-noto-core"),
            (
                image,
                dockerfile,
                "--requirement /opt/customer-charter/requirements-oca.txt",
                "helpdesk-mgmt",
            ),
            (
                image,
                dockerfile,
                "--requirement /opt/customer-charter/requirements-addons.txt",
                "weasyprint",
            ),
            (image, dockerfile, "PYTHONPATH=/opt/python", "PYTHONPATH=/opt/oca"),
            (image, dockerfile, "libpangoft2-1.0-0", "libpango-dev"),
            (image, dockerfile, "COPY docker/check-addons", "COPY docker/env.example"),
            (wrong_pins, read("requirements-oca.txt"), "==", ">="),
            (
                wrong_configuration,
                read("odoo.conf"),
                "list_db = False",
                "list_db = True",
            ),
            (
                wrong_configuration,
                read("odoo.conf"),
                "admin_passwd =",
                "admin_passwd = admin",
            ),
            (
                wrong_configuration,
                read("odoo.conf"),
                "[options]\n",
                "[options]\ndb_host = db\n",
            ),
            (
                wrong_configuration,
                read("odoo.conf"),
                "dbfilter = ^charter$",
                "dbfilter = charter",
            ),
        ]
        for check, text, old, new in mistakes:
            with self.subTest(old=old, new=new):
                self.assertIn(old, text)
                self.assertTrue(list(check(text.replace(old, new))))

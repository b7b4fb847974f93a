"""Reads database URLs as the gateway's SQLAlchemy, psycopg and sqlite3 do.

Takes a JSON array of objects with a `url` on standard input and writes the same array with what
each URL means: libpq's `keywords`, a SQLite file's `path` and `mode`, or the class of the `error`.
`{folder}` in a URL stands for the working folder.

    .build-gateway/bin/python read-urls.py < target-urls.json > new.json
"""

import json
import os
import re
import sqlite3
import sys
import tempfile
import warnings

from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url


def keywords(dialect, url):
    """What psycopg is given, if libpq takes it."""
    _, values = dialect.create_connect_args(url)
    values.pop("context", None)
    # mcpgateway/db.py sets it itself.
    values.pop("prepare_threshold", None)
    make_conninfo("", **values)
    return {key: str(value) for key, value in values.items()}


def opens(name, uri):
    try:
        sqlite3.connect(name, uri=uri).close()
        return True
    except sqlite3.Error:
        return False


def sqlite_file(dialect, url, folder):
    """Which file sqlite3 opens, and whether it may write to it and create it."""
    (name,), options = dialect.create_connect_args(url)
    if not options.get("uri"):
        return name, "rwc"
    if not name.startswith("file:"):
        raise ValueError("not a URI")
    # The path is SQLite's own word, with a mode that lets the file be created.
    connection = sqlite3.connect(re.sub(r"mode=\w+", "mode=rwc", name), uri=True)
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    if not path.startswith(folder):
        raise ValueError("not in the folder")
    connection.execute("CREATE TABLE made (id)")
    connection.close()
    connection = sqlite3.connect(name, uri=True)
    try:
        connection.execute("DROP TABLE made")
        connection.close()
    except sqlite3.OperationalError:
        connection.close()
        os.remove(path)
        return path, "ro"
    os.remove(path)
    created = opens(name, True)
    if created:
        os.remove(path)
    return path, "rwc" if created else "rw"


def reading(text):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        return reading_in(os.path.realpath(folder), text)


def reading_in(folder, text):
    try:
        url = make_url(text.replace("{folder}", folder))
        dialect = url.get_dialect()()
        if url.get_backend_name() not in ("postgresql", "sqlite"):
            return {"error": "unsupported backend"}
        if dialect.is_async:
            return {"error": "asynchronous driver"}
        if url.get_backend_name() == "sqlite":
            path, mode = sqlite_file(dialect, url, folder)
            return {"path": path.replace(folder, "{folder}"), "mode": mode}
        return {"keywords": keywords(dialect, url)}
    except Exception as error:
        return {"error": type(error).__name__}


def main():
    warnings.simplefilter("ignore")
    entries = json.load(sys.stdin)
    readings = [{"url": entry["url"], **reading(entry["url"])} for entry in entries]
    json.dump(readings, sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    print()


main()

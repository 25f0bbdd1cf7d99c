"""Loads a run's dataset as an analyst would, without options, and checks a definition against the JSON Schema."""

import json
import sys
from pathlib import Path

import duckdb
import jsonschema
import pandas
import yaml


class TextLoader(yaml.SafeLoader):
    """Booleans are `true` and `false` alone, and dates stay text, as JSON has it."""


TextLoader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TextLoader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile("^(?:true|false)$"), list("tf"))


def main(run: Path, definition: Path) -> None:
    counts = json.loads((run / "run.json").read_text())["counts"]["records"]
    published = 0
    for table in sorted((run / "dataset").glob("*.csv")):
        frame = pandas.read_csv(table)
        rows = duckdb.sql(f"SELECT count(*) FROM '{table}'").fetchall()[0][0]
        if rows != len(frame):
            sys.exit(f"{table.name}: pandas reads {len(frame)} rows, DuckDB {rows}")
        published += rows
    if published != counts["published"]:
        sys.exit(f"the tables have {published} rows, run.json says {counts['published']}")
    if counts["read"] != counts["published"] + counts["rejected"] + counts["superseded"]:
        sys.exit(f"the counts do not reconcile: {counts}")
    schema = json.loads(Path("docs/pipeline.schema.json").read_text())
    jsonschema.validate(yaml.load(definition.read_text(), TextLoader), schema)
    print(f"acceptance: {definition.parent.name}: pandas and DuckDB read {published} rows; the definition fits the JSON Schema")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))

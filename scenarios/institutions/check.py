"""Check the sample institutions and recompute the values of the story.

python -m scenarios.institutions.check [CASE-1.1-CFPACKAGE-SCHEMA.json] [--nice NICE-CPRT.json] [--dump]

Exit status 0 means that everything agreed. Only the schema check needs more than the standard
library: jsonschema.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from .references import findings
from .sample import JSON, SECOND_COLLEGE, Sample, read_json
from .story import Story

NICE_ID = re.compile(r"\b(?:[A-Z]{2}-WRL-\d{3}|[TKS]\d{4})\b")
PREAMBLE = ("sample", "notice", "license", "about")


def schema_problems(sample: Sample, schema: Path) -> list[str]:
    """Validate every package against the official schema."""
    import jsonschema

    validator = jsonschema.Draft201909Validator(read_json(schema), format_checker=jsonschema.FormatChecker())
    return [
        f"schema {name} {list(error.absolute_path)} {error.message[:160]}"
        for name, package in sample.packages.items()
        for error in validator.iter_errors(package)
    ]


def nice_problems(sample: Sample, nice: Path) -> list[str]:
    """Check that every NICE identifier cited is in NIST's publication."""
    elements = read_json(nice)["response"]["elements"]["elements"]
    texts = [json.dumps(package) for package in sample.packages.values()]
    texts.append((sample.root / SECOND_COLLEGE / "outcomes.csv").read_text(encoding="utf-8"))
    cited = {code for text in texts for code in NICE_ID.findall(text)}
    unknown = cited - {element["element_identifier"] for element in elements}
    return [f"unknown NICE identifier {code}" for code in sorted(unknown)]


def value_problems(sample: Sample, values: JSON) -> list[str]:
    """Compare recomputed values with expected.json."""
    expected = {k: v for k, v in sample.file("expected.json").items() if k not in PREAMBLE}
    return [
        f"expected.json differs at {key}: {expected.get(key)}, recomputed {values.get(key)}"
        for key in sorted(expected.keys() | values.keys())
        if expected.get(key) != values.get(key)
    ]


def main() -> int:
    """Read the command line, check, and tell."""
    parser = argparse.ArgumentParser(prog="python -m scenarios.institutions.check")
    parser.add_argument("schema", nargs="?", type=Path)
    parser.add_argument("--nice", type=Path)
    parser.add_argument("--dump", action="store_true", help="print the recomputed values as JSON")
    arguments = parser.parse_args()
    sample = Sample()
    problems: list[str] = findings(sample)
    if arguments.schema:
        problems += schema_problems(sample, arguments.schema)
    if arguments.nice:
        problems += nice_problems(sample, arguments.nice)
    lines: list[str] = []
    if not problems:  # values mean nothing while references are broken
        story = Story(sample)
        values = story.values()
        problems += value_problems(sample, values)
        lines = [json.dumps(values, indent=1)] if arguments.dump else story.lines()
    lines += [f"PROBLEM {problem}" for problem in problems] or ["ALL CLEAN"]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())

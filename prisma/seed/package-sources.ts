import type { PackageEntry, ToolKind } from "./package-catalogue";

/** `__LIMIT__` is a number that the next version of a package changes. */
const bodies: Record<ToolKind, { tool: string; source: string }> = {
  check: {
    tool: "check",
    source: `LIMIT = __LIMIT__


@tool
def check(text: str) -> dict:
    """Check one entry and list what is wrong with it.

    Args:
        text: the entry
    """
    problems = []
    if not text.strip():
        problems.append("is empty")
    if len(text) > LIMIT:
        problems.append(f"is longer than {LIMIT} characters")
    if text != text.strip():
        problems.append("begins or ends with blanks")
    return {"ok": not problems, "problems": problems}
`,
  },
  lookup: {
    tool: "look_up",
    source: `import difflib

MOST = __LIMIT__ // 10
ENTRIES = {"alpha": "the first entry", "beta": "the second entry", "gamma": "the third entry"}


@tool
def look_up(term: str) -> dict:
    """Find an entry, or the ones that are spelled alike.

    Args:
        term: what to look for
    """
    key = term.strip().lower()
    if key in ENTRIES:
        return {"found": True, "entry": ENTRIES[key]}
    return {"found": False, "similar": difflib.get_close_matches(key, ENTRIES, n=MOST)}
`,
  },
  score: {
    tool: "score",
    source: `WEIGHTS = {"quality": 3, "speed": 2, "price": 1}
ENOUGH = __LIMIT__


@tool
def score(values: dict[str, float]) -> dict:
    """Add up weighted values between 0 and 100 and say whether they are enough.

    Args:
        values: a value for each of quality, speed and price
    """
    unknown = sorted(values.keys() - WEIGHTS.keys())
    if unknown:
        raise ValueError(f"Unknown: {', '.join(unknown)}")
    total = sum(WEIGHTS[name] * value for name, value in values.items()) / sum(WEIGHTS.values())
    return {"total": round(total, 1), "enough": total >= ENOUGH}
`,
  },
  group: {
    tool: "count_by",
    source: `from collections import Counter

MOST = __LIMIT__


@tool
def count_by(rows: list[dict], field: str) -> list[dict]:
    """Count rows by the value of one field, most frequent first.

    Args:
        rows: the rows
        field: name of the field
    """
    counted = Counter(str(row.get(field, "")) for row in rows)
    return [{"value": value, "count": count} for value, count in counted.most_common(MOST)]
`,
  },
  deadline: {
    tool: "due",
    source: `from datetime import date, timedelta

DAYS = __LIMIT__


@tool
def due(start: str, days: int = DAYS) -> dict:
    """Compute a due date; one on a weekend moves to the Monday after.

    Args:
        start: the date to count from, YYYY-MM-DD
        days: how many days
    """
    day = date.fromisoformat(start) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return {"due": day.isoformat(), "weekday": day.strftime("%A")}
`,
  },
  format: {
    tool: "lay_out",
    source: `import textwrap

WIDTH = __LIMIT__


@tool
def lay_out(text: str, width: int = WIDTH) -> str:
    """Wrap a text to a width, paragraph by paragraph.

    Args:
        text: the text
        width: characters in a line
    """
    return "\\n\\n".join(textwrap.fill(part, width) for part in text.split("\\n\\n"))
`,
  },
};

const EXPLAIN = `

@tool
def explain() -> str:
    """Say in one sentence what this agent does and where its limits are."""
    return __doc__ or ""
`;

export type Files = Record<string, string | null>;

/** The Python module of a tool file in a package, without its suffix. */
export const moduleOf = (name: string): string => name.replaceAll("-", "_");

/** `agents/main_agent.py` of a package whose tools lie in one file. */
export function mainAgent(name: string, description: string, source: string): string {
  const tools = [...source.matchAll(/^@tool\ndef (\w+)/gm)].map(([, tool]) => tool);
  return `"""The agent that the platform loads."""
from ncp import Agent

from tools.${moduleOf(name)} import ${tools.join(", ")}

agent = Agent(
    name=${JSON.stringify(name)},
    description=${JSON.stringify(description)},
    instructions="Use the tools for every answer and say which one you used.",
    tools=[${tools.join(", ")}],
)
`;
}

/** The files of one version of a package; the second version has another limit, one more tool and a changelog. */
export function filesOf({ name, description, kind }: PackageEntry, version: 1 | 2): Files {
  const body = bodies[kind].source.replaceAll("__LIMIT__", version === 1 ? "60" : "90");
  const source = `"""${description}."""\n\nfrom ncp import tool\n\n${body}${version === 2 ? EXPLAIN : ""}`;
  const changes =
    "# Changes\n\n## 0.2.0\n\n- The limit is 90 now; 60 was too strict in practice.\n- New tool `explain`.\n";
  return {
    "tools/arithmetic.py": null,
    [`tools/${moduleOf(name)}.py`]: source,
    "agents/main_agent.py": mainAgent(name, description, source),
    "README.md": `# ${name}\n\n${description}.\n\nAsk with an example; the answer names the rule behind it.\n`,
    ...(version === 2 ? { "CHANGELOG.md": changes } : { "docs/idea.md": `First notes on ${name}.\n` }),
  };
}

/** The tools that a load of these files would report. */
export function toolNames({ kind }: PackageEntry): string[] {
  return [bodies[kind].tool];
}

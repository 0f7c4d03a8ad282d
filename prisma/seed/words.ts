/** Why packages were declined. */
export const reasons = [
  "The access key in tools/settings.py must go, and be revoked: it is in the package's history now. Read it from the environment instead.",
  "eval() on what a user types is not acceptable. A small parser for the four operations is enough here.",
  "Please pin the requirements. With >= two installations of the same version can differ.",
  "The README does not say where the table comes from or how old it is. Without that nobody can rely on the answers.",
  "Starting pdftotext is not possible inside the sandbox. Please use a Python library, or drop the feature.",
  "This does the same as an agent that we have already. Please talk to its owner first and merge the two.",
  "Unpickling a file that others can write means running their code. JSON does the job.",
  "A password in the source, even one for the test server, is a no. Everything else looks good.",
];

/** What reviewers ask before they decide. */
export const questions = [
  "Which data will people paste here? If it can be personal data, the README should say that nothing is stored.",
  "Why is the limit 60? A sentence in the README would help the next reader.",
  "Could you add one test with an empty input? I expect it fails at the moment.",
  "The host in tools/service.py: is it ours, and what happens when it does not answer?",
  "I like it. Two small things below, then it can go live.",
];

/** What authors answer. */
export const replies = [
  "Good point, the next version says so.",
  "It was the longest entry in last year's data. I will write that down.",
  "It is ours, run by the platform team. Without an answer the tool says so after five seconds.",
  "Done in 0.2.0.",
];

/** What reviewers write when they approve. */
export const praise = ["Short and clear.", "Thank you for the tests.", "Looks good to me.", "", ""];

/** How loads fail. */
export const loadErrors = [
  "ERROR: Could not find a version that satisfies the requirement rulebook==3.4.0\nERROR: No matching distribution found for rulebook==3.4.0",
  "ModuleNotFoundError: No module named 'tools.tables'\n  File \"agents/main_agent.py\", line 4, in <module>",
  "The agent failed 5 times in a short while and is not started again. The last time:\nThe loader was stopped: it used more than 512 MiB of memory",
  "ValueError: two tools are named 'check'",
  "The import did not end within 60 s",
  "FileNotFoundError: [Errno 2] No such file or directory: 'data/prices.json'\n  File \"tools/unit_prices.py\", line 9, in <module>",
];

/** How containers end: exit code and words. */
export const containerEnds = [
  [137, "The container was killed: it used more than its 1024 MiB of memory"],
  [1, "Error: connect ECONNREFUSED 10.0.4.12:5432. The orders database does not answer"],
  [1, "KeyError: 'MAILBOX_ADDRESS'. The environment lacks a value"],
  [143, "The container did not become healthy within 60 s and was stopped"],
  [2, "The model provider refused the request: monthly budget used up"],
] as const satisfies readonly (readonly [number, string])[];

/** Agents that run as containers of their own: name | what it does. One team a block; the team is their first tag. */
const teams = {
  support: `
ticket-triage | Sorts new tickets by product and urgency and names the team that should answer
reply-drafter | Drafts replies to customers from the knowledge base, with the articles it used
refund-advisor | Says whether a refund is due under the current terms and which clause says so
sentiment-watch | Warns when the tone of a conversation turns and suggests a call instead
warranty-lookup | Finds the warranty of a device by serial number and explains what it covers
outage-announcer | Writes status page updates from the incident channel in plain words
call-summariser | Turns call transcripts into five lines and a list of promises made
faq-gardener | Finds questions that keep coming back and proposes new articles
macro-keeper | Keeps canned answers in step with the product's wording
escalation-guard | Notices tickets that wait too long and wakes the right person
language-bridge | Translates conversations both ways and keeps product names as they are
churn-signals | Lists customers whose messages sound like leaving, with the sentences`,
  finance: `
invoice-reader | Reads supplier invoices and fills in the booking form for a person to confirm
expense-auditor | Checks expense reports against the travel policy and cites the rule
cash-forecast | Projects cash for thirteen weeks from open items and payroll dates
dunning-letters | Writes payment reminders in three tones and never threatens
vat-explainer | Explains which rate applies to an order and where it has to be declared
budget-questions | Answers questions about budgets from the planning tables
contract-renewals | Lists contracts that renew soon and what they cost last year
bank-matching | Matches bank lines with open items and leaves doubtful ones to people
accrual-helper | Proposes month-end accruals with the documents behind each
procurement-desk | Compares three quotes and writes down the differences
audit-binder | Collects the evidence that auditors ask for, one folder for each control`,
  engineering: `
release-notes | Writes release notes from merged changes, for users and not for authors
flaky-finder | Finds tests that fail now and then and groups them by cause
log-detective | Follows a request through the logs of all services and tells the story
dependency-scout | Reads changelogs of outdated dependencies and estimates the work
code-reviewer | Comments on pull requests: tests that are missing, names that mislead
incident-scribe | Keeps the timeline of an incident while others repair
schema-historian | Explains why a column exists, from migrations and discussions
api-linter | Checks API descriptions against the house style
cost-explainer | Explains last month's cloud bill and what changed
runbook-runner | Walks through a runbook and does the steps that need no judgement
migration-planner | Splits a large migration into steps that can be undone
query-tuner | Reads query plans and proposes indexes with their price
on-call-briefing | Prepares the handover of an on-call week
security-advisories | Matches new advisories with what is deployed`,
  people: `
onboarding-guide | Leads new colleagues through their first two weeks
leave-answers | Answers questions about leave, parental leave and sabbaticals
job-advert-writer | Writes job adverts without empty phrases and checks them for bias
interview-kit | Prepares questions and a scorecard for an interview
policy-search | Finds the paragraph of a policy that answers a question
training-planner | Proposes trainings that fit a role and its budget
pulse-reader | Summarises open answers of surveys without quoting anybody
desk-booking | Books desks and rooms and settles conflicts politely
relocation-help | Makes a checklist for moving to another country
reference-letters | Drafts reference letters from notes of the manager`,
  sales: `
lead-qualifier | Asks three questions and says whether a lead fits
proposal-builder | Assembles proposals from approved building blocks
meeting-prep | Prepares a page about a company before a meeting
crm-cleaner | Finds duplicates and dead fields in the customer base
pricing-desk | Explains the price list and who may grant which discount
win-loss-notes | Reads notes of lost deals and names the patterns
tender-reader | Lists the requirements of a tender and marks the hard ones
account-map | Draws who knows whom at a customer, from calendars
demo-scheduler | Finds a time for a demo across time zones
quota-tracker | Tells each team where it stands, without ranking people`,
  operations: `
shipment-tracker | Answers where a shipment is and when it should arrive
stock-watch | Warns before an article runs out, counting open orders
route-planner | Plans delivery routes with time windows
supplier-scorecards | Keeps scores of suppliers: on time, complete, undamaged
returns-desk | Decides what happens to a returned article
shift-planner | Plans shifts within the rules and says which wish it could not meet
forklift-schedule | Keeps the maintenance dates of vehicles and machines
cold-chain-monitor | Watches temperatures of transports and writes the report
packing-advisor | Proposes the box that fits with the least air
customs-papers | Fills in customs declarations and marks what a person must check
quality-reports | Turns inspection photos and notes into a report
energy-diary | Compares the energy use of sites and explains jumps`,
  marketing: `
campaign-brief | Turns an idea into a brief with audience, message and measure
headline-lab | Writes twelve headlines and says what each assumes
brand-voice | Checks texts against the tone guide and shows the sentence at fault
seo-auditor | Reads a page as a search engine does and lists what it misses
newsletter-editor | Shortens contributions and keeps the author's voice
event-concierge | Answers questions of guests before and during an event
survey-designer | Writes survey questions that do not lead
image-captions | Writes alternative texts for pictures
competitor-digest | Collects what competitors announced this week
landing-page-tester | Compares two versions of a page and says when the difference is real`,
  legal: `
nda-checker | Compares a confidentiality agreement with ours, clause by clause
clause-library | Finds approved clauses and where they were used
privacy-requests | Guides through requests for access and deletion
licence-scanner | Lists licences of dependencies and what they ask of us
trademark-watch | Reports new trademarks that resemble ours
retention-advisor | Says how long a kind of document must be kept
signature-router | Finds out who may sign and in which order
regulation-digest | Explains new regulations to the teams they concern`,
  data: `
metric-dictionary | Explains how a metric is calculated and who owns it
dashboard-narrator | Writes three sentences below each chart
anomaly-explainer | Looks for reasons when a number jumps
sql-tutor | Helps to write queries and explains them
survey-coder | Sorts open answers into themes and shows examples
pipeline-nurse | Restarts failed pipelines that are safe to restart
data-catalogue | Finds tables by what they are about
experiment-referee | Checks the design of an experiment before it starts
forecast-bench | Compares forecasts with what happened
geo-coder | Turns addresses into coordinates and marks doubtful ones
report-scheduler | Sends reports when their data is complete, not at eight o'clock`,
  research: `
paper-digest | Summarises papers with claims, evidence and doubts
citation-checker | Checks that a source says what it is cited for
lab-notebook | Keeps the lab notebook: protocol, readings, deviations
grant-calendar | Lists calls for proposals with their deadlines
protocol-reviewer | Reads protocols for missing controls
sample-registry | Finds where a sample is stored and who took it out
figure-checker | Checks figures for axes, units and error bars
literature-map | Groups papers by who cites whom
thesis-coach | Gives feedback on structure, never on results
seminar-notes | Writes up seminars with open questions
instrument-booking | Books instruments and knows their warm-up times
safety-sheets | Answers questions from safety data sheets`,
} as const;

export type Team = keyof typeof teams;
export type ContainerEntry = { name: string; description: string; team: Team };

const split = (line: string): [string, string] => {
  const [name = "", description = ""] = line.split(" | ");
  return [name, description];
};

/** All of them, the teams mixed so that every state has some of each. */
export function containerEntries(): ContainerEntry[] {
  const blocks = (Object.keys(teams) as Team[]).map((team) =>
    teams[team]
      .trim()
      .split("\n")
      .map((line) => {
        const [name, description] = split(line);
        return { name, description, team };
      }),
  );
  const longest = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: longest }, (_, i) => blocks.flatMap((block) => block[i] ?? [])).flat();
}

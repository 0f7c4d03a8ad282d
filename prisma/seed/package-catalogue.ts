/** What the tool of a package does; package-sources.ts has the Python of each. */
export const toolKinds = ["check", "lookup", "score", "group", "deadline", "format"] as const;
export type ToolKind = (typeof toolKinds)[number];
export type PackageEntry = { name: string; description: string; kind: ToolKind };

/** Agents that are submitted as packages: kind | name | what it does. */
const LINES = `
check | iban-checker | Checks account numbers by country and checksum
check | address-checker | Says whether a postal address is complete and well formed
check | password-policy | Explains which rule of the password policy a candidate breaks
check | order-validator | Validates orders before they reach the warehouse
check | meter-readings | Finds meter readings that cannot be right
check | timesheet-checker | Finds gaps and overlaps in time sheets
check | barcode-checker | Checks article numbers and their check digits
check | alt-text-checker | Finds pictures without a useful description
check | naming-conventions | Checks names of resources against the house rules
check | form-completeness | Lists the fields of an application that are still open
check | recipe-allergens | Finds allergens in lists of ingredients
check | commit-messages | Says how a commit message could be better
check | claims-intake | Checks insurance claims for missing papers
check | label-proofs | Compares printed labels with their templates
lookup | tariff-finder | Finds customs tariff numbers by keyword
lookup | unit-prices | Looks prices up in the current list, with the date they hold from
lookup | room-directory | Finds rooms by number, floor and equipment
lookup | holiday-tables | Says which days are holidays in which region
lookup | error-codes | Explains error codes of our machines
lookup | spare-parts | Finds spare parts by machine and position
lookup | currency-names | Explains currency codes and their minor units
lookup | country-facts | Answers with capital, calling code and time zones
lookup | acronym-finder | Explains the acronyms of the company
lookup | glossary-keeper | Finds the agreed translation of a term
lookup | material-sheets | Finds density, melting point and handling of materials
lookup | postcode-finder | Finds places by postcode
lookup | http-status | Explains HTTP status codes with an example
lookup | chemical-elements | Answers with the properties of elements
score | supplier-rating | Rates suppliers by punctuality, completeness and price
score | lead-scoring | Scores leads with weights that everybody can read
score | risk-matrix | Places risks by likelihood and damage
score | readability-score | Scores texts for readers of a second language
score | vendor-comparison | Compares offers by weighted criteria
score | incident-severity | Proposes the severity of an incident from its effects
score | credit-check | Sums up payment behaviour in one number and says why
score | candidate-scorecard | Adds up interview scorecards without names
score | energy-label | Computes the energy class of a building
score | accessibility-score | Scores pages by how many people they shut out
score | dataset-quality | Scores tables by gaps, doubles and outliers
score | backlog-ranking | Ranks a backlog by value and effort
score | site-selection | Compares sites for a new branch
score | sleep-diary | Scores a week of sleep notes
group | ticket-statistics | Counts tickets by product, cause and week
group | expense-summary | Sums expenses by person and purpose
group | survey-themes | Groups open answers by theme words
group | sales-by-region | Sums sales by region and quarter
group | error-budget | Sums downtime and says what is left of the budget
group | attendance-report | Counts who came to which course
group | inventory-classes | Sorts articles into A, B and C by value
group | feedback-digest | Groups feedback by feature
group | log-patterns | Groups log lines that differ only in numbers
group | waste-diary | Sums waste by kind and site
group | donation-report | Sums donations by month and purpose
group | traffic-counts | Sums traffic counts by hour
group | review-topics | Counts what product reviews talk about
group | time-by-project | Sums hours by project and activity
deadline | notice-periods | Computes the last day for giving notice
deadline | payment-terms | Computes due dates and discount dates
deadline | warranty-dates | Computes when a warranty ends
deadline | sla-clock | Says how long is left to answer a ticket
deadline | sprint-calendar | Lists the dates of the next sprints
deadline | tax-calendar | Lists the next filing dates
deadline | permit-renewals | Says which permits run out next
deadline | inspection-dates | Plans inspections by interval
deadline | library-loans | Computes when loans are due
deadline | vaccination-plan | Plans second and third doses
deadline | delivery-promise | Computes the day that can be promised
deadline | project-milestones | Shifts milestones when one of them slips
deadline | grant-deadlines | Counts back from a deadline to the first draft
format | letter-head | Formats letters with reference and date
format | address-labels | Formats addresses as each country writes them
format | markdown-tables | Turns rows into tables that line up
format | price-tags | Formats prices for shelves, with unit price
format | meeting-minutes | Formats notes as minutes with decisions first
format | citation-styles | Formats sources in three citation styles
format | changelog-lines | Formats changes as a changelog
format | name-badges | Formats names for badges of a given width
format | phone-numbers | Formats phone numbers for reading and for dialling
format | receipt-printer | Lays out receipts for narrow paper
format | agenda-builder | Turns topics and minutes into an agenda
format | dictionary-entries | Formats entries of the company dictionary
format | sql-formatter | Lays out queries so that they can be read`;

const isKind = (text: string | undefined): text is ToolKind => toolKinds.some((kind) => kind === text);

/** All of them, the kinds mixed. */
export function packageEntries(): PackageEntry[] {
  const entries = LINES.trim()
    .split("\n")
    .map((line): PackageEntry => {
      const [kind, name = "", description = ""] = line.split(" | ");
      if (!isKind(kind)) throw new Error(`Not a kind of tool: ${line}`);
      return { name, description, kind };
    });
  // 7 and the number of entries have no common factor, so that every entry comes once.
  return entries.map((_, i) => entries[(i * 7) % entries.length]).filter((entry) => entry !== undefined);
}

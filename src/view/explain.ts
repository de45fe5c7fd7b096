// Why a sign-in scored as it did: every component with what was seen, what is usual and its share of the score,
// what would have lowered it, and the model that says so.

import { inertJson } from '../domain/inert-json.ts';
import { COMPONENTS, type Component } from '../domain/score.ts';
import { signInName } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import { scoreText } from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { block, indented } from './alert-text.ts';
import { bar } from './bar.ts';
import { rounded, signInObject } from './json-lines.ts';
import { type JudgedSignIn, signInFacts } from './judged.ts';
import { title, type ViewOptions } from './style.ts';
import { table } from './table.ts';

/** One column of the model. */
export interface ExplainedColumn {
  readonly component: Component;
  /** As the catalogue names it: `network_owner`. */
  readonly name: string;
  /** What it measures, in plain words. */
  readonly meaning: string;
  /** What was seen, in words or figures. */
  readonly value: string;
  /** What is usual for this user. */
  readonly usual: string;
  /** Its share of the score; may be negative where it spoke for the sign-in. */
  readonly share: number;
}

/** The score had one component been as usual. */
export interface Counterfactual {
  readonly component: Component;
  readonly score: number;
}

export interface ExplainInput extends JudgedSignIn {
  readonly columns: readonly ExplainedColumn[];
  /** What is usual for the user, a plain sentence each. */
  readonly usual: readonly string[];
  readonly counterfactuals: readonly Counterfactual[];
  /** What the organisation knows of this place, network and device, a plain sentence each. */
  readonly org: readonly string[];
}

/** For people; ends with a line feed. */
export function explainText(input: ExplainInput, options: ViewOptions): string {
  const { signIn, score } = input;
  const facts = [
    ...signInFacts(input),
    ...sentences('reason', 'Why', { texts: (score?.reasons ?? []).map((reason) => reason.text), most: 20 }),
  ];
  const parts = [title(`Sign-in ${signInName(signIn.seq)}`, options) + block(facts, options)];
  if (score?.components) parts.push(title('Components', options) + componentsTable(input, options));
  if (input.columns.length > 0)
    parts.push(title('What each of them saw', options) + columnsTable(addingUp(input), options));
  const lowered = input.counterfactuals.map((other) => ({ label: '', text: counterfactualText(other, input) }));
  if (lowered.length > 0) parts.push(title('What would have changed it', options) + indented(lowered, options));
  parts.push(...section('What is usual for this user', { texts: input.usual, view: options }));
  parts.push(...section('What the organisation knows', { texts: input.org, view: options }));
  if (score?.model) {
    const model = printable(score.model, { max: 100 });
    parts.push(
      title('Model', options) + indented([{ label: '', text: `${model} (version/seed/training size)` }], options),
    );
  }
  return parts.join('\n');
}

function section(heading: string, content: { texts: readonly string[]; view: ViewOptions }): readonly string[] {
  const lines = sentences('usual', '', { texts: content.texts, most: 20 });
  return lines.length === 0 ? [] : [title(heading, content.view) + indented(lines, content.view)];
}

function componentsTable({ score }: ExplainInput, options: ViewOptions): string {
  const shares = score?.components;
  if (!shares) return '';
  const rows = [...COMPONENTS].sort((a, b) => shares[b] - shares[a]);
  return table(
    [
      { title: '  Component', text: (component) => `  ${component}`, min: 11 },
      { title: 'Share', text: (component) => scoreText(shares[component]), right: true, min: 5 },
      { title: '', text: (component) => bar(shares[component], { cells: 20, ascii: options.ascii === true }), drop: 1 },
    ],
    rows,
    options,
  );
}

/** Less than this shows as no share at all. */
const LEAST_SHOWN = 0.005;

/** The columns, and for each component a row of what those not listed add to its share. */
function addingUp({ columns, score }: ExplainInput): readonly ExplainedColumn[] {
  const shares = score?.components;
  if (!shares) return columns;
  const rest = COMPONENTS.map((component) => {
    const listed = columns.filter((column) => column.component === component);
    const share = shares[component] - listed.reduce((sum, column) => sum + column.share, 0);
    return { component, name: 'rest', meaning: 'everything else', value: '', usual: '', share };
  });
  return [...columns, ...rest.filter(({ share }) => Math.abs(share) >= LEAST_SHOWN)];
}

function columnsTable(columns: readonly ExplainedColumn[], options: ViewOptions): string {
  const rows = [...columns].sort((a, b) => b.share - a.share);
  return table(
    [
      { title: '  Component', text: ({ component }) => `  ${component}`, min: 11, drop: 1 },
      { title: 'Measure', text: ({ meaning, name }) => meaning || name, min: 16 },
      { title: 'Seen', text: ({ value }) => value, min: 8 },
      { title: 'Usual', text: ({ usual }) => usual, min: 8, drop: 2 },
      { title: 'Share', text: ({ share }) => scoreText(share), right: true, min: 5 },
    ],
    rows,
    options,
  );
}

const AS_USUAL: Readonly<Record<Component, string>> = {
  location: 'From a usual place',
  network: 'From a usual network',
  device: 'With a usual device',
  time: 'At a usual hour and pace',
};

/** `From a usual network this would have scored 0.41, limit 0.62: under it`. */
export function counterfactualText(other: Counterfactual, { score }: Pick<ExplainInput, 'score'>): string {
  const start = `${AS_USUAL[other.component]} this would have scored ${scoreText(other.score)}`;
  const limit = score?.threshold ?? null;
  if (limit === null) return start;
  const outcome = other.score >= limit ? 'still over it' : 'under it';
  return `${start}, limit ${scoreText(limit)}: ${outcome}`;
}

/** The sign-in's JSON with columns, usual, counterfactuals and organisation added; one line with its line feed. */
export function explainJson(input: ExplainInput): string {
  return `${inertJson({
    ...signInObject(input),
    columns: input.columns.map(({ component, name, meaning, value, usual, share }) => ({
      component,
      name,
      meaning,
      value,
      usual,
      share: rounded(share),
    })),
    usual: input.usual,
    counterfactuals: input.counterfactuals.map(({ component, score }) => ({ component, score: rounded(score) })),
    organization: input.org,
  })}\n`;
}

// Why a sign-in scored as it did: every component with what was seen, what is usual and its share of the score,
// what would have lowered it, and the model that says so.

import type { VerdictStep } from '../domain/alert.ts';
import { inertJson } from '../domain/inert-json.ts';
import { NO_PASSAGE } from '../domain/journey.ts';
import { COMPONENTS, type Component } from '../domain/score.ts';
import { signInName } from '../domain/sign-in.ts';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { scoreText } from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { historyObject, muteText, type PageMute, stepText } from './alert-page.ts';
import { block, indented } from './alert-text.ts';
import { bar, markedBar } from './bar.ts';
import { rounded, signInObject } from './json-lines.ts';
import { type JudgedSignIn, signInFacts } from './judged.ts';
import { title, type ViewOptions } from './style.ts';
import { type Column, table } from './table.ts';
import { timeline } from './timeline.ts';

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
  readonly known?: readonly ExplainedKnown[];
  /** The user's sign-in before; null where it is the first. */
  readonly before?: JudgedSignIn | null;
  /** Most like it in the user's past, likest first. */
  readonly alike?: readonly ExplainedRelative[];
  /** The score judged anew; null where it is not judged. */
  readonly again?: number | null;
  /** Everything ever said of its alert, and what allowances hid of this sign-in. */
  readonly verdicts?: readonly VerdictStep[];
  readonly mutes?: readonly PageMute[];
}

/** What colleagues know of one thing. */
export interface ExplainedKnown {
  readonly what: string;
  readonly name: string;
  readonly users: readonly { readonly user: string; readonly sinceMs: number }[];
  readonly of: number;
  readonly alsoNewOn: readonly { readonly user: string; readonly sinceMs: number }[];
}

export interface ExplainedRelative {
  readonly judged: JudgedSignIn;
  readonly same: readonly string[];
  readonly differs: readonly string[];
}

/** For people; ends with a line feed. */
export function explainText(input: ExplainInput, options: ViewOptions): string {
  const { signIn, score } = input;
  const facts = [
    ...signInFacts(input),
    ...sentences('reason', 'Why', { texts: (score?.reasons ?? []).map((reason) => reason.text), most: 20 }),
  ];
  facts.push(...sentences('fact', 'Said', { texts: (input.verdicts ?? []).map(stepText), most: 20 }));
  facts.push(...sentences('fact', 'Muted', { texts: (input.mutes ?? []).map(muteText), most: 20 }));
  const parts = [title(`Sign-in ${signInName(signIn.seq)}`, options) + block(facts, options)];
  if (score?.components) parts.push(title('Components', options) + componentsTable(input, options));
  if (input.columns.length > 0)
    parts.push(title('What each of them saw', options) + columnsTable(addingUp(input), options));
  const lowered = input.counterfactuals.map((other) => ({ label: '', text: counterfactualText(other, input) }));
  if (lowered.length > 0) parts.push(title('What would have changed it', options) + indented(lowered, options));
  parts.push(...section('What is usual for this user', { texts: input.usual, view: options }));
  parts.push(...section('What the organisation knows', { texts: input.org, view: options }));
  parts.push(...earlier(input, options));
  if (score?.model) parts.push(...section('Model', { texts: modelTexts(input, score.model), view: options }));
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
  const ascii = options.ascii === true;
  const { score: whole, threshold: limit } = score;
  return table<Component | null>(
    [
      { title: '  Component', text: (component) => `  ${component ?? 'together'}`, min: 11 },
      { title: 'Share', text: (one) => scoreText(one === null ? whole : shares[one]), right: true, min: 5 },
      {
        title: '',
        text: (one) =>
          one === null ? markedBar(whole ?? 0, { limit, cells: 20, ascii }) : bar(shares[one], { cells: 20, ascii }),
        drop: 1,
      },
    ],
    [...rows, null],
    options,
  );
}

/** `Version 2026-11-24, seed 7, 44 sign-ins learnt before it`, and whether judging anew finds the same. */
function modelTexts({ again = null, score }: ExplainInput, model: string): readonly string[] {
  const [version, seed, size] = model.split('/');
  const name = printable(model, { max: 100 });
  const texts =
    size === undefined
      ? [`${name} (version/seed/training size)`]
      : [
          `Version ${printable(version!, { max: 40 })}, seed ${printable(seed!, { max: 20 })}, ${printable(size, { max: 20 })} sign-ins learnt before it (${name})`,
        ];
  const stored = score?.score ?? null;
  if (again === null || stored === null) return texts;
  const same = Math.abs(again - stored) < 1e-9;
  texts.push(
    same
      ? 'Judged anew just now: the same score to the last digit'
      : `Judged anew just now: ${again.toFixed(4)} instead of ${stored.toFixed(4)}; a verdict, a late sign-in or another model since then changed what it is held against`,
  );
  return texts;
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
  const first: Column<ExplainedColumn>[] = [
    { title: '  Component', text: ({ component }) => `  ${component}`, min: 11 },
    { title: 'Share', text: ({ share }) => scoreText(share), right: true, min: 5 },
    { title: 'Measure (level 0: as usual, 1: most unusual)', text: ({ meaning, name }) => meaning || name, min: 16 },
  ];
  const seen = ({ value, usual }: ExplainedColumn) => [
    ...(value === '' ? [] : [`seen: ${value}`]),
    ...(usual === '' ? [] : [`usual: ${usual}`]),
  ];
  if (Number.isFinite(options.width))
    return table(first, rows, { ...options, below: (row) => [seen(row).join('; ')].filter((text) => text !== '') });
  return table(
    [...first, { title: 'Seen', text: ({ value }) => value }, { title: 'Usual', text: ({ usual }) => usual }],
    rows,
    options,
  );
}

/** The sign-in before, and the likest. */
function earlier({ before, alike = [] }: ExplainInput, options: ViewOptions): readonly string[] {
  const parts: string[] = [];
  if (before) parts.push(title('The sign-in before', options) + timeline([before], options));
  if (before === null)
    parts.push(...section('The sign-in before', { texts: ['None: this is the first of this user'], view: options }));
  if (alike.length > 0) {
    const rows = alike.map(({ judged }) => ({ ...judged, passage: NO_PASSAGE }));
    const remarks = new Map(alike.map((one) => [one.judged.signIn.seq, likeText(one)]));
    const remark = ({ signIn }: JudgedSignIn): string => remarks.get(signIn.seq) ?? '';
    parts.push(title('Most like it in the past', options) + timeline(rows, { ...options, remark }));
  }
  return parts;
}

function likeText({ same, differs }: ExplainedRelative): string {
  const other = differs.length === 0 ? '' : `; other ${differs.join(', ')}`;
  return `same ${same.join(', ')}${other}`;
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
    organization_facts: (input.known ?? []).map(({ what, name, users, of, alsoNewOn }) => ({
      what,
      name,
      colleagues: of,
      users: users.slice(0, MOST_NAMED).map(namedSince),
      more: Math.max(0, users.length - MOST_NAMED),
      also_new_on: alsoNewOn.slice(0, MOST_NAMED).map(namedSince),
    })),
    before: input.before ? signInObject(input.before) : null,
    alike: (input.alike ?? []).map(({ judged, same, differs }) => ({ ...signInObject(judged), same, differs })),
    again: rounded(input.again),
    ...historyObject(input),
  })}\n`;
}

const MOST_NAMED = 20;

function namedSince({ user, sinceMs }: { user: string; sinceMs: number }) {
  return { user, since: formatIso(sinceMs) };
}

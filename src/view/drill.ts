// A fire drill for people: what was caught at each budget by kind, how soon, and every invented takeover.

import type { Drill, DrillIncident, DrillKind, DrillOutcome } from '../domain/backtest.ts';
import { describeDevice } from '../domain/describe-device.ts';
import { formatDuration } from '../domain/time.ts';
import {
  countText,
  deviceText,
  ownerText,
  pluralText,
  scoreText,
  shortPlaceText,
  timeText,
} from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { indented } from './alert-text.ts';
import { shortTime } from './alerts.ts';
import { type BacktestView, budgetText, type DrillFigures, drillFigures, kindsOf } from './backtest-figures.ts';
import { title } from './style.ts';
import { type Column, table } from './table.ts';

const KIND_TEXT: Readonly<Record<DrillKind, string>> = {
  'hosting-abroad': 'rented server abroad, the commonest browser',
  stuffing: 'rented server abroad, after failed attempts',
  'residential-abroad': 'household abroad',
  'residential-same-country': "household of another provider in the person's country",
  'stolen-session': "rented server, the person's own browser, while they work",
  'phish-kit': "rented server in the person's country, their browser",
  'api-script': 'rented server, a script',
  targeted: "the person's own provider next door, another device",
  dormant: 'an account that had been silent for weeks',
  'new-hire': 'an account of somebody new',
  campaign: 'one server at four people within a day',
};

export function drillText(drill: Drill, view: BacktestView): string {
  const { incidents, budgets, seed, without } = drill;
  const texts = [incidents.length === 0 ? EMPTY : openingText(incidents, seed)];
  if (without.length > 0)
    texts.push(
      `Left out, since nobody here could be their victim: ${without.map((kind) => `${kind} (${KIND_TEXT[kind]})`).join('; ')}.`,
    );
  const head = title('Fire drill', view) + indented(sentences('fact', '', { texts, most: 4 }), view);
  if (incidents.length === 0 || budgets.length === 0) return head;
  return [head, kindTable(drill, view), incidentTable(drill, view)].join('\n');
}

const EMPTY = 'No takeover could be invented: too little history, or too few people with one.';

function openingText(incidents: readonly DrillIncident[], seed: number): string {
  const times = incidents.map(({ firstMs }) => firstMs);
  const [first, last] = [Math.min(...times), Math.max(...times)].map((timeMs) => timeText(timeMs, { seconds: false }));
  return `${pluralText(incidents.length, 'invented takeover')} from ${first} to ${last} in a copy of the history (seed ${seed}); nothing of them is stored.`;
}

interface KindRow {
  readonly name: string;
  readonly text: string;
  readonly cells: readonly string[];
}

function kindTable(drill: Drill, view: BacktestView): string {
  const all = drill.budgets.map((_, index) => drillFigures(drill, { index }));
  const rows: KindRow[] = kindsOf(drill).map((kind) => ({
    name: kind,
    text: KIND_TEXT[kind],
    cells: drill.budgets.map((_, index) => caughtText(drillFigures(drill, { index, kind }))),
  }));
  rows.push({ name: 'all', text: '', cells: all.map(caughtText) });
  rows.push({ name: 'on the first sign-in', text: '', cells: all.map(({ atOnce }) => countText(atOnce)) });
  rows.push({ name: 'median time to alert', text: '', cells: all.map(({ medianMs }) => soonText(medianMs)) });
  const columns: Column<KindRow>[] = [
    { title: 'Caught at budget', text: ({ name }) => name, min: 16 },
    ...drill.budgets.map(
      ({ budget }, index): Column<KindRow> => ({
        title: budgetText(budget, view),
        text: ({ cells }) => cells[index]!,
        right: true,
        min: 7,
      }),
    ),
    { title: '', text: ({ text }) => text, min: 20, drop: 1 },
  ];
  return table(columns, rows, view);
}

function caughtText({ caught, incidents }: DrillFigures): string {
  return `${caught} of ${incidents}`;
}

function soonText(durationMs: number | null): string {
  if (durationMs === null) return '-';
  return durationMs === 0 ? 'at once' : formatDuration(durationMs);
}

interface IncidentRow {
  readonly incident: DrillIncident;
  readonly outcomes: readonly DrillOutcome[];
}

function incidentTable({ incidents, budgets }: Drill, view: BacktestView): string {
  const rows = incidents.map((incident) => ({
    incident,
    outcomes: budgets.flatMap(({ outcomes }) => outcomes.find((one) => one.incident === incident.name) ?? []),
  }));
  const columns: Column<IncidentRow>[] = [
    { title: 'Takeover', text: ({ incident }) => incident.kind, min: 12 },
    { title: 'Who', text: ({ incident: { users } }) => victims(users), min: 12, whole: 'longest' },
    { title: 'When (UTC)', text: ({ incident }) => shortTime(incident.firstMs), min: 16, drop: 4 },
    {
      title: 'From',
      text: ({ incident }) => `${ownerText(incident.place) ?? 'unknown network'}, ${shortPlaceText(incident.place)}`,
      min: 12,
      drop: 3,
    },
    {
      title: 'Device',
      text: ({ incident: { userAgent } }) => deviceText(describeDevice(userAgent), userAgent),
      min: 10,
      drop: 5,
    },
    { title: 'Score', text: ({ outcomes }) => scoreText(outcomes.at(-1)?.score ?? null), right: true, min: 5, drop: 2 },
    ...budgets.map(
      ({ budget }, index): Column<IncidentRow> => ({
        title: budgetText(budget, view),
        text: ({ outcomes }) => outcomeText(outcomes[index]),
        min: 7,
        style: ({ outcomes }) => (outcomes[index]?.result === 'caught' ? 'green' : 'red'),
      }),
    ),
  ];
  return table(columns, rows, view);
}

function victims(users: readonly string[]): string {
  return users.length === 1 ? users[0]! : `${users[0]} and ${users.length - 1} more`;
}

/** `at once`, the time it took, `in a-7f3k`, `muted by ok-3`, `missed`. */
function outcomeText(outcome: DrillOutcome | undefined): string {
  if (outcome === undefined) return '-';
  if (outcome.result === 'missed') return 'missed';
  if (outcome.result === 'muted') return `muted by ${outcome.mutedBy}`;
  if (outcome.result === 'joined') return `in ${outcome.alertId}`;
  return soonText(outcome.afterMs);
}

// What is allowed, as a list: table for people, JSON lines and CSV for programs.

import { type Allowance, type AllowanceState, allowanceState } from '../domain/allowance.ts';
import { inertJson } from '../domain/inert-json.ts';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { countryText, countText } from '../domain/wording.ts';
import { shortTime } from './alerts.ts';
import { csvLine } from './csv.ts';
import type { Style, ViewOptions } from './style.ts';
import { type Column, table } from './table.ts';

export interface ListedAllowance {
  readonly allowance: Allowance;
  readonly state: AllowanceState;
  /** Alerts of which it hid something. */
  readonly alerts: number;
}

/** An allowance as it stands at a time, with how many alerts it hid. */
export function listedAllowance(allowance: Allowance, options: { nowMs: number; alerts: number }): ListedAllowance {
  return { allowance, state: allowanceState(allowance, options.nowMs), alerts: options.alerts };
}

/** `ada@example.com from M247, Chrome on macOS`, `anybody in France or Italy`. */
export function allowedText(allowance: Allowance | Omit<Allowance, 'id' | 'removed'>): string {
  const { user, asn, owner, address, countries, device } = allowance;
  const network = [asn === null ? null : `AS${asn}`, owner, address].filter((part) => part !== null);
  const parts = [user === null ? 'anybody' : printable(user, { max: 80 })];
  if (network.length > 0) parts.push(`from ${network.map((part) => printable(part, { max: 80 })).join(' and ')}`);
  if (countries.length > 0) parts.push(`in ${countries.map(countryText).join(' or ')}`);
  if (device !== null) parts.push(`with ${printable(device, { max: 80 })}`);
  return parts.join(' ');
}

const STYLES: Readonly<Record<AllowanceState, Style | null>> = {
  standing: null,
  'to come': null,
  expired: 'dim',
  removed: 'dim',
};

/** One line an allowance, in the order given; its note below it on a terminal, beside it where the width is unlimited. */
export function allowancesTable(listed: readonly ListedAllowance[], options: ViewOptions): string {
  const columns: Column<ListedAllowance>[] = [
    { title: 'ID', text: ({ allowance }) => allowance.id, whole: 'always' },
    { title: 'State', text: ({ state }) => state, min: 8, style: ({ state }) => STYLES[state] },
    { title: 'Allowed', text: ({ allowance }) => allowedText(allowance), min: 20 },
    { title: 'From (UTC)', text: ({ allowance }) => fromText(allowance), min: 10, drop: 3 },
    { title: 'Until (UTC)', text: ({ allowance }) => shortTime(allowance.untilMs), min: 16 },
    { title: 'By', text: ({ allowance }) => allowance.by ?? '-', min: 6, drop: 2 },
    { title: 'Hid', text: ({ alerts }) => countText(alerts), right: true, min: 3, drop: 1 },
  ];
  const below = ({ allowance }: ListedAllowance): readonly string[] => [
    ...(allowance.note === null ? [] : [printable(allowance.note, { max: 300 })]),
    ...(allowance.removed === null ? [] : [removedText(allowance.removed)]),
  ];
  if (Number.isFinite(options.width)) return table(columns, listed, { ...options, below });
  columns.push({ title: 'Note', text: (one) => below(one).join('; ') });
  return table(columns, listed, options);
}

function fromText({ fromMs }: Allowance): string {
  return fromMs === null ? 'ever' : shortTime(fromMs);
}

function removedText({ timeMs, by }: NonNullable<Allowance['removed']>): string {
  return `removed ${shortTime(timeMs)}${by === null ? '' : ` by ${printable(by, { max: 60 })}`}`;
}

/** One allowance as one line of JSON with its line feed. */
export function allowanceJsonLine(listed: ListedAllowance): string {
  return `${inertJson(allowanceObject(listed))}\n`;
}

function allowanceObject({ allowance, state, alerts }: ListedAllowance) {
  const { id, kind, user, asn, owner, address, countries, device, fromMs, untilMs, note, by, addedMs } = allowance;
  const { removed } = allowance;
  return {
    id,
    kind,
    state,
    user,
    network: { asn, owner },
    address,
    countries,
    device,
    from: fromMs === null ? null : formatIso(fromMs),
    until: formatIso(untilMs),
    note,
    by,
    added: formatIso(addedMs),
    removed: removed === null ? null : { time: formatIso(removed.timeMs), by: removed.by },
    alerts,
  };
}

const COLUMNS = [
  ...['id', 'kind', 'state', 'user', 'network_asn', 'network_owner', 'address', 'countries', 'device', 'from', 'until'],
  ...['note', 'by', 'added', 'removed_time', 'removed_by', 'alerts'],
] as const;

/** The header record of {@link allowanceCsvLine}. */
export function allowanceCsvHeader(): string {
  return csvLine(COLUMNS);
}

/** The fields of the JSON line, flattened; countries joined by blanks. */
export function allowanceCsvLine(listed: ListedAllowance): string {
  const { network, countries, removed, alerts, ...flat } = allowanceObject(listed);
  return csvLine([
    ...[flat.id, flat.kind, flat.state, flat.user, network.asn, network.owner, flat.address, countries.join(' ')],
    ...[flat.device, flat.from, flat.until, flat.note, flat.by, flat.added],
    ...[removed?.time ?? null, removed?.by ?? null, alerts],
  ]);
}

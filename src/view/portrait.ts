// What is usual for one user: places, networks, devices, apps with their shares, hours as a strip, how long known.

import type { Alert } from '../domain/alert.ts';
import type { Allowance } from '../domain/allowance.ts';
import { inertJson } from '../domain/inert-json.ts';
import type { LocalTime } from '../domain/local-time.ts';
import { printable } from '../domain/text.ts';
import { formatIso } from '../domain/time.ts';
import { countryText, countText, nameText, percentText, pluralText, timeText } from '../domain/wording.ts';
import { sentences } from '../domain/wording-lines.ts';
import { block } from './alert-text.ts';
import { alertObject } from './alerts.ts';
import { allowedText } from './allowances.ts';
import { bar, strip } from './bar.ts';
import { rounded } from './json-lines.ts';
import { title, type ViewOptions } from './style.ts';
import { table } from './table.ts';

/** One place, network, device or app of a user. */
export interface Habit {
  readonly name: string;
  readonly signIns: number;
  /** Of all sign-ins of the user, 0..1. */
  readonly share: number;
  readonly lastMs: number;
}

export interface PortraitInput {
  readonly user: string;
  readonly signIns: number;
  /** null where there is no sign-in at all. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  /** Most frequent first. */
  readonly places: readonly Habit[];
  readonly networks: readonly Habit[];
  readonly devices: readonly Habit[];
  readonly sources: readonly Habit[];
  /** Sign-ins by hour of the day, 24 numbers. */
  readonly hours: readonly number[];
  /** Zone of `hours`, such as `UTC`. */
  readonly zone: string;
  /** State of the model in plain words: `trained on 256 sign-ins`, `learning: 4 of 10 sign-ins`. */
  readonly training: string;
  readonly local?: LocalTime | null;
  readonly failed?: number;
  /** Names in the apps, where they are not the user's. */
  readonly accounts?: readonly { readonly source: string; readonly account: string }[];
  /** Newest first. */
  readonly alerts?: readonly Alert[];
  /** What holds or will hold. */
  readonly allowances?: readonly Allowance[];
}

const MOST_HABITS = 6;

/** For people; ends with a line feed. */
export function portrait(input: PortraitInput, options: ViewOptions): string {
  const known =
    input.firstMs === null || input.lastMs === null
      ? 'no sign-in stored'
      : `${pluralText(input.signIns, 'sign-in')}${failedText(input)} from ${timeText(input.firstMs, { seconds: false })} to ${timeText(input.lastMs, { seconds: false })}`;
  const lines = [
    { label: 'Known', text: known },
    { label: 'Model', text: nameText(input.training) },
    ...sentences('fact', 'Accounts', {
      texts: (input.accounts ?? []).map(({ source, account }) => `${nameText(account)} in ${nameText(source)}`),
      most: 6,
    }),
    ...sentences('fact', 'Alerts', { texts: alertTexts(input.alerts ?? []), most: 6 }),
    ...sentences('fact', 'Allowed', { texts: (input.allowances ?? []).map(allowanceText), most: 6 }),
  ];
  const parts = [title(nameText(input.user), options) + block(lines, options)];
  parts.push(...habits('Places', { list: input.places.map(named), view: options }));
  parts.push(...habits('Networks', { list: input.networks, view: options }));
  parts.push(...habits('Devices', { list: input.devices, view: options }));
  parts.push(...habits('Apps', { list: input.sources, view: options }));
  if (input.hours.some((count) => count > 0))
    parts.push(title(`Hours (${zonesText(input)})`, options) + hoursText(input, options));
  return parts.join('\n');
}

function habits(heading: string, content: { list: readonly Habit[]; view: ViewOptions }): readonly string[] {
  const { list, view } = content;
  if (list.length === 0) return [];
  const ascii = view.ascii === true;
  const rows = table(
    [
      { title: '  Share', text: ({ share }) => `  ${percentText(share).padStart(5)}`, min: 7 },
      { title: '', text: ({ share }) => bar(share, { cells: 10, ascii }), min: 10, drop: 2 },
      { title: 'Name', text: ({ name }) => name, min: 12 },
      {
        title: 'Last seen (UTC)',
        text: ({ lastMs }) => timeText(lastMs, { seconds: false }).replace(/ UTC$/, ''),
        min: 16,
        drop: 1,
      },
    ],
    list.slice(0, MOST_HABITS),
    view,
  );
  // The header says the same four times; the page's own titles are enough.
  const body = rows.slice(rows.indexOf('\n') + 1);
  const more = list.length > MOST_HABITS ? `         and ${list.length - MOST_HABITS} more\n` : '';
  return [title(heading, view) + body + more];
}

function hoursText({ hours, local = null }: PortraitInput, options: ViewOptions): string {
  const day = Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0);
  const axis = '  0     6     12    18';
  const here = local === null || local.offsetMinutes === 0 ? '' : `\n  ${localAxis(local)}`;
  return `  ${strip(day, { ascii: options.ascii === true })}\n${axis}${here}\n`.replace(/ +\n/g, '\n');
}

/** `UTC`, `UTC, below it Asia/Tokyo`. */
function zonesText({ zone, local = null }: PortraitInput): string {
  if (local === null) return nameText(zone);
  return `${nameText(zone)}, ${local.offsetMinutes === 0 ? 'the same in' : 'below it'} ${printable(local.zone, { max: 40 })}`;
}

/** The same hours on the clock of the place: `9     15    21    3`. */
function localAxis({ offsetMinutes }: LocalTime): string {
  const marks = [0, 6, 12, 18].map((hour) => {
    const minutes = (((hour * 60 + offsetMinutes) % 1440) + 1440) % 1440;
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`.padEnd(6);
  });
  return marks.join('').trimEnd();
}

function failedText({ failed = 0 }: PortraitInput): string {
  return failed === 0 ? '' : ` (${countText(failed)} failed)`;
}

/** A country stands with its name. */
function named(habit: Habit): Habit {
  return { ...habit, name: countryText(habit.name) };
}

/** What is open first, then the newest. */
function alertTexts(alerts: readonly Alert[]): readonly string[] {
  const open = (alert: Alert): boolean => alert.status === 'open' && alert.muted === null;
  return [...alerts.filter(open), ...alerts.filter((alert) => !open(alert))].map((alert) => {
    const { verdict, muted } = alert;
    const by = verdict?.by == null ? '' : ` by ${printable(verdict.by, { max: 60 })}`;
    const why = verdict?.reason == null ? '' : `: ${printable(verdict.reason, { max: 160 })}`;
    const hidden = muted === null ? '' : `, muted by ${muted.allowanceId}`;
    return `${printable(alert.id, { max: 40 })} ${timeText(alert.firstMs, { seconds: false })} ${alert.severity}, ${alert.status}${by}${hidden}${why}`;
  });
}

function allowanceText(allowance: Allowance): string {
  const why = allowance.note === null ? '' : `: ${printable(allowance.note, { max: 160 })}`;
  return `${allowance.id} ${allowedText(allowance)} until ${timeText(allowance.untilMs, { seconds: false })}${why}`;
}

/** The same as one line of JSON with its line feed. */
export function portraitJson(input: PortraitInput): string {
  const list = (habitsOf: readonly Habit[]) =>
    habitsOf.map(({ name, signIns, share, lastMs }) => ({
      name,
      sign_ins: signIns,
      share: rounded(share),
      last: formatIso(lastMs),
    }));
  return `${inertJson({
    user: input.user,
    sign_ins: input.signIns,
    first: input.firstMs === null ? null : formatIso(input.firstMs),
    last: input.lastMs === null ? null : formatIso(input.lastMs),
    places: list(input.places),
    networks: list(input.networks),
    devices: list(input.devices),
    sources: list(input.sources),
    hours: input.hours,
    zone: input.zone,
    training: input.training,
    failed: input.failed ?? 0,
    local: input.local ? { zone: input.local.zone, utc_offset_minutes: input.local.offsetMinutes } : null,
    accounts: (input.accounts ?? []).map(({ source, account }) => ({ source, account })),
    alerts: (input.alerts ?? []).map(alertObject),
    allowances: (input.allowances ?? []).map(({ id }) => id),
  })}\n`;
}

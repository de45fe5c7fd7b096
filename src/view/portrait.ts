// What is usual for one user: places, networks, devices, apps with their shares, hours as a strip, how long known.

import { inertJson } from '../domain/inert-json.ts';
import { formatIso } from '../domain/time.ts';
import { nameText, percentText, pluralText, timeText } from '../domain/wording.ts';
import { block } from './alert-text.ts';
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
}

const MOST_HABITS = 6;

/** For people; ends with a line feed. */
export function portrait(input: PortraitInput, options: ViewOptions): string {
  const known =
    input.firstMs === null || input.lastMs === null
      ? 'no sign-in stored'
      : `${pluralText(input.signIns, 'sign-in')} from ${timeText(input.firstMs, { seconds: false })} to ${timeText(input.lastMs, { seconds: false })}`;
  const lines = [
    { label: 'Known', text: known },
    { label: 'Model', text: nameText(input.training) },
  ];
  const parts = [title(nameText(input.user), options) + block(lines, options)];
  parts.push(...habits('Places', { list: input.places, view: options }));
  parts.push(...habits('Networks', { list: input.networks, view: options }));
  parts.push(...habits('Devices', { list: input.devices, view: options }));
  parts.push(...habits('Apps', { list: input.sources, view: options }));
  if (input.hours.some((count) => count > 0))
    parts.push(title(`Hours (${nameText(input.zone)})`, options) + hoursText(input, options));
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

function hoursText({ hours }: PortraitInput, options: ViewOptions): string {
  const day = Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0);
  return `  ${strip(day, { ascii: options.ascii === true })}\n  0     6     12    18    \n`.replace(/ +\n/g, '\n');
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
  })}\n`;
}

// Which files of a log directory are logs of sign-ins: `slack.log`, and what logrotate makes of it (`slack.log.1`,
// `slack.log-20261124`, either with `.gz`).

import { readdirSync } from 'node:fs';

const SOURCE = '[A-Za-z0-9][A-Za-z0-9_.-]*?';
const LOG = new RegExp(`^(${SOURCE})\\.log(?:\\.(\\d{1,6})|-(\\d{8}(?:-?\\d{2,10})?))?(\\.gz)?$`);
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
/** Windows takes these for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** busybody 1.0's note of when it last analysed; not a log of sign-ins, and left as it is. */
const NOT_A_SOURCE = 'last_analyzed';

export interface LogName {
  readonly source: string;
  /** The log that is written to; others were rotated away. */
  readonly current: boolean;
  readonly packed: boolean;
  /** Rotated logs with a lower one are older. */
  readonly order: number;
}

/** True for a source whose log can have its name. */
export function isLogSource(source: string): boolean {
  return NAME.test(source) && !DEVICE.test(source) && source !== NOT_A_SOURCE;
}

/** What a file name says; null where it is no log of sign-ins. */
export function parseLogName(name: string): LogName | null {
  const [, source, number, date, packed] = LOG.exec(name) ?? [];
  if (source === undefined || !isLogSource(source)) return null;
  const current = number === undefined && date === undefined;
  if (current && packed !== undefined) return null;
  const order = date === undefined ? -Number(number ?? 0) : Number(date.replace('-', ''));
  return { source, current, packed: packed !== undefined, order };
}

/** Names of all logs of a directory, those that are written to and those rotated away. */
export function logNames(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && parseLogName(entry.name) !== null)
    .map((entry) => entry.name)
    .sort();
}

// Sign-ins and alerts as CSV (RFC 4180) that a spreadsheet shows and never runs.
// A text that a spreadsheet could take for a formula gets a leading apostrophe; our own numbers stay numbers.

import { printable } from '../domain/text.ts';
import { signInObject } from './json-lines.ts';
import type { JudgedSignIn } from './judged.ts';

export type Cell = string | number | boolean | null;

/** Spreadsheets hold 32,767 characters a cell. */
const LONGEST_CELL = 32_000;

/** Signs that start a formula, also in full width and small forms; blanks before them do not disarm them everywhere. */
const SIGN = '[=+\\-@|\\u2212\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b\\t\\r\\n]';
const FORMULA = new RegExp(`^[\\s\\p{Cf}\\0]*${SIGN}`, 'u');
/** Where the semicolon parts cells, as in much of Europe, no quoting of ours holds a cell together. */
const INNER_FORMULA = new RegExp(`;(?=["\\s]*${SIGN})`, 'gu');

/** One record with its CRLF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const armed = FORMULA.test(cell.slice(0, 64));
  const text = printable(cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell);
  const outer = armed || FORMULA.test(text) ? `'${text}` : text;
  const safe = outer.includes(';') ? outer.replace(INNER_FORMULA, ";'") : outer;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const SIGN_IN_COLUMNS = [
  'id',
  'source',
  'time',
  'user',
  'ip',
  'user_agent',
  'location_city',
  'location_region',
  'location_country',
  'location_latitude',
  'location_longitude',
  'location_accuracy_km',
  'network_asn',
  'network_organization',
  'network_kind',
  'device_os',
  'device_client',
  'device_kind',
  'state',
  'why',
  'score',
  'threshold',
  'alert',
  'alert_id',
  'component_location',
  'component_network',
  'component_device',
  'component_time',
  'reasons',
  'model',
  'event',
  'outcome',
  'warning',
  'muted_allowance',
  'muted_note',
  'alert_status',
  'gap_seconds',
  'travel_km',
  'speed_kmh',
  'travel_from',
  'burst_first',
  'burst_number',
  'failures_before',
] as const;

/** The header record of {@link signInCsvLine}. */
export function signInCsvHeader(): string {
  return csvLine(SIGN_IN_COLUMNS);
}

/** The fields of the JSON line, flattened; reasons joined by ` | `. */
export function signInCsvLine(judged: JudgedSignIn): string {
  const { location, network, device, components, reasons, why, muted, burst, ...flat } = signInObject(judged);
  const cells: Record<(typeof SIGN_IN_COLUMNS)[number], Cell> = {
    ...flat,
    why: why ?? null,
    muted_allowance: muted?.allowance ?? null,
    muted_note: muted?.note ?? null,
    burst_first: burst?.first ?? null,
    burst_number: burst?.number ?? null,
    location_city: location.city,
    location_region: location.region,
    location_country: location.country,
    location_latitude: location.latitude,
    location_longitude: location.longitude,
    location_accuracy_km: location.accuracy_km,
    network_asn: network.asn,
    network_organization: network.organization,
    network_kind: network.kind,
    device_os: device.os,
    device_client: device.client,
    device_kind: device.kind,
    component_location: components?.location ?? null,
    component_network: components?.network ?? null,
    component_device: components?.device ?? null,
    component_time: components?.time ?? null,
    reasons: reasons.map((reason) => reason.text).join(' | '),
  };
  return csvLine(SIGN_IN_COLUMNS.map((column) => cells[column]));
}

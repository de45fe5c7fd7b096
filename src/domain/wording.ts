// Short phrases for people, made of domain values: when, where, network, device, share, a word to type in a shell.
// Everything returned is printable and bounded; escaping for Slack, CSV or HTML is up to who prints it.

import type { Device } from './device.ts';
import type { Enrichment, NetworkKind } from './enrichment.ts';
import { printable } from './text.ts';
import { formatIso } from './time.ts';

/** Columns a name from outside may take in running text. */
const NAME_WIDTH = 120;

/** `2026-03-01 09:12:00 UTC`; with `seconds: false` down to the minute. `invalid time` for what no calendar holds. */
export function timeText(timeMs: number, options: { seconds?: boolean } = {}): string {
  const iso = formatIso(timeMs);
  const match = /^([+-]?\d+-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)/.exec(iso);
  if (match === null) return iso;
  return `${match[1]} ${match[2]}${options.seconds === false ? '' : match[3]} UTC`;
}

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** `FR` is `France`; a code nobody knows is given back printable. */
export function countryText(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) ? COUNTRY_NAMES.of(code) : undefined;
  return name ?? printable(code, { max: 20 });
}

/** `Lyon, ARA, France (within 20 km)`, `France (country only)`, `unknown place`, or why an address has no place. */
export function placeText(place: Enrichment): string {
  switch (place.addressState) {
    case 'private':
      return 'private address, inside a network';
    case 'reserved':
      return 'reserved address, nowhere on the map';
    case 'malformed':
      return 'no place: not a valid address';
    case 'absent':
      return 'no place: no address recorded';
    case 'public':
      break;
  }
  const names = placeNames(place);
  if (place.precision === 'none' || names === '') return 'unknown place';
  if (place.precision === 'country') return `${names} (country only)`;
  const within = place.accuracyKm === null ? '' : ` (within ${kmText(place.accuracyKm)})`;
  return `${names}${within}`;
}

/** The same without its precision, for tables: `Lyon, FR`; `-` where unknown. */
export function shortPlaceText(place: Enrichment): string {
  if (place.addressState === 'private') return 'private';
  if (place.addressState !== 'public') return place.addressState === 'reserved' ? 'reserved' : '-';
  const names = [place.precision === 'city' ? place.city : null, place.country].filter(isText);
  return names.map((name) => printable(name, { max: 40 })).join(', ') || '-';
}

function placeNames(place: Enrichment): string {
  const city = place.precision === 'city' ? [place.city, place.region] : [];
  const names = city.filter(isText).map((name) => printable(name, { max: 60 }));
  if (isText(place.country)) names.push(countryText(place.country));
  return names.join(', ');
}

const NETWORK_WORDS: Readonly<Record<NetworkKind, string | null>> = {
  isp: 'internet provider',
  mobile: 'mobile carrier',
  business: 'business network',
  education: 'school or university',
  hosting: 'hosting provider',
  vpn: 'VPN',
  relay: 'privacy relay',
  private: 'private network',
  unknown: null,
};

/** `Orange (AS3215), internet provider`; `unknown network` where no database knows the owner. */
export function networkText(network: Enrichment): string {
  const kind = NETWORK_WORDS[network.networkKind];
  const name = ownerText(network);
  if (name === null) return kind ?? 'unknown network';
  return kind === null ? name : `${name}, ${kind}`;
}

/** `Orange (AS3215)`, `AS3215`, or null. */
export function ownerText(network: Enrichment): string | null {
  const asn = network.asn === null ? null : `AS${network.asn}`;
  if (!isText(network.organization)) return asn;
  const name = printable(network.organization, { max: 80 });
  return asn === null ? name : `${name} (${asn})`;
}

/** `Chrome on Windows`, `curl (script)`, `Slack mobile on iOS`; `no user agent recorded` and `unknown device` say which it is. */
export function deviceText(device: Device, userAgent: string | null): string {
  const kind = device.kind === 'script' ? ' (script)' : '';
  const client = device.client === null ? null : printable(device.client, { max: 60 });
  const os = device.os === null ? null : printable(device.os, { max: 40 });
  if (client !== null) return `${client}${os === null ? '' : ` on ${os}`}${kind}`;
  if (os !== null) return `unknown program on ${os}${kind}`;
  return userAgent === null || userAgent.trim() === '' ? 'no user agent recorded' : 'unknown device';
}

/** `0.71`; `-` for null and NaN. */
export function scoreText(score: number | null): string {
  return score === null || !Number.isFinite(score) ? '-' : score.toFixed(2);
}

/** `0.71, limit 0.64`; with more places where two would show them equal. */
export function scoreAndLimitText(score: number | null, threshold: number | null): string {
  const short = `${scoreText(score)}, limit ${scoreText(threshold)}`;
  if (score === null || threshold === null || score === threshold) return short;
  if (scoreText(score) !== scoreText(threshold)) return short;
  return `${score.toFixed(4)}, limit ${threshold.toFixed(4)}`;
}

/** `12 %`, `<1 %`; `-` for what is no number. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return '-';
  const percent = share * 100;
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}

/** `20 km`, `1,240 km`, `under 1 km`. */
export function kmText(km: number): string {
  if (!Number.isFinite(km)) return 'unknown distance';
  return km < 1 ? 'under 1 km' : `${countText(Math.round(km))} km`;
}

/** `12,345`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 sign-in`, `2 sign-ins`. */
export function pluralText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A name from outside in running text, printable and bounded. */
export function nameText(name: string): string {
  return printable(name, { max: NAME_WIDTH });
}

/**
 * A word as it must be typed in a POSIX shell: `ada@example.com` as it is, `o'neil` as `'o'\''neil'`.
 * @returns null where it cannot be typed as shown (control or invisible characters, or too long to show whole).
 */
export function shellWord(word: string): string | null {
  if (word === '' || nameText(word) !== word) return null;
  if (/^[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function isText(value: string | null): value is string {
  return value !== null && value.trim() !== '';
}

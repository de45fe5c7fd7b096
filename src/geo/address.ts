// From the text of an address to its canonical form, its state and the numbers it is looked up by.

import ipaddr from 'ipaddr.js';
import type { AddressState } from '../domain/enrichment.ts';

export interface Address {
  readonly state: AddressState;
  /** Canonical text; null where malformed or absent. */
  readonly ip: string | null;
  /** `203.0.113.0/24` or `2001:db8:7::/48`. An IPv6 address that carries an IPv4 one has the latter's /24. */
  readonly block: string | null;
  /** What databases are asked for: null unless public. */
  readonly lookup: Lookup | null;
}

/** An address to look up; `high` and `low` are the first 64 bits of an IPv6 one. */
export type Lookup =
  | { readonly family: 4; readonly text: string; readonly value: number }
  | { readonly family: 6; readonly text: string; readonly high: number; readonly low: number };

const ABSENT: Address = Object.freeze({ state: 'absent', ip: null, block: null, lookup: null });
const MALFORMED: Address = Object.freeze({ state: 'malformed', ip: null, block: null, lookup: null });
/** The longest text that can still be an address with zone, brackets and port. */
const TEXT_MAX = 128;
const PRIVATE_RANGES = new Set([
  'private',
  'carrierGradeNat',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'deprecatedSiteLocal',
]);
const PUBLIC_RANGES = new Set(['unicast', 'as112', 'amt', 'as112v6']);

/**
 * Reads an address as logs write it: `203.0.113.7`, `203.0.113.7:443`, `[2001:db8::1]:443`, `fe80::1%eth0`.
 * IPv4-mapped IPv6 becomes IPv4; one that carries an IPv4 address (NAT64, 6to4, Teredo, SIIT) keeps its text but has that
 * address's state, block and lookup. RFC 1918, unique local, carrier-grade NAT (100.64.0.0/10), loopback and link-local are
 * `private`; documentation, multicast, benchmarking and unassigned space are `reserved`. Octal, hexadecimal and shortened
 * IPv4 forms are `malformed`, since programs disagree on what they mean. Null and blank text are `absent`.
 */
export function parseAddress(text: string | null | undefined): Address {
  if (text === null || text === undefined) return ABSENT;
  if (typeof text !== 'string' || text.length > TEXT_MAX) return MALFORMED;
  const bare = stripDecoration(text.trim());
  if (bare === '') return ABSENT;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return fromIpv4(ipaddr.IPv4.parse(bare), null);
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return MALFORMED;
  return fromIpv6(ipaddr.IPv6.parse(bare));
}

/** Without port, brackets and zone: `[fe80::1%eth0]:443` gives `fe80::1`. */
function stripDecoration(text: string): string {
  const match = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? /^([\d.]+):\d{1,5}$/.exec(text);
  const inner = match ? match[1]! : text;
  const zone = inner.indexOf('%');
  return zone > 0 && inner.includes(':') ? inner.slice(0, zone) : inner;
}

function fromIpv4(address: ipaddr.IPv4, carrier: ipaddr.IPv6 | null): Address {
  const octets = address.octets;
  const text = address.toString();
  const state = stateOf(address.range());
  return {
    state,
    ip: carrier ? carrier.toRFC5952String() : text,
    block: `${octets[0]}.${octets[1]}.${octets[2]}.0/24`,
    lookup: state === 'public' ? { family: 4, text, value: ipv4Value(octets) } : null,
  };
}

function fromIpv6(address: ipaddr.IPv6): Address {
  const parts = address.parts;
  const range = address.range();
  if (range === 'ipv4Mapped') return fromIpv4(address.toIPv4Address(), null);
  const carried = carriedIpv4(range, parts);
  if (carried) return fromIpv4(carried, address);
  // Only 2000::/3 has been given out; the rest of the space is nobody's.
  const unicast = PUBLIC_RANGES.has(range) && (parts[0]! & 0xe000) === 0x2000;
  const state = unicast
    ? 'public'
    : isLocalNat64(parts)
      ? 'private'
      : PUBLIC_RANGES.has(range)
        ? 'reserved'
        : stateOf(range);
  const text = address.toRFC5952String();
  const block = new ipaddr.IPv6([parts[0]!, parts[1]!, parts[2]!, 0, 0, 0, 0, 0]).toRFC5952String();
  return {
    state,
    ip: text,
    block: `${block}/48`,
    lookup:
      state === 'public'
        ? { family: 6, text, high: parts[0]! * 65536 + parts[1]!, low: parts[2]! * 65536 + parts[3]! }
        : null,
  };
}

/** The IPv4 address inside: NAT64 (RFC 6052) and SIIT (RFC 6145) in the last 32 bits, 6to4 (RFC 3056) after the prefix, Teredo's client (RFC 4380) inverted. */
function carriedIpv4(range: string, parts: readonly number[]): ipaddr.IPv4 | null {
  if (range === '6to4') return ipv4Of(parts[1]!, parts[2]!);
  if (range === 'rfc6145' || (range === 'rfc6052' && !isLocalNat64(parts))) return ipv4Of(parts[6]!, parts[7]!);
  if (range === 'teredo') return ipv4Of(parts[6]! ^ 0xffff, parts[7]! ^ 0xffff);
  return null;
}

/** 64:ff9b:1::/48 (RFC 8215): a translator inside one network, with an embedding of its own. */
function isLocalNat64(parts: readonly number[]): boolean {
  return parts[0] === 0x64 && parts[1] === 0xff9b && parts[2] === 1;
}

function ipv4Of(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255]);
}

function ipv4Value(octets: readonly number[]): number {
  return ((octets[0]! << 24) | (octets[1]! << 16) | (octets[2]! << 8) | octets[3]!) >>> 0;
}

function stateOf(range: string): AddressState {
  if (PRIVATE_RANGES.has(range)) return 'private';
  return PUBLIC_RANGES.has(range) ? 'public' : 'reserved';
}

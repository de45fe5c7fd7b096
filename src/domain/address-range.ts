// A network as people write it: one address, or an address with the length of its prefix. Canonical text and back, and what lies in it.

import ipaddr from 'ipaddr.js';

export interface AddressRange {
  /** `203.0.113.0/24`, `2001:db8::/32`: host bits cleared, IPv4-mapped IPv6 as IPv4. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: number;
  /** Whether host bits were set in what was typed: `203.0.113.7/24`. */
  readonly trimmed: boolean;
  /** Whether a canonical address (as enrichment writes it) lies in it. */
  readonly holds: (ip: string) => boolean;
}

/** The longest text that can be one. */
const LONGEST = 64;

/**
 * Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`; one address is a range of its own.
 * @returns null for anything else: octal and shortened forms, prefixes that are too long, zones, ports, names.
 */
export function parseAddressRange(text: string): AddressRange | null {
  const typed = text.trim();
  if (typed.length > LONGEST) return null;
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(typed);
  const address = match === null ? null : parseIp(match[1]!);
  if (match === null || address === null) return null;
  const mapped = !ipaddr.IPv4.isValidFourPartDecimal(match[1]!) && address.kind() === 'ipv4';
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = match[2] === undefined ? bits : Number(match[2]) - (mapped ? 96 : 0);
  if (prefix < 0 || prefix > bits) return null;
  const bytes = address.toByteArray();
  const network = bytes.map(
    (byte, index) => byte & (0xff << Math.max(0, Math.min(8, 8 * (index + 1) - prefix))) & 0xff,
  );
  const first = ipaddr.fromByteArray(network);
  return {
    text: `${nameOf(first)}/${prefix}`,
    family: bits === 32 ? 4 : 6,
    prefix,
    trimmed: network.some((byte, index) => byte !== bytes[index]),
    holds(ip) {
      const other = parseIp(ip);
      return other !== null && other.kind() === first.kind() && other.match(first, prefix);
    },
  };
}

function parseIp(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || text.length > LONGEST || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function nameOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address.kind() === 'ipv4' ? address.toString() : (address as ipaddr.IPv6).toRFC5952String();
}

// Addresses as logs write them, made canonical: `[2001:DB8::1]:443`, `203.0.113.7:5012`, `fe80::1%eth0`,
// `::ffff:203.0.113.7`. What is no address is kept as text: the record counts, and geo says that it is malformed.

import ipaddr from 'ipaddr.js';
import { storable } from './values.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const LONGEST_ADDRESS = 80;

/** The canonical address, the text as given where it is none, or null where there is no value. */
export function addressValue(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (IPV4.test(value)) return value;
  const text = value.trim();
  if (text === '') return null;
  return canonical(text) ?? storable(text);
}

function canonical(text: string): string | null {
  if (text.length > LONGEST_ADDRESS) return null;
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1];
  const bare = (bracketed ?? text.replace(/^([\d.]+):\d{1,5}$/, '$1')).replace(/%.*$/s, '');
  if (IPV4.test(bare)) return bare;
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  return address.toRFC5952String();
}

// Networks the config names itself: by AS number, by address block, or by a part of the owner's name.

import ipaddr from 'ipaddr.js';
import { NETWORK_KINDS, type NetworkKind } from '../../domain/enrichment.ts';
import { UsageError } from '../../platform/errors.ts';

/** Lists by kind; `trusted` are networks of the company's own (offices, VPN exits), which count as `business`. */
export type NetworkLists = Partial<Record<NetworkKind | 'trusted', readonly (string | number)[]>>;

/** The kind the config gives an address, or null where it names it nowhere. */
export type Override = (address: {
  ip: string | null;
  asn: number | null;
  organization: string | null;
}) => NetworkKind | null;

const NAME_MIN = 3;

/**
 * Reads the lists. The most precise entry wins: the longest block, then the AS number, then the longest name; of equal
 * entries the one under a kind before the one under `trusted`.
 * @throws UsageError E_GEO_NETWORKS for an entry that is none of the three.
 */
export function networkOverride(lists: NetworkLists): Override {
  const blocks: { range: [ipaddr.IPv4 | ipaddr.IPv6, number]; kind: NetworkKind }[] = [];
  const numbers = new Map<number, NetworkKind>();
  const names: { text: string; kind: NetworkKind }[] = [];
  for (const [list, entries] of [...NETWORK_KINDS, 'trusted' as const].map((key) => [key, lists[key] ?? []] as const)) {
    const kind = list === 'trusted' ? 'business' : list;
    for (const entry of entries) {
      const text = String(entry).trim();
      const asn = /^(?:AS)?(\d+)$/i.exec(text);
      if (asn) {
        const number = Number(asn[1]);
        if (number === 0 || number > 4_294_967_295) throw badEntry(list, text, 'no AS number has this value');
        if (!numbers.has(number)) numbers.set(number, kind);
      } else if (/^[\da-f.:]+(\/\d*)?$/i.test(text) && /[.:]/.test(text)) {
        blocks.push({ range: blockOf(list, text), kind });
      } else if (text.length < NAME_MIN) {
        throw badEntry(list, text, `a name needs ${NAME_MIN} letters at least`);
      } else {
        names.push({ text: text.toLowerCase(), kind });
      }
    }
  }
  // Array sort is stable, so of equal entries the earlier list stays first.
  blocks.sort((a, b) => b.range[1] - a.range[1]);
  names.sort((a, b) => b.text.length - a.text.length);
  return ({ ip, asn, organization }) => {
    if (ip !== null && blocks.length > 0) {
      const address = ipaddr.parse(ip);
      const hit = blocks.find(({ range }) => range[0].kind() === address.kind() && address.match(range));
      if (hit) return hit.kind;
    }
    const byNumber = asn === null ? undefined : numbers.get(asn);
    if (byNumber !== undefined) return byNumber;
    const owner = organization?.toLowerCase();
    return (owner !== undefined && names.find(({ text }) => owner.includes(text))?.kind) || null;
  };
}

function blockOf(list: string, text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    if (text.includes('/')) {
      const [address, length] = ipaddr.parseCIDR(text);
      if (address.kind() === 'ipv6' || ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return [address, length];
    } else if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
      const address = ipaddr.parse(text);
      return [address, address.kind() === 'ipv4' ? 32 : 128];
    }
  } catch {
    // Named below, in our own words.
  }
  throw badEntry(list, text, 'it is no address block');
}

function badEntry(list: string, text: string, cause: string): UsageError {
  return new UsageError(
    'E_GEO_NETWORKS',
    `Cannot use network under "${list}": ${cause}: ${JSON.stringify(text.slice(0, 80))}`,
    {
      hints: [`${list}: [AS64500, 198.51.100.0/24, "Example Hosting"]`],
    },
  );
}

// Is something allowed that covers far more than its author may think of? Said, never refused.

import { parseAddressRange } from '../domain/address-range.ts';
import type { AllowanceConditions } from '../domain/allowance.ts';
import type { NetworkKind } from '../domain/enrichment.ts';

/** What is known of the sign-ins it would cover. */
export interface Breadth {
  readonly kinds: ReadonlySet<NetworkKind>;
}

/** Prefixes shorter than these are whole providers. */
const NARROW = { 4: 16, 6: 32 } as const;

/** A sentence on what it lets pass; null where it is narrow enough. */
export function breadthWarning(given: AllowanceConditions, { kinds }: Breadth): string | null {
  const { user, asn, owner, address, countries, device } = given;
  const range = address === null ? null : parseAddressRange(address);
  const network = asn !== null || owner !== null;
  if (range !== null && range.prefix < NARROW[range.family])
    return `${range.text} is very broad: whoever comes from anywhere in it is hidden${user === null ? '' : ' as this person'}`;
  if (user !== null) {
    if (network || range !== null || countries.length > 0 || device !== null) return null;
    return 'everything this person does is hidden, a takeover too; name a network, a country or a device if you can';
  }
  if (range !== null) return null;
  if (network) {
    if (!kinds.has('hosting') && !kinds.has('vpn')) return null;
    return 'this owner rents servers or VPNs to anybody, and attackers are hidden with everybody else; name a user or an address if you can';
  }
  if (countries.length > 0)
    return 'very broad: whoever signs in from there is hidden, for everybody; name a user if you can';
  return 'very broad: whoever has such a device is hidden, for everybody; name a user if you can';
}

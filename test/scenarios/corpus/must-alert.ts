// Short ways to write what takeovers have in common.

import { address, type NetworkName } from '../networks.ts';
import type { MustAlert } from '../scenario.ts';

/** Alerts at the intruder's first sign-in, led by one of these; the message also says what is usual. */
export function alert(leads: MustAlert['leads'], says: RegExp, rest: Partial<MustAlert> = {}): MustAlert {
  return { kind: 'alert', leads, says, usual: /usual/i, ...rest };
}

/** A rented machine. */
export function cloud(name: NetworkName): string {
  return address(name, 3, 66);
}

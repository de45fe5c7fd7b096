// What the rest of busybody asks of geo: what is known of an address, and which databases say so.

import type { Enrichment } from '../domain/enrichment.ts';

export interface Database {
  /** What it is used for. */
  readonly role: 'city' | 'asn' | 'country' | 'anonymous' | 'connection' | 'networks';
  /** File path, or `embedded`. */
  readonly path: string;
  /** As the database names itself: `GeoLite2-City`. */
  readonly type: string;
  /** When it was built, epoch milliseconds; null where it does not say. */
  readonly builtMs: number | null;
}

export interface Geo extends Disposable {
  /** Never throws: unknown, private, reserved, malformed and absent addresses are stated in the result. */
  enrich(ip: string | null): Enrichment;
  databases(): readonly Database[];
}

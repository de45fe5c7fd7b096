// How good the data of each source is: what is missing in its records, and what no database knows.

import type { Enrichment } from '../domain/enrichment.ts';
import type { ReportSource } from '../domain/report.ts';
import type { StoredSignIn } from '../domain/sign-in.ts';
import type { SourceCount } from '../store/contract.ts';

type Counted =
  | 'signIns'
  | 'failed'
  | 'withoutAddress'
  | 'offTheMap'
  | 'unresolved'
  | 'countryOnly'
  | 'withoutAgent'
  | 'warned';
type Tally = Record<Counted, number>;

export interface SourcesTally {
  add(signIn: StoredSignIn, enrichment: Enrichment): void;
  /** Every source of the store, also those with nothing in the window. */
  result(counts: readonly SourceCount[], analysed: readonly string[]): readonly ReportSource[];
}

export function openSources(): SourcesTally {
  const sources = new Map<string, Tally>();
  return {
    add(signIn, enrichment) {
      let tally = sources.get(signIn.source);
      if (tally === undefined) {
        tally = empty();
        sources.set(signIn.source, tally);
      }
      tally.signIns += 1;
      if (signIn.outcome !== 'success') tally.failed += 1;
      const place = placeGap(enrichment);
      if (place !== null) tally[place] += 1;
      if (signIn.userAgent === null || signIn.userAgent.trim() === '') tally.withoutAgent += 1;
      if (signIn.warning !== null) tally.warned += 1;
    },
    result: (counts, analysed) =>
      counts.map(({ source, newestMs, lastPolledMs, pending }) => ({
        source,
        ...(sources.get(source) ?? empty()),
        newestMs,
        lastPolledMs,
        pending,
        analysed: analysed.includes(source),
      })),
  };
}

function empty(): Tally {
  return {
    signIns: 0,
    failed: 0,
    withoutAddress: 0,
    offTheMap: 0,
    unresolved: 0,
    countryOnly: 0,
    withoutAgent: 0,
    warned: 0,
  };
}

function placeGap({ addressState, precision }: Enrichment): Counted | null {
  if (addressState === 'absent') return 'withoutAddress';
  if (addressState !== 'public') return 'offTheMap';
  if (precision === 'none') return 'unresolved';
  return precision === 'country' ? 'countryOnly' : null;
}

// What `check` says of the databases in use: which, how old, and what to do about it.

import type { Database } from './contract.ts';
import { EMBEDDED_ATTRIBUTION } from './embedded/embedded.ts';

export interface DatabaseStatus {
  readonly database: Database;
  /** Whole days since it was built; null where it does not say. */
  readonly ageDays: number | null;
  /** One line: `city: GeoLite2-City, built 2026-08-18 (12 days old): /var/lib/…`. */
  readonly text: string;
  /** So old that places and owners are no longer to be relied on; never the embedded data, which only coarse facts rest on. */
  readonly tooOld: boolean;
  /** What is wrong with its age or fineness; null where nothing is. */
  readonly warning: string | null;
  readonly hints: readonly string[];
  /** Whom the licence says to name; null where the licence is the user's own matter. */
  readonly attribution: string | null;
}

const DAY_MS = 86_400_000;
/** MaxMind's licence: delete a GeoLite database within 30 days of a newer one, and they come twice a week. */
const STALE_DAYS = 30;
/** DB-IP Lite comes once a month, so the newest may be 31 days old. */
const STALE_DBIP_DAYS = 45;
const STALE_EMBEDDED_DAYS = 180;
/** So many times stale. */
const TOO_OLD = 3;

/** Says of each database how old it is and warns of those that are too old; dates ahead of the clock count as today. */
export function describeDatabases(
  databases: readonly Database[],
  options: { nowMs: number },
): readonly DatabaseStatus[] {
  const cityKnown = databases.some(({ role }) => role === 'city');
  return databases.map((database) => {
    const { role, path, type, builtMs } = database;
    const ageDays = builtMs === null ? null : Math.max(0, Math.floor((options.nowMs - builtMs) / DAY_MS));
    const embedded = path === 'embedded';
    const age =
      builtMs === null
        ? 'without a build date'
        : `built ${new Date(builtMs).toISOString().slice(0, 10)} (${ageDays} days old)`;
    const [warning, hints] = embedded ? embeddedWarning(ageDays, cityKnown) : fileWarning(type, ageDays, path);
    return {
      database,
      ageDays,
      text: `${role}: ${type}, ${age}: ${path}`,
      tooOld: !embedded && ageDays !== null && ageDays > TOO_OLD * staleDays(type),
      warning,
      hints,
      attribution: embedded
        ? EMBEDDED_ATTRIBUTION
        : /^(dbip|db-ip)/i.test(type)
          ? 'IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0'
          : /^geolite/i.test(type)
            ? 'This product includes GeoLite Data created by MaxMind, available from https://www.maxmind.com'
            : null,
    };
  });
}

function staleDays(type: string): number {
  return /^(dbip|db-ip)/i.test(type) ? STALE_DBIP_DAYS : STALE_DAYS;
}

function fileWarning(type: string, ageDays: number | null, path: string): [string | null, readonly string[]] {
  if (ageDays === null) return [null, []];
  if (ageDays <= staleDays(type)) return [null, []];
  const why = /^geolite/i.test(type)
    ? "MaxMind's licence asks to delete a GeoLite database within 30 days of a newer one"
    : 'addresses change hands, so places and owners are no longer sure';
  return [`${type} is ${ageDays} days old: ${why}`, [`put a newer file at ${path}`]];
}

function embeddedWarning(ageDays: number | null, cityKnown: boolean): [string | null, readonly string[]] {
  if (ageDays === null || ageDays <= STALE_EMBEDDED_DAYS) return [null, []];
  const coarse = cityKnown ? '' : ' and knows countries only';
  return [
    `the embedded data is ${ageDays} days old${coarse}`,
    [
      'configure analysis.geoip.city_db and analysis.geoip.asn_db (GeoLite2 or DB-IP) for cities and current owners',
      'or install a newer busybody',
    ],
  ];
}

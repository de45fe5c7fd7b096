// Describes simulated companies: sign-ins per kind, and how far naive rules get (recall, and false alerts per 1,000 benign
// sign-ins, alerts of one user within 24 h counted once). By hand: `bun test/simulation/describe.ts [seed…]`.

import { simulateCompany } from '../../src/simulation/company.ts';
import type { SimulatedSignIn } from '../../src/simulation/contract.ts';

const DAY_MS = 86_400_000;

export interface RuleFigures {
  readonly rule: string;
  readonly recall: number;
  readonly falsePerThousand: number;
}

export function family(agent: string): string {
  return agent.replace(/\d+(?:[._]\d+)*/g, '#');
}

/** Rules judge successes only and learn every success. */
export function naiveRules(seed: number, options: { users: number; days: number }): RuleFigures[] {
  const { signIns, enrich } = simulateCompany({ seed, ...options });
  const seen = new Map<string, { owners: Set<number>; countries: Set<string>; families: Set<string> }>();
  const rules = ['owner never seen', 'country never seen', 'owner and device family both new'];
  const alerts: SimulatedSignIn[][] = rules.map(() => []);
  for (const item of signIns) {
    if (item.signIn.outcome !== 'success') continue;
    const known = seen.get(item.user) ?? { owners: new Set(), countries: new Set(), families: new Set() };
    const { asn, country } = enrich(item.signIn.ip);
    const device = item.signIn.userAgent === null ? null : family(item.signIn.userAgent);
    const first = known.owners.size === 0;
    const newOwner = asn !== null && !known.owners.has(asn);
    if (!first && newOwner) alerts[0]!.push(item);
    if (!first && country !== null && !known.countries.has(country)) alerts[1]!.push(item);
    if (!first && newOwner && device !== null && !known.families.has(device)) alerts[2]!.push(item);
    if (asn !== null) known.owners.add(asn);
    if (country !== null) known.countries.add(country);
    if (device !== null) known.families.add(device);
    seen.set(item.user, known);
  }
  const incidents = new Set(signIns.flatMap((s) => s.label.incident ?? []));
  const benign = signIns.filter((s) => s.label.incident === null).length;
  return rules.map((rule, i) => {
    const found = new Set(alerts[i]!.flatMap((s) => s.label.incident ?? []));
    const last = new Map<string, number>();
    let wrong = 0;
    for (const item of alerts[i]!) {
      if (item.label.incident !== null) continue;
      if (item.signIn.timeMs - (last.get(item.user) ?? Number.NEGATIVE_INFINITY) < DAY_MS) continue;
      last.set(item.user, item.signIn.timeMs);
      wrong++;
    }
    return { rule, recall: found.size / incidents.size, falsePerThousand: (1000 * wrong) / benign };
  });
}

export function describeCompany(seed: number, options: { users: number; days: number }): string {
  const { signIns } = simulateCompany({ seed, ...options });
  const counts = new Map<string, { signIns: number; incidents: Set<string>; users: Set<string> }>();
  for (const { label, user } of signIns) {
    const name = label.incident === null ? (label.kind ?? '(everyday)') : `! ${label.kind}`;
    const count = counts.get(name) ?? { signIns: 0, incidents: new Set(), users: new Set() };
    count.signIns++;
    count.users.add(user);
    if (label.incident !== null) count.incidents.add(label.incident);
    counts.set(name, count);
  }
  const lines = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, c]) =>
      [
        name.padEnd(28),
        String(c.signIns).padStart(7),
        `${c.users.size} users`.padStart(10),
        c.incidents.size || '',
      ].join(' '),
    );
  const rules = naiveRules(seed, options).map(
    (r) =>
      `${r.rule.padEnd(36)} recall ${(100 * r.recall).toFixed(0).padStart(3)} %, ${r.falsePerThousand.toFixed(2)} false per 1,000`,
  );
  return [`seed ${seed}: ${signIns.length} sign-ins`, ...lines, ...rules].join('\n');
}

if (import.meta.main) {
  const seeds = Bun.argv.slice(2).map(Number);
  for (const seed of seeds.length > 0 ? seeds : [1, 2, 3])
    await Bun.write(Bun.stdout, `${describeCompany(seed, { users: 200, days: 100 })}\n\n`);
}

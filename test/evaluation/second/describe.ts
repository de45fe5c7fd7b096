// How hard a company of the second simulator is: bun test/evaluation/second/describe.ts --seed N [--users N] [--days N].
// Counts, and what naive rules find and cost. It reports; nothing is tuned on its numbers.

import { familyOf } from './agents.ts';
import { simulateSecond } from './simulate.ts';

const DAY_MS = 86_400_000;
const RULES = ['owner never seen', 'country never seen', 'owner and device family both new'] as const;
type Rule = (typeof RULES)[number];

interface Past {
  readonly owners: Set<number | null>;
  readonly countries: Set<string | null>;
  readonly families: Set<string | null>;
}

function option(name: string): number | undefined {
  const index = Bun.argv.indexOf(`--${name}`);
  return index === -1 ? undefined : Number(Bun.argv[index + 1]);
}

const seed = option('seed') ?? 1;
const before = Bun.nanoseconds();
const simulation = simulateSecond({ seed, users: option('users'), days: option('days') });
const tookMs = (Bun.nanoseconds() - before) / 1e6;
const { signIns, enrich } = simulation;

const pasts = new Map<string, Past>();
const hits = new Map<Rule, Set<string>>(RULES.map((rule) => [rule, new Set<string>()]));
const falseAlerts = new Map<Rule, number>(RULES.map((rule) => [rule, 0]));
const lastAlertMs = new Map<string, number>();
const lateFalseAlerts = new Map<Rule, number>(RULES.map((rule) => [rule, 0]));
const causes = new Map<string, number>();
const perKind = new Map<string, { incidents: Set<string>; signIns: number }>();
const benignKinds = new Map<string, number>();
const incidents = new Map<string, string>();
const changed = new Map<string, number>();
let benign = 0;
let lateBenign = 0;
const lateMs = (signIns[0]?.signIn.timeMs ?? 0) + 30 * DAY_MS;

for (const { signIn, user, label } of signIns) {
  const late = signIn.timeMs >= lateMs;
  if (label.incident !== null) {
    incidents.set(label.incident, label.kind ?? '');
    const entry = perKind.get(label.kind ?? '') ?? { incidents: new Set<string>(), signIns: 0 };
    perKind.set(label.kind ?? '', { incidents: entry.incidents.add(label.incident), signIns: entry.signIns + 1 });
    const key = [...label.changed].join('+');
    changed.set(key, (changed.get(key) ?? 0) + 1);
  } else {
    benign += 1;
    if (late) lateBenign += 1;
    benignKinds.set(label.kind ?? 'everyday', (benignKinds.get(label.kind ?? 'everyday') ?? 0) + 1);
  }
  if (signIn.outcome === 'failure') continue;
  const place = enrich(signIn.ip);
  const family = signIn.userAgent === null ? null : familyOf(signIn.userAgent);
  const past = pasts.get(user) ?? { owners: new Set(), countries: new Set(), families: new Set() };
  const first = !pasts.has(user);
  pasts.set(user, past);
  const newOwner = place.asn !== null && !past.owners.has(place.asn);
  const newFamily = family !== null && !past.families.has(family);
  const fired: Record<Rule, boolean> = {
    'owner never seen': newOwner,
    'country never seen': place.country !== null && !past.countries.has(place.country),
    'owner and device family both new': newOwner && newFamily,
  };
  for (const rule of RULES) {
    if (first || !fired[rule]) continue;
    if (label.incident !== null) hits.get(rule)!.add(label.incident);
    else {
      const key = `${rule} ${user}`;
      if (signIn.timeMs - (lastAlertMs.get(key) ?? Number.NEGATIVE_INFINITY) >= DAY_MS) {
        lastAlertMs.set(key, signIn.timeMs);
        falseAlerts.set(rule, falseAlerts.get(rule)! + 1);
        if (late) lateFalseAlerts.set(rule, lateFalseAlerts.get(rule)! + 1);
        if (late && rule === RULES[2])
          causes.set(label.kind ?? 'everyday', (causes.get(label.kind ?? 'everyday') ?? 0) + 1);
      }
    }
  }
  past.owners.add(place.asn);
  past.countries.add(place.country);
  if (family !== null) past.families.add(family);
}

const users = new Set(signIns.map((each) => each.user)).size;
const lines = [
  `seed ${seed}: ${signIns.length} sign-ins, ${users} users, ${incidents.size} incidents (${signIns.length - benign} sign-ins), made in ${tookMs.toFixed(0)} ms`,
  `sources: ${[...Map.groupBy(signIns, (each) => each.signIn.source)].map(([source, all]) => `${source} ${all.length}`).join(', ')}`,
  '',
  'incidents by kind (incidents / sign-ins):',
  ...[...perKind].sort().map(([kind, entry]) => `  ${kind}: ${entry.incidents.size} / ${entry.signIns}`),
  '',
  `changed: ${[...changed]
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => `${key} ${count}`)
    .join(', ')}`,
  '',
  `benign sign-ins by case: ${[...benignKinds]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')}`,
  '',
  'rule: incidents hit; false alerts per 1,000 benign sign-ins (a user within 24 h once), over all days and after 30; incidents within 1 per 1,000 if thinned at random (after 30):',
  ...RULES.map((rule) => {
    const share = hits.get(rule)!.size / Math.max(1, incidents.size);
    const rate = (falseAlerts.get(rule)! / Math.max(1, benign)) * 1000;
    const late = (lateFalseAlerts.get(rule)! / Math.max(1, lateBenign)) * 1000;
    const kept = share * Math.min(1, 1 / Math.max(1e-9, late));
    return `  ${rule}: ${(share * 100).toFixed(0)} %; ${rate.toFixed(1)}, ${late.toFixed(1)}; ${(kept * 100).toFixed(0)} %`;
  }),
  `false alerts of the last rule after 30 days by case: ${[...causes]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')}`,
];
process.stdout.write(`${lines.join('\n')}\n`);

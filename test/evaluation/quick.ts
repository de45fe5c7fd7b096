// Scratch evaluation for development.
import { type DetectorData, openDetector } from '../../src/detector/detector.ts';
import { replay } from './companies.ts';
import { limitAt, rank, recallAt, type Scored } from './metrics.ts';
import { openSimulator } from './simulators.ts';

const data = await Bun.file(process.env.DATA ?? 'src/detector/data.generated.json').json();

const which = process.argv[2] ?? 'first';
const seeds = (process.argv[3] ?? '1,2,3').split(',').map(Number);
const places = (process.argv[4] ?? 'city') as 'city' | 'country';
const simulate = await openSimulator(which);
const detector = openDetector(data as DetectorData);
const kinds = new Map<string, [number, number]>();
const cases = new Map<string, number>();
const sums: Record<string, number[]> = {};
for (const seed of seeds) {
  const company = simulate({ seed, users: 200, days: 100 });
  const byScore: Scored[] = [];
  const byEvidence: Scored[] = [];
  const t = performance.now();
  replay(company, {
    detector,
    places,
    threshold: () => Number(process.argv[5] ?? 0.72),
    each: (one, judged) => {
      if (!judged.judgement) return;
      byScore.push({ one, score: judged.judgement.score });
      byEvidence.push({ one, score: judged.judgement.logOdds });
    },
  });
  const ms = performance.now() - t;
  const r = rank(byScore),
    e = rank(byEvidence);
  const line = (x: typeof r) => [0.5, 1, 2, 5].map((b) => (100 * recallAt(x, b)).toFixed(0)).join('/');
  console.log(
    `seed ${seed}: ${company.signIns.length} sign-ins, ${r.incidents.length} incidents, ${((ms / company.signIns.length) * 1000).toFixed(1)} us each; score ${line(r)} evidence ${line(e)} limit@1 ${limitAt(r, 1).toFixed(3)} ev ${limitAt(e, 1).toFixed(2)}`,
  );
  for (const b of [0.5, 1, 2, 5]) {
    (sums[`s${b}`] ??= []).push(recallAt(r, b));
    (sums[`e${b}`] ??= []).push(recallAt(e, b));
  }
  const limit = limitAt(r, 1);
  for (const i of r.incidents) {
    const k = kinds.get(i.kind) ?? [0, 0];
    k[1]++;
    if (i.best > limit) k[0]++;
    kinds.set(i.kind, k);
  }
  for (const b of r.benign.slice(0, Math.floor((2 * r.judged) / 1000)))
    cases.set(b.kind ?? 'everyday', (cases.get(b.kind ?? 'everyday') ?? 0) + 1);
}
const mean = (a: number[]) => ((100 * a.reduce((x, y) => x + y, 0)) / a.length).toFixed(0);
console.log(
  'MEAN score',
  ['s0.5', 's1', 's2', 's5'].map((k) => mean(sums[k]!)).join('/'),
  'evidence',
  ['e0.5', 'e1', 'e2', 'e5'].map((k) => mean(sums[k]!)).join('/'),
);
console.log([...kinds].map(([k, v]) => `${k} ${v[0]}/${v[1]}`).join(', '));
console.log(
  'false @2:',
  [...cases]
    .sort((a, b) => b[1] - a[1])
    .map(([k, v]) => `${k} ${v}`)
    .join(', '),
);

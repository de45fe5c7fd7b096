// `bun run check:faults`: more than 200 kills of the executable in ten companies, and what was lost by them. Takes some
// minutes; the gate runs a short form (test/binary/kill.test.ts). Ends non-zero where anything was lost, doubled or judged
// otherwise. `--kills N` changes how many in each company, `--seed N` where they strike.

import { type KillOptions, type KillReport, killRuns, STEPS } from './kill.ts';

const flag = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const kills = flag('kills', 22);
const seed = flag('seed', 1);

const COMPANIES: readonly (readonly [name: string, options: Omit<KillOptions, 'kills' | 'seed'>])[] = [
  ['small', { users: 8, perDay: 4, module: 'sqlite' }],
  ['small, another', { users: 5, perDay: 3, module: 'sqlite' }],
  ['first run of two slices', { users: 12, perDay: 48, module: 'sqlite' }],
  ['flatfile store', { users: 8, perDay: 4, module: 'flatfile' }],
  ['no scope to read the channel', { users: 8, perDay: 4, module: 'sqlite', withoutHistory: true }],
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const diedAfter = new Map<string, number>();
let bad = 0;
let total = 0;

say(
  'company                        kills  runs  sign-ins  alerts  lost  doubled  misjudged  untold  posted twice  printed twice',
);
for (const [index, [name, options]] of [...COMPANIES, ...COMPANIES].entries()) {
  const report = await killRuns({ ...options, kills, seed: seed * 100 + index });
  total += report.kills;
  for (const [step, count] of report.diedAfter) diedAfter.set(step, (diedAfter.get(step) ?? 0) + count);
  const { lost, doubled, misjudged, untold, postedTwice, printedTwice } = report;
  const figures = [
    [report.kills, 5],
    [report.runs, 4],
    [report.signIns, 8],
    [report.alerts, 6],
    [lost.length, 4],
    [doubled.length, 7],
    [misjudged.length, 9],
    [untold.length, 6],
    [postedTwice.length, 12],
    [printedTwice.length, 13],
  ] as const;
  say(`${name.padEnd(29)}  ${figures.map(([figure, width]) => String(figure).padStart(width)).join('  ')}`);
  for (const line of faultsOf(report, options.withoutHistory === true).slice(0, 20)) say(`  ${line}`);
  bad += faultsOf(report, options.withoutHistory === true).length;
}
say('');
say(`${total} kills, by the last step before death:`);
for (const [step] of [['before the first step'], ...STEPS] as const)
  say(`  ${String(diedAfter.get(step) ?? 0).padStart(4)}  ${step}`);
process.exitCode = bad > 0 ? 1 : 0;

function faultsOf(report: KillReport, mayPostTwice: boolean): string[] {
  const { lost, doubled, unjudged, misjudged, alertsWrong, untold, postedTwice, unsound } = report;
  const kinds = {
    lost,
    doubled,
    unjudged,
    misjudged,
    alertsWrong,
    untold,
    unsound,
    postedTwice: mayPostTwice ? [] : postedTwice,
  };
  return Object.entries(kinds).flatMap(([kind, found]) => found.map((one) => `${kind}: ${one}`));
}

// Writes the history of a simulated company as `busybody import` takes it, for analysis.ts: run in a process of its own, so that
// what it needs is not counted as busybody's. Run: bun test/bench/history.ts OUT USERS SIGN_INS [--next N] [--peer] [--bare].
// --next writes the N sign-ins that follow to OUT.next, --peer what scikit-learn gets to OUT.peer; --bare times a bare insert of
// the same rows. Prints a JSON line.

import { Database } from 'bun:sqlite';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toPoint } from '../../src/domain/geometry.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { openGeo } from '../../src/geo/open.ts';
import { simulateCompany } from '../../src/simulation/company.ts';

const WEEK_MS = 7 * 86_400_000;
/** Lines written at once. */
const CHUNK = 20_000;

const { values: flags, positionals } = parseArgs({
  options: { next: { type: 'string', default: '0' }, peer: { type: 'boolean' }, bare: { type: 'boolean' } },
  allowPositionals: true,
});
const out = positionals[0]!;
const users = Number(positionals[1]);
const count = Number(positionals[2]);

/** Exactly so many sign-ins, the newest some days old, weekdays kept; those without address are left out, as import refuses them. */
function history(wanted: number): SignIn[] {
  const days = Math.ceil(wanted / users / 1.5) + 14;
  const all = simulateCompany({ seed: 12, users, days }).signIns.map((one) => one.signIn);
  const some = all.filter((one) => one.ip !== null).slice(0, wanted);
  if (some.length < wanted)
    throw new Error(`${users} users make ${some.length} sign-ins in ${days} days, not ${wanted}`);
  const shiftMs = (Math.floor((Date.now() - some.at(-1)!.timeMs) / WEEK_MS) - 1) * WEEK_MS;
  return some.map((one) => {
    const moved = { ...one, timeMs: one.timeMs + shiftMs };
    return { ...moved, raw: record(moved) };
  });
}

function record({ timeMs, account, ip, userAgent, outcome, event, source, id }: SignIn): string {
  const time = new Date(timeMs).toISOString();
  return JSON.stringify({ time, user: account, ip, user_agent: userAgent, outcome, event, source, id });
}

function* lines(signIns: readonly SignIn[]): Generator<string> {
  for (const one of signIns) yield `${one.raw}\n`;
}

async function write(path: string, lines: Iterable<string>): Promise<void> {
  const file = Bun.file(path).writer();
  let chunk: string[] = [];
  for (const line of lines) {
    if (chunk.push(line) < CHUNK) continue;
    file.write(chunk.join(''));
    await file.flush();
    chunk = [];
  }
  file.write(chunk.join(''));
  await file.end();
}

/** A line a user: for each sign-in its point on the unit sphere, the network's owner and the user agent, as version 1 used them. */
function* peerRows(signIns: readonly SignIn[]): Generator<string> {
  using geo = openGeo();
  const byUser = Map.groupBy(signIns, (one) => one.account);
  for (const [user, some] of byUser) {
    const rows = some.map(({ ip, userAgent }) => {
      const { latitude, longitude, organization } = geo.enrich(ip);
      const point = latitude === null || longitude === null ? [0, 0, 0] : toPoint(latitude, longitude);
      return [...point, organization ?? '', userAgent ?? ''];
    });
    yield `${JSON.stringify({ user, rows })}\n`;
  }
}

interface Bare {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Into one table without an index, in one transaction. */
function bareInsert(signIns: readonly SignIn[]): Bare {
  const path = `${out}.bare.db`;
  const start = performance.now();
  const before = process.cpuUsage();
  {
    using db = new Database(path);
    db.run(
      'CREATE TABLE t (source TEXT, id TEXT, time INTEGER, account TEXT, ip TEXT, ua TEXT, outcome TEXT, event TEXT, warning TEXT, raw TEXT)',
    );
    using insert = db.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    db.transaction(() => {
      for (const s of signIns)
        insert.run(s.source, s.id, s.timeMs, s.account, s.ip, s.userAgent, s.outcome, s.event, s.warning, s.raw);
    })();
  }
  const { user, system } = process.cpuUsage(before);
  const wallMs = performance.now() - start;
  rmSync(path);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** The better of two: what else the machine does only ever adds. */
function bestInsert(signIns: readonly SignIn[]): Bare {
  const [a, b] = [bareInsert(signIns), bareInsert(signIns)];
  return { wallMs: Math.min(a.wallMs, b.wallMs), cpuMs: Math.min(a.cpuMs, b.cpuMs) };
}

const all = history(count + Number(flags.next));
const signIns = all.slice(0, count);
await write(out, lines(signIns));
if (all.length > count) await write(`${out}.next`, lines(all.slice(count)));
if (flags.peer) await write(`${out}.peer`, peerRows(signIns));
process.stdout.write(`${JSON.stringify({ bare: flags.bare ? bestInsert(signIns) : null })}\n`);

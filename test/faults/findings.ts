// What a killed store holds and told against what the servers issued, and against the store of a run nothing disturbed.

import { join } from 'node:path';
import type { ScoredSignIn, Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import type { World } from './world.ts';

export interface Findings {
  readonly signIns: number;
  readonly alerts: number;
  /** Of these nothing may be found: what the servers issued and the store lacks, and the like. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unjudged: readonly string[];
  /** Judged, but otherwise than in the run nothing disturbed. */
  readonly misjudged: readonly string[];
  readonly alertsWrong: readonly string[];
  readonly untold: readonly string[];
  readonly postedTwice: readonly string[];
  /** On standard output, each with the key of the first: a reader can tell. */
  readonly printedTwice: readonly string[];
  readonly unsound: readonly string[];
}

export function holdAgainst(options: {
  home: string;
  module: 'sqlite' | 'flatfile';
  world: World;
  printed: readonly string[];
}): Findings {
  const { home, module, world, printed } = options;
  using killed = openStore(
    module === 'sqlite'
      ? { module, path: join(home, 'killed.db') }
      : { module, logDirectory: join(home, 'killed-logs') },
  );
  using control = openStore({ module: 'sqlite', path: join(home, 'control.db') });
  const rows = [...killed.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })];
  const expected = judged(control);
  const found = judged(killed);
  const stored = rows.map(({ signIn }) => `${signIn.source} ${signIn.user} ${signIn.timeMs}`);
  const toldControl = keysOf(world, 'C0CONTROL');
  const told = keysOf(world, 'C012345');
  const keys = printed.map((line) => String((JSON.parse(line) as { key: unknown }).key));
  // Of one second there may be several.
  const numbered = (all: readonly string[]): string[] => {
    const counts = new Map<string, number>();
    return all.map((one) => {
      const count = (counts.get(one) ?? 0) + 1;
      counts.set(one, count);
      return `${one} no. ${count}`;
    });
  };
  const missing = (from: readonly string[], others: readonly string[]): string[] => {
    const there = new Set(others);
    return from.filter((one) => !there.has(one));
  };
  const asPrinted = toldControl.map((key) => key.replace(/slack$/, 'stdout'));
  return {
    signIns: rows.length,
    alerts: killed.alerts({}).length,
    lost: missing(numbered(world.issued), numbered(stored)),
    doubled: missing(numbered(stored), numbered(world.issued)),
    unjudged: rows.filter(({ score }) => score === null).map(({ signIn }) => signIn.id),
    misjudged: differing(expected, found),
    alertsWrong: differing(alertsOf(control), alertsOf(killed)),
    untold: [...missing(toldControl, told), ...missing(told, toldControl), ...missing(asPrinted, keys)],
    postedTwice: twice(told),
    printedTwice: twice(keys),
    unsound: killed
      .check()
      .filter(({ ok }) => !ok)
      .map(({ text }) => text),
  };
}

function judged(store: Store): Map<string, string> {
  const rows = [...store.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })];
  return new Map(rows.map((row) => [`${row.signIn.source}/${row.signIn.id}`, JSON.stringify(scoreOf(row))]));
}

function scoreOf({ score }: ScoredSignIn): unknown {
  return score && { ...score, seq: 0 };
}

function alertsOf(store: Store): Map<string, string> {
  return new Map(store.alerts({}).map((alert) => [alert.id, JSON.stringify({ ...alert, seq: 0 })]));
}

function differing(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => `${name}: ${found.get(name)} instead of ${expected.get(name)}`);
}

function keysOf({ slack }: World, channel: string): string[] {
  return slack.messages
    .filter((message) => message.channel === channel)
    .map(({ metadata }) => (JSON.parse(metadata!) as { event_payload: { key: string } }).event_payload.key);
}

function twice(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}

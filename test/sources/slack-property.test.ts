// Whatever happens to the rows between and during scans, and wherever a scan is killed: at the end every state a row stood
// still in is known, each once, and nothing that never was.

import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { slackConfig } from '../../src/sources/slack/config.ts';
import { createSlackSource } from '../../src/sources/slack/source.ts';
import { type LoginRow, startSlackServer } from '../servers/slack.ts';
import { emptyKept, fakeTime, NOW_MS, poll } from './harness.ts';

type Change =
  | { kind: 'new'; user: number; ageS: number }
  | { kind: 'grow'; row: number; byS: number }
  | { kind: 'wait'; seconds: number };
type Step = { changes: Change[]; duringPage: number; during: Change[]; killAfter: number | null; budgetMs: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('new' as const), user: fc.nat(4), ageS: fc.oneof(fc.nat(60), fc.nat(9000)) }),
  fc.record({ kind: fc.constant('grow' as const), row: fc.nat(99), byS: fc.integer({ min: 1, max: 4000 }) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat(4000) }),
);
const step: fc.Arbitrary<Step> = fc.record({
  changes: fc.array(change, { maxLength: 8 }),
  duringPage: fc.nat(5),
  during: fc.array(change, { maxLength: 3 }),
  killAfter: fc.option(fc.integer({ min: 1, max: 4 })),
  budgetMs: fc.constantFrom(600_000, 600_000, 9000),
});

/** One server a kind of paging: starting one for each run costs more than the run. */
const servers = [1, 4].flatMap((pageSize) =>
  (['date_first', 'date_last'] as const).map((order) => startSlackServer({ pageSize, order })),
);
afterAll(() => servers.forEach((server) => void server.stop()));

test('list() finds every state of every row once, in any order of rows, under any changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(servers.length - 1),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      async (which, steps) => {
        const server = servers[which]!;
        const rows = server.logins;
        rows.length = 0;
        const time = fakeTime();
        const context = { ...time.context, budgetMs: 0 };
        const source = createSlackSource(
          slackConfig.parse({ api_token: server.token, api_url: server.apiUrl }),
          context,
        );
        const states = new Set<string>();
        const kept = emptyKept();

        const nowS = () => Math.floor(time.nowMs / 1000);
        const stateOf = (row: LoginRow, timeS: number) => `${row.user_id} ${row.ip} ${row.date_first} ${timeS}`;
        const remember = () => {
          for (const row of rows) for (const at of [row.date_first, row.date_last]) states.add(stateOf(row, at));
        };
        const apply = (one: Change) => {
          if (one.kind === 'wait') time.nowMs += one.seconds * 1000;
          else if (one.kind === 'new') {
            const at = nowS() - one.ageS;
            rows.push({
              user_id: `U${one.user}`,
              date_first: at,
              date_last: at,
              count: 1,
              ip: `10.0.0.${rows.length}`,
              user_agent: 'UA',
            });
          } else {
            const row = rows[one.row % Math.max(1, rows.length)];
            if (row !== undefined)
              row.date_last = Math.max(row.date_last, Math.min(nowS() + 5, row.date_last + one.byS));
          }
          remember();
        };
        const known = () =>
          new Set(
            [...kept.signIns.values()].map(
              (s) => `${s.account} ${s.ip} ${JSON.parse(s.raw).date_first} ${s.timeMs / 1000}`,
            ),
          );

        for (const { changes, duringPage, during, killAfter, budgetMs } of steps) {
          changes.forEach(apply);
          const still = during.length === 0 && killAfter === null && budgetMs > 9000;
          server.clearFailures();
          if (!still) server.fail('team.accessLogs', { after: duringPage, action: () => during.forEach(apply) });
          context.budgetMs = budgetMs;
          await poll(source, kept, { stopAfter: killAfter ?? undefined });
          for (const state of known()) expect(states).toContain(state);
          time.nowMs += 900_000;
        }

        // Nothing happens for a day: the next scans see all rows as they are.
        time.nowMs = Math.max(time.nowMs, NOW_MS) + 25 * 3_600_000;
        context.budgetMs = 600_000;
        server.clearFailures();
        for (let i = 0; i < 2; i++) {
          await poll(source, kept);
          time.nowMs += 25 * 3_600_000;
        }
        const found = known();
        for (const row of rows)
          for (const at of [row.date_first, row.date_last]) expect(found).toContain(stateOf(row, at));
        expect(found.size).toBe(kept.signIns.size);
        await poll(source, kept);
        expect(kept.fresh).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

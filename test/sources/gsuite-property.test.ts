// Whatever comes late, wherever a chain of pages fails, is killed or runs out of time: at the end every event is known, once.

import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { gsuiteConfig } from '../../src/sources/gsuite/config.ts';
import { createGsuiteSource } from '../../src/sources/gsuite/source.ts';
import { apiError, startGoogleServer } from '../servers/google.ts';
import { login } from '../servers/google-data.ts';
import { emptyKept, fakeTime, NOW_MS, poll } from './harness.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const step = fc.record({
  /** Ages of the events that arrive before the poll: up to six days late. */
  before: fc.array(fc.oneof(fc.nat(30), fc.nat(15 * 60), fc.nat(6 * 24 * 60 - 10)), { maxLength: 8 }),
  during: fc.array(fc.nat(6 * 24 * 60 - 10), { maxLength: 2 }),
  duringPage: fc.nat(4),
  failAtPage: fc.option(fc.nat(4)),
  killAfter: fc.option(fc.integer({ min: 1, max: 4 })),
  budgetMs: fc.constantFrom(600_000, 600_000, 700, 0),
  waitMinutes: fc.integer({ min: 1, max: 360 }),
});

let nowMs = NOW_MS;
const server = startGoogleServer({ pageSize: 3, nowMs: () => nowMs });
afterAll(() => server.stop());

test('list() finds every event once, however late, under failures, kills and want of time', async () => {
  const config = gsuiteConfig.parse({
    admin_email: server.admin,
    credential_file: server.credentialFile,
    api_url: server.apiUrl,
    token_url: server.tokenUrl,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      server.activities.length = 0;
      const time = fakeTime();
      const context = { ...time.context, budgetMs: 0 };
      const source = createGsuiteSource(config, context);
      const kept = emptyKept();
      const arrive = (ageMinutes: number) => {
        const number = server.activities.length;
        const timeMs = time.nowMs - ageMinutes * MINUTE_MS - 1;
        server.activities.push(
          login({ email: `user${number % 3}`, timeMs, ip: '203.0.113.7', qualifier: `${number - 5}` }),
        );
      };
      const listing = async (options: { stopAfter?: number }) => {
        nowMs = time.nowMs;
        await poll(source, kept, options).catch((error) => expect(error.code).toBe('E_GSUITE_DENIED'));
      };

      for (const one of steps) {
        one.before.forEach(arrive);
        server.clearFailures();
        if (one.during.length > 0)
          server.fail('list', { after: one.duringPage, action: () => one.during.forEach(arrive) });
        if (one.failAtPage !== null)
          server.fail('list', { after: one.failAtPage, status: 403, body: apiError(403, 'forbidden') });
        context.budgetMs = one.budgetMs;
        await listing({ stopAfter: one.killAfter ?? undefined });
        time.nowMs += one.waitMinutes * MINUTE_MS;
      }
      server.clearFailures();
      context.budgetMs = 600_000;
      // A day of quiet polls, so that the daily re-read comes round.
      for (let i = 0; i < 5; i++) {
        await listing({});
        time.nowMs += 6 * HOUR_MS;
      }
      expect(kept.signIns.size).toBe(server.activities.length);
      expect(kept.cursor).not.toContain('resume');
      await listing({});
      expect(kept.fresh).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

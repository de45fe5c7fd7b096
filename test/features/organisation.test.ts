import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { openFailures } from '../../src/features/failures.ts';
import { openKeyFilter } from '../../src/features/key-filter.ts';
import { type OrgFactRow, openOrganisation } from '../../src/features/organisation.ts';
import { emptyOrganisation } from './sample.ts';

describe('Organisation.others()', () => {
  test('counts other users who had the key strictly before the time asked for', () => {
    const organisation = emptyOrganisation();
    for (const [user, timeMs] of [
      ['ada', 10],
      ['bob', 20],
      ['cyd', 30],
    ] as const)
      organisation.add('owner', 'orange', user, timeMs);
    const others = (asOfMs: number, except: string, sinceMs?: number) =>
      organisation.others('owner', 'orange', { asOfMs, except, ...(sinceMs === undefined ? {} : { sinceMs }) });
    expect([10, 11, 20, 21, 30, 31].map((asOfMs) => others(asOfMs, 'nobody'))).toEqual([0, 1, 1, 2, 2, 3]);
    expect(others(100, 'bob')).toBe(2);
    expect(others(21, 'bob')).toBe(1);
    expect([10, 11, 20, 21, 31].map((sinceMs) => others(100, 'nobody', sinceMs))).toEqual([3, 2, 2, 1, 0]);
  });

  test('counts a user once, from the first time, also when that comes late', () => {
    const organisation = emptyOrganisation();
    for (const timeMs of [50, 60, 40, 45]) organisation.add('owner', 'orange', 'ada', timeMs);
    organisation.add('owner', 'orange', 'bob', 70);
    organisation.add('owner', 'orange', 'bob', 20);
    const others = (asOfMs: number) => organisation.others('owner', 'orange', { asOfMs, except: 'nobody' });
    expect([20, 21, 40, 41, 100].map(others)).toEqual([0, 1, 1, 2, 2]);
  });

  test('knows nothing of another kind, another key or no key', () => {
    const organisation = emptyOrganisation();
    organisation.add('owner', 'orange', 'ada', 10);
    const asked = { asOfMs: 100, except: 'nobody' };
    expect(organisation.others('block', 'orange', asked)).toBe(0);
    expect(organisation.others('owner', 'Orange', asked)).toBe(0);
    expect(organisation.others('owner', null, asked)).toBe(0);
  });

  test('is not fooled by keys and users named like parts of an object', () => {
    const organisation = emptyOrganisation();
    for (const user of ['__proto__', 'constructor', 'toString']) organisation.add('owner', '__proto__', user, 1);
    expect(organisation.others('owner', '__proto__', { asOfMs: 2, except: 'constructor' })).toBe(2);
    expect(organisation.others('owner', 'constructor', { asOfMs: 2, except: 'x' })).toBe(0);
  });

  test('agrees with a plain list of facts also when asked between them, earlier and equal times among them', () => {
    const number = fc.integer({ min: 0, max: 9 });
    const step = fc.record({
      user: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      timeMs: number,
      asOfMs: number,
      sinceMs: number,
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 3 }), (steps) => {
        const organisation = emptyOrganisation();
        const first = new Map<string, number>();
        for (const { user, timeMs, asOfMs, sinceMs } of steps) {
          organisation.add('owner', 'k', user, timeMs);
          first.set(user, Math.min(timeMs, first.get(user) ?? timeMs));
          const wanted = [...first].filter(([name, at]) => name !== 'a' && at < asOfMs && at >= sinceMs).length;
          expect(organisation.others('owner', 'k', { asOfMs, except: 'a', sinceMs })).toBe(wanted);
        }
      }),
    );
  });

  test('agrees with a plain list of facts, whatever the order, and loaded anew from its changes', () => {
    const fact = fc.record({
      key: fc.constantFrom('k', 'l'),
      user: fc.constantFrom('a', 'b', 'c', 'd'),
      timeMs: fc.integer({ min: 0, max: 9 }),
    });
    const asked = fc.record({
      key: fc.constantFrom('k', 'l'),
      except: fc.constantFrom('a', 'd', 'x'),
      asOfMs: fc.integer({ min: 0, max: 11 }),
      sinceMs: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20 }), fc.nat(20), asked, (facts, cut, { key, ...question }) => {
        const stored = new Map<string, OrgFactRow>();
        const load = (kind: string, wanted: string) =>
          [...stored.values()].filter((one) => one.kind === kind && one.key === wanted);
        let organisation = openOrganisation(load);
        for (const [place, one] of facts.entries()) {
          if (place === cut) {
            for (const change of organisation.takeChanges()) stored.set(`${change.key} ${change.user}`, change);
            organisation = openOrganisation(load);
          }
          organisation.add('owner', one.key, one.user, one.timeMs);
        }
        const first = new Map<string, number>();
        for (const one of facts)
          if (one.key === key) first.set(one.user, Math.min(one.timeMs, first.get(one.user) ?? Infinity));
        const expected = [...first].filter(
          ([user, timeMs]) =>
            user !== question.except && timeMs < question.asOfMs && timeMs >= (question.sinceMs ?? -Infinity),
        );
        expect(organisation.others('owner', key, question)).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Organisation.takeChanges()', () => {
  test('gives each new or earlier fact once', () => {
    const organisation = emptyOrganisation();
    organisation.add('owner', 'orange', 'ada', 50);
    organisation.add('owner', 'orange', 'ada', 60);
    expect(organisation.takeChanges()).toEqual([{ kind: 'owner', key: 'orange', user: 'ada', firstMs: 50 }]);
    expect(organisation.takeChanges()).toEqual([]);
    organisation.add('owner', 'orange', 'ada', 70);
    expect(organisation.takeChanges()).toEqual([]);
    organisation.add('owner', 'orange', 'ada', 40);
    expect(organisation.takeChanges()).toEqual([{ kind: 'owner', key: 'orange', user: 'ada', firstMs: 40 }]);
  });

  test('does not give back what was loaded; each key is asked for once', () => {
    const asked: string[] = [];
    const organisation = openOrganisation((kind, key) => {
      asked.push(`${kind} ${key}`);
      return [{ kind, key, user: 'ada', firstMs: 5 }];
    });
    expect(organisation.others('owner', 'orange', { asOfMs: 9, except: 'bob' })).toBe(1);
    organisation.add('owner', 'orange', 'ada', 7);
    organisation.add('owner', 'orange', 'bob', 8);
    expect(asked).toEqual(['owner orange']);
    expect(organisation.takeChanges().map((one) => one.user)).toEqual(['bob']);
  });
});

describe('openOrganisation() on an empty store', () => {
  test('asks for no key but those handed out to be stored and let go of', () => {
    const stored = new Map<string, OrgFactRow>();
    const asked: string[] = [];
    const load = (kind: string, key: string) => {
      asked.push(key);
      return [...stored.values()].filter((one) => one.kind === kind && one.key === key);
    };
    const organisation = openOrganisation(load, { empty: true });
    const put = (key: string, user: string, timeMs: number) => organisation.add('block', key, user, timeMs);
    const handOver = () => {
      for (const one of organisation.takeChanges()) stored.set(`${one.key} ${one.user}`, one);
      organisation.trim();
    };
    const homeOthers = () => organisation.others('block', 'home', { asOfMs: 9, except: 'bob' });
    put('home', 'ada', 5);
    put('home', 'bob', 6);
    for (let i = 0; i < 30_000; i++) put(`block ${i}`, 'ada', i);
    handOver();
    expect(homeOthers()).toBe(1);
    handOver();
    expect(homeOthers()).toBe(1);
    expect(asked).toEqual([]);
    for (let i = 0; i < 30_000; i++) put(`another ${i}`, 'ada', i);
    handOver();
    for (let i = 0; i < 30_000; i++) put(`more ${i}`, 'ada', i);
    handOver();
    asked.length = 0;
    expect(homeOthers()).toBe(1);
    expect(asked).toEqual(['home']);
    for (let i = 0; i < 1000; i++) put(`unseen ${i}`, 'ada', i);
    expect(asked.length).toBeLessThan(50);
  });
});

describe('openKeyFilter()', () => {
  test('never forgets a key, and is seldom wrong about one it never had', () => {
    const filter = openKeyFilter();
    const keys = Array.from({ length: 100_000 }, (_, i) => `203.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    for (const key of keys) filter.add('address', key);
    expect(keys.every((key) => filter.mayHave('address', key))).toBe(true);
    expect(keys.filter((key) => filter.mayHave('seen-address', key)).length).toBeLessThan(1000);
  });
});

describe('Failures.count()', () => {
  const asked = { sinceMs: 100, untilMs: 200, except: 'ada' };

  test('counts failures of the block from sinceMs up to before untilMs, and the other accounts tried', () => {
    const failures = openFailures();
    for (const [timeMs, user] of [
      [99, 'bob'],
      [100, 'bob'],
      [150, 'bob'],
      [150, 'cyd'],
      [199, 'ada'],
      [200, 'dan'],
    ] as const)
      failures.add('203.0.113.0/24', timeMs, user);
    failures.add('198.51.100.0/24', 150, 'eve');
    expect(failures.count('203.0.113.0/24', asked)).toEqual({ failures: 4, accounts: 2 });
    expect(failures.count('192.0.2.0/24', asked)).toEqual({ failures: 0, accounts: 0 });
  });

  test('knows no failure without a block', () => {
    const failures = openFailures();
    failures.add(null, 150, 'bob');
    expect(failures.count(null, asked)).toEqual({ failures: 0, accounts: 0 });
  });

  test('still has the last day after forget() and after thousands of failures', () => {
    const failures = openFailures();
    const dayMs = 86_400_000;
    for (let n = 0; n < 3000; n++) failures.add('b', n * 600_000, `user${n % 7}`);
    const untilMs = 3000 * 600_000;
    const lastDay = { sinceMs: untilMs - dayMs, untilMs, except: 'nobody' };
    expect(failures.count('b', lastDay)).toEqual({ failures: 144, accounts: 7 });
    failures.forget(untilMs);
    expect(failures.count('b', lastDay)).toEqual({ failures: 144, accounts: 7 });
    expect(failures.count('b', { ...lastDay, sinceMs: 0 })).toEqual({ failures: 144, accounts: 7 });
    failures.forget(untilMs + 3 * dayMs);
    expect(failures.count('b', { ...lastDay, sinceMs: 0 }).failures).toBe(0);
  });
});

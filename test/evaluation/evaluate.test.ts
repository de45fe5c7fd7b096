// The evaluation itself: metrics on rankings made by hand, baselines that do what is said of them, a tiny company end to end.

import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import data from '../../src/detector/data.generated.json' with { type: 'json' };
import { openDetector } from '../../src/detector/detector.ts';
import { type Enrichment, UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import type { SimulatedSignIn, Simulation } from '../../src/simulation/contract.ts';
import { type Contestant, SILENT } from './baselines/contestant.ts';
import { openDailyForest } from './baselines/daily-forest.ts';
import { CONTESTANTS } from './baselines/list.ts';
import { type OwnLimit, runPass } from './baselines/pass.ts';
import { openNeverSeen, openTravel } from './baselines/rules.ts';
import { type CompanySummary, summarise } from './baselines/summary.ts';
import { learnSupervised, openSupervised } from './baselines/supervised.ts';
import { openVersionOne, unnumbered, vectors, wordsOf } from './baselines/version-one.ts';
import { evaluate, parseSeeds } from './evaluate.ts';
import {
  averagePrecision,
  cutAt,
  expectedRecallAt,
  limitAt,
  mean,
  median,
  positionOf,
  rank,
  recallAt,
  type Scored,
  worstUserWeek,
} from './metrics.ts';
import { goalsLine, percentRange, replaceMeasured } from './report.ts';
import { openSimulator } from './simulators.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5);

interface Drawn {
  readonly user?: string;
  readonly atMs?: number;
  readonly incident?: string;
  readonly ip?: string;
  readonly agent?: string;
}

let drawn = 0;

function signIn({ user = 'ada', atMs = 0, incident, ip = '198.51.100.1', agent = MAC }: Drawn): SimulatedSignIn {
  drawn += 1;
  const id = `t-${String(drawn).padStart(6, '0')}`;
  return {
    user,
    label: { incident: incident ?? null, kind: incident === undefined ? null : 'stuffing', changed: [] },
    signIn: {
      source: 'okta',
      id,
      timeMs: START_MS + atMs,
      account: user,
      ip,
      userAgent: agent,
      outcome: 'success',
      event: 'login',
      warning: null,
      raw: '{}',
    },
  };
}

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0';

const PLACES: Readonly<Record<string, Partial<Enrichment>>> = {
  '198.51.100.1': { city: 'Lyon', country: 'FR', latitude: 45.76, longitude: 4.84, asn: 3215, organization: 'Orange' },
  '203.0.113.9': {
    city: 'Paris',
    country: 'FR',
    latitude: 48.86,
    longitude: 2.35,
    asn: 5410,
    organization: 'Bouygues',
  },
  '192.0.2.77': { city: 'Osaka', country: 'JP', latitude: 34.69, longitude: 135.5, asn: 2516, organization: 'KDDI' },
};

function enrich(ip: string | null): Enrichment {
  if (ip === null) return UNKNOWN_ENRICHMENT;
  return {
    ...UNKNOWN_ENRICHMENT,
    addressState: 'public',
    ip,
    block: ip.replace(/\.\d+$/, '.0/24'),
    precision: 'city',
    accuracyKm: 20,
    networkKind: 'isp',
    ...PLACES[ip],
  };
}

/** Ada for 60 days from two places on two devices, then `last`. */
function company(last: readonly Drawn[]): Simulation {
  const days = Array.from({ length: 120 }, (_, index) =>
    signIn({
      atMs: Math.floor(index / 2) * DAY_MS + (8 + (index % 2) * 6) * HOUR_MS,
      ip: index % 5 === 0 ? '203.0.113.9' : '198.51.100.1',
      agent: index % 3 === 0 ? PHONE : MAC,
    }),
  );
  return { signIns: [...days, ...last.map(signIn)], enrich };
}

const detector = openDetector(data);

function said(simulation: Simulation, contestant: Contestant) {
  const pass = runPass(simulation, {
    detector,
    places: 'city',
    budget: 1,
    contestants: new Map([['it', contestant]]),
  });
  const scores = pass.scored.get('it')!.map((one) => one.score);
  return {
    scores,
    fires: (pass.fires.get('it') ?? []).map((one) => one.score === 1),
    own: pass.own,
    traits: pass.traits,
  };
}

const hour = (hours: number): number => hours * HOUR_MS;

function scored(score: number, one: Drawn = {}): Scored {
  return { one: signIn(one), score };
}

/** A thousand benign users, of whom the first have these scores; then incidents by name with the scores of their sign-ins. */
function ranking(benign: readonly number[], incidents: Readonly<Record<string, readonly number[]>>) {
  const list = Array.from({ length: 1000 }, (_, index) => scored(benign[index] ?? 0, { user: `u${index}` }));
  for (const [incident, scores] of Object.entries(incidents))
    for (const score of scores) list.push(scored(score, { user: 'victim', incident }));
  return rank(list);
}

describe('metrics', () => {
  test('rank() counts benign findings of one user within 24 h once, by the highest', () => {
    const list = [0.4, 0.9, 0.5].map((score, index) => scored(score, { atMs: index * hour(10) }));
    const { benign, judged } = rank([...list, scored(0.3, { atMs: hour(40) }), scored(0.2, { user: 'bob' })]);
    expect(benign.map((one) => one.score)).toEqual([0.9, 0.3, 0.2]);
    expect(judged).toBe(5);
  });

  test('rank() keeps the best, the first and all scores of an incident', () => {
    const [incident] = ranking([], { a: [0.2, 0.9, 0.4] }).incidents;
    expect(incident).toMatchObject({ best: 0.9, first: 0.2, scores: [0.2, 0.9, 0.4], kind: 'stuffing' });
  });

  test('recallAt() allows exactly the false alerts of the budget', () => {
    const made = ranking([0.9, 0.8, 0.7], { a: [0.95], b: [0.85], c: [0.75], d: [0.65] });
    expect([limitAt(made, 1), limitAt(made, 2)]).toEqual([0.8, 0.7]);
    expect([0, 1, 2, 3].map((budget) => recallAt(made, budget))).toEqual([0.25, 0.5, 0.75, 1]);
    expect([0, 1, 2, 3].map((budget) => expectedRecallAt(made, budget))).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test('expectedRecallAt() thins what ties at the limit to the budget', () => {
    const made = ranking([1, 1, 1, 1, 1, 1, 1, 1], { a: [1], b: [1], c: [0] });
    expect(cutAt(made, 2)).toEqual({ limit: 1, share: 0.25 });
    expect(expectedRecallAt(made, 2)).toBeCloseTo((0.25 * 2) / 3, 12);
    expect(recallAt(made, 2)).toBe(0);
  });

  test('a silent score is never found, whatever the budget', () => {
    const made = ranking(new Array(1000).fill(SILENT), { a: [SILENT], b: [1] });
    expect(expectedRecallAt(made, 5)).toBe(0.5);
    expect(averagePrecision(made)).toBe(0.5);
  });

  test('averagePrecision() is the mean precision at each incident, ties against it', () => {
    expect(averagePrecision(ranking([0.8], { a: [0.9], b: [0.7] }))).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(averagePrecision(ranking([0.9], { a: [0.9] }))).toBe(0.5);
    expect(averagePrecision(ranking([], {}))).toBeNaN();
  });

  test('positionOf() is the first sign-in over the limit', () => {
    const [incident] = ranking([], { a: [0.2, 0.5, 0.9, 0.95] }).incidents;
    expect([positionOf(incident!, 0.5), positionOf(incident!, 0.1), positionOf(incident!, 0.99)]).toEqual([3, 1, null]);
  });

  test('worstUserWeek() looks at any seven days of any user', () => {
    const at = (user: string, day: number) => ({ user, timeMs: day * DAY_MS });
    expect(worstUserWeek([at('a', 0), at('a', 7), at('b', 1), at('a', 6.9), at('c', 2)])).toBe(2);
    expect(worstUserWeek([at('a', 0), at('a', 3), at('a', 6.9), at('b', 5)])).toBe(3);
    expect(worstUserWeek([])).toBe(0);
  });

  test('mean() and median() leave out nothing but NaN', () => {
    expect([mean([1, Number.NaN, 3]), median([5, 1, 2, 9])]).toEqual([2, 2]);
    expect([mean([]), median([])]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('the model of version 1', () => {
  const past = company([{ atMs: 61 * DAY_MS, ip: '192.0.2.77', agent: WINDOWS, incident: 'a' }]);

  test('a place, network and device never seen are nothing special to it', () => {
    const { scores, fires } = said(past, openVersionOne());
    const before = scores.slice(60, -1).filter((score) => score !== SILENT);
    expect(scores.at(-1)!).toBeLessThanOrEqual(Math.max(...before));
    expect(fires.at(-1)).toBe(false);
  });

  test('the same sign-in is the strangest of all to the product, and found', () => {
    const { scores, own } = said(past, ({ judged }) => ({ score: judged.judgement!.score }));
    expect(scores.at(-1)).toBeGreaterThan(Math.max(...scores.slice(20, -1)));
    expect(own.incidents).toMatchObject([{ name: 'a', position: 1 }]);
  });

  test('an unseen word has no column and no weight', () => {
    const event = (owner: string, agent: string) => ({
      point: [1, 0, 0] as const,
      owner: wordsOf(owner),
      agent: wordsOf(unnumbered(agent)),
    });
    const { columns, write } = vectors([event('Orange SA', 'Firefox Linux'), event('Orange', 'Firefox Linux')]);
    expect(columns).toBe(3 + 2 + 2);
    const rows = ['Orange SA', 'Orange Nonesuch', 'Nonesuch'].map((owner) => {
      const row = new Float64Array(columns);
      write(event(owner, 'Firefox'), row, 0);
      return [...row.subarray(3, 5)];
    });
    const idf = Math.log(3 / 2) + 1;
    expect(rows[0]![1]).toBeCloseTo(idf / Math.sqrt(1 + idf * idf), 12);
    expect(rows.slice(1)).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  test('unnumbered() drops words with digits', () => {
    expect(unnumbered('Mozilla/5.0 (X11; Linux) Chrome/140.0 Safari')).toBe('Mozilla/ ; Linux) Chrome/ Safari');
  });

  test('what has no user agent is not judged', () => {
    const last = [{ atMs: 61 * DAY_MS, ip: '192.0.2.77', agent: ' ' }];
    expect(said(company(last), openVersionOne()).scores.at(-1)).toBe(SILENT);
  });
});

describe('openDailyForest()', () => {
  test('knows everything before today and nothing of today', () => {
    const fits: number[][] = [];
    const say = openDailyForest<number>({
      vectors: (past) => {
        fits.push([...past]);
        return { columns: 1, write: (event, into, offset) => into.set([event], offset) };
      },
      limits: true,
    });
    const days = [0, 0, 1, 1, 3].map((day, index) => say('ada', { timeMs: day * DAY_MS + index, event: index }));
    expect(fits).toEqual([
      [0, 1],
      [0, 1, 2, 3],
    ]);
    expect(days.map((one) => one === null)).toEqual([true, true, false, false, false]);
    expect(say('bob', { timeMs: 0, event: 9 })).toBeNull();
  });
});

describe('rules', () => {
  test('never seen: fires once for what is new in every key, not for what is half known', () => {
    const last = [
      { atMs: 61 * DAY_MS, ip: '192.0.2.77', agent: MAC },
      { atMs: 62 * DAY_MS, ip: '198.51.100.1', agent: WINDOWS },
      { atMs: 63 * DAY_MS, ip: '192.0.2.77', agent: WINDOWS },
    ];
    const owner = said(company(last), openNeverSeen(['owner'], { ranked: false }));
    expect(owner.fires.slice(-3)).toEqual([true, false, false]);
    expect(owner.scores.slice(-3)).toEqual([1, SILENT, SILENT]);
    const both = said(
      company([{ atMs: 61 * DAY_MS, ip: '192.0.2.77', agent: WINDOWS }]),
      openNeverSeen(['owner', 'family'], { ranked: false }),
    );
    expect(both.fires.at(-1)).toBe(true);
    expect(said(company(last), openNeverSeen(['owner', 'family'], { ranked: false })).fires.slice(-3)).not.toContain(
      true,
    );
  });

  test('never seen: silent while the user is learnt', () => {
    expect(said(company([]), openNeverSeen(['owner'], { ranked: false })).fires.slice(0, 10)).not.toContain(true);
  });

  test('never seen, ranked: what colleagues have is less strange', () => {
    const bob = { user: 'bob', ip: '192.0.2.77' };
    const score = (known: readonly Drawn[]) =>
      said(
        company([...known, { atMs: 61 * DAY_MS, ip: '192.0.2.77' }]),
        openNeverSeen(['owner'], { ranked: true }),
      ).scores.at(-1)!;
    expect(score([{ ...bob, atMs: 60 * DAY_MS }])).toBeLessThan(
      score([{ ...bob, ip: '203.0.113.9', atMs: 60 * DAY_MS }]),
    );
  });

  test('travel: fires for Osaka two hours after Lyon, not a day after', () => {
    const last = [
      { atMs: 61 * DAY_MS },
      { atMs: 61 * DAY_MS + hour(2), ip: '192.0.2.77' },
      { atMs: 62 * DAY_MS + hour(2), ip: '198.51.100.1' },
    ];
    const { fires, scores } = said(company(last), openTravel());
    expect(fires.slice(-3)).toEqual([false, true, false]);
    expect(scores.at(-2)).toBeCloseTo(4875, -1);
  });
});

describe('the supervised reference', () => {
  test('learns from labels what sets takeovers apart', async () => {
    const lesson = { detector, simulate: await openSimulator('first'), places: 'city' as const, users: 40, days: 40 };
    const openModel = learnSupervised({ ...lesson, seeds: [1, 2], trees: 8 });
    const pass = runPass(lesson.simulate({ seed: 1, users: 40, days: 40 }), {
      detector,
      places: 'city',
      budget: 1,
      contestants: new Map([['it', openSupervised(openModel)]]),
    });
    expect(recallAt(rank(pass.scored.get('it')!), 5)).toBeGreaterThan(0.6);
  });
});

describe('runPass()', () => {
  test('an alert without an attacker is false, one with an attacker is not', () => {
    const odd = { ip: '192.0.2.77', agent: WINDOWS };
    const truth = (incident?: string): OwnLimit =>
      said(company([{ ...odd, atMs: 61 * DAY_MS, incident }]), () => ({ score: 0 })).own;
    expect(truth('a')).toMatchObject({ falseAlerts: [], benign: 120 });
    expect(truth().falseAlerts).toMatchObject([{ user: 'ada', timeMs: START_MS + 61 * DAY_MS }]);
    expect(truth().incidents).toEqual([]);
  });

  test('what an intruder has in common with the victim is told by the strongest sign-in', () => {
    const intruder = { incident: 'a', atMs: 61 * DAY_MS };
    const traits = (last: readonly Drawn[]) => said(company(last), () => ({ score: 0 })).traits.get('a');
    expect(traits([{ ...intruder, ip: '192.0.2.77' }])).toEqual(['a user agent the victim has (versions aside)']);
    expect(traits([{ ...intruder, ip: '192.0.2.77', agent: WINDOWS }, intruder])).toEqual([]);
    expect(traits([intruder])).toHaveLength(4);
    expect(traits([{ ...intruder, agent: '' }])).toContain('no user agent in the log');
  });

  test('the same new address on more than two users within a day is one alert from the third on', () => {
    const users = ['ada', 'bob', 'cleo', 'dora', 'emil'];
    const days = users.flatMap((user) =>
      company([]).signIns.map(({ signIn: { timeMs, ip, userAgent } }) => {
        return signIn({ user, atMs: timeMs - START_MS, ip: ip!, agent: userAgent! });
      }),
    );
    const wave = users.map((user, index) =>
      signIn({ user, atMs: 61 * DAY_MS + index * HOUR_MS, ip: '192.0.2.77', agent: WINDOWS }),
    );
    const ordered = days.sort((a, b) => a.signIn.timeMs - b.signIn.timeMs);
    const { own } = said({ signIns: [...ordered, ...wave], enrich }, () => ({ score: 0 }));
    expect(own.falseAlerts.map((one) => one.user)).toEqual(['ada', 'bob', 'cleo']);
  });
});

describe('evaluate()', () => {
  test('a tiny company end to end: the product finds more than the rule, and every detector is measured', async () => {
    const companies = await evaluate({
      simulators: ['first'],
      seeds: [901],
      places: ['city'],
      contestants: CONTESTANTS.filter((one) => one.name !== 'supervised'),
      budgets: [1, 5],
      users: 40,
      days: 40,
      data,
    });
    const recall = (name: string): number => mean(companies.map((one) => one.detectors[name]!.recall.at(-1)!));
    expect(recall('product')).toBeGreaterThan(recall('owner-device'));
    expect(recall('product')).toBeGreaterThan(recall('version-one'));
    for (const one of companies) {
      expect(one.incidents).toBeGreaterThan(0);
      expect(Object.keys(one.detectors).length).toBe(CONTESTANTS.length - 1);
      expect(one.own.map((own) => own.budget)).toEqual([1, 5]);
    }
  });

  test('summarise() counts kinds and cases of a pass', () => {
    const own: OwnLimit = {
      budget: 2,
      benign: 500,
      settledBenign: 250,
      settledFalse: 1,
      falseAlerts: [
        { user: 'u', timeMs: 0, kind: 'trip' },
        { user: 'u', timeMs: DAY_MS, kind: null },
      ],
      incidents: [
        { name: 'a', kind: 'dormant', position: 2, top: 'device', changed: ['network'] },
        { name: 'b', kind: 'dormant', position: null, top: null, changed: [] },
      ],
    };
    const about = { simulator: 'first', seed: 1, places: 'city', data: '1-0', signIns: 600, users: 9 };
    const [summary] = summarise(
      { scored: new Map(), fires: new Map(), traits: new Map(), own, furtherOwn: [] },
      about,
    ).own;
    expect(summary).toMatchObject({
      falsePer1000: 4,
      realisedOverAsked: 2,
      settledRealisedOverAsked: 2,
      recall: 0.5,
      kinds: { dormant: [1, 2] },
      topRight: 0,
      topJudged: 1,
      worstUserWeek: 2,
      falseAlarms: { trip: 1, everyday: 1 },
    });
  });

  test('parseSeeds() reads ranges and lists, and nothing else', () => {
    expect(parseSeeds('101-103,7')).toEqual([101, 102, 103, 7]);
    expect(() => parseSeeds('1..3')).toThrow(RangeError);
  });
});

describe('report', () => {
  test('goalsLine() says plainly what is missed', () => {
    const company = (recall: readonly number[]) =>
      ({ detectors: { product: { recall } } }) as unknown as CompanySummary;
    expect(goalsLine([company([0, 0.7, 0.9, 0.9]), company([0, 0.72, 0.9, 0.88])])).toBe(
      'Goals: at 1 at least 70 % (hoped for 85 %), found 71 %: met; at 2 at least 80 % (hoped for 90 %), found 90 %: met, as hoped; at 5 at least 90 % (hoped for 95 %), found 89 %: missed.',
    );
    expect(goalsLine([])).toBe('');
  });

  test('percentRange() is mean and range', () => {
    expect(percentRange([0.5, 0.7, Number.NaN])).toBe('60 (50–70)');
    expect(percentRange([0.125])).toBe('13');
    expect(percentRange([])).toBe('–');
  });

  test('replaceMeasured() touches nothing outside the marks', () => {
    const page = 'a\n<!-- measured:begin (made by `bun run eval --markdown`) -->\nold\n<!-- measured:end -->\nb\n';
    expect(replaceMeasured(page, 'new')).toBe(page.replace('\nold\n', '\n\nnew\n\n'));
    expect(() => replaceMeasured('a', 'new')).toThrow(RangeError);
  });

  test('docs/DETECTION.md has the marks', async () => {
    const page = await Bun.file(join(import.meta.dir, '../../docs/DETECTION.md')).text();
    expect(replaceMeasured(page, 'new')).toContain('\n\nnew\n\n');
  });
});

// What judging costs by itself: sign-ins in memory, each judged by what preceded it and then learnt; no store, no process start.
// Run: bun test/bench/replay.ts FILE, the file as history.ts writes it. Prints a JSON line; the first of the rounds is the one a
// run from empty sees, the last ones what the compiler makes of it in a long run.

import { shippedDetector } from '../../src/detector/shipped.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { openFailures } from '../../src/features/failures.ts';
import { openOrganisation } from '../../src/features/organisation.ts';
import { openGeo } from '../../src/geo/open.ts';
import { openUserState, type ReplayContext, step, type UserState } from '../../src/pipeline/replay.ts';

const ROUNDS = 5;

interface Line extends Pick<SignIn, 'source' | 'id' | 'ip' | 'outcome' | 'event'> {
  readonly time: string;
  readonly user: string;
  readonly user_agent: string | null;
}

const lines = (await Bun.file(process.argv[2]!).text()).trim().split('\n');
const signIns = lines.map((raw): SignIn => {
  const { time, user, user_agent: userAgent, ...rest } = JSON.parse(raw) as Line;
  return { ...rest, timeMs: Date.parse(time), account: user, userAgent, warning: null, raw };
});

/** Processor milliseconds of judging all, from empty. */
function judgeAll(): number {
  using geo = openGeo();
  const detector = shippedDetector();
  const failures = openFailures();
  const states = new Map<string, UserState>();
  const context: ReplayContext = {
    detector,
    organisation: openOrganisation(() => [], { empty: true }),
    failures,
    threshold: () => 0.7,
    nameAlert: ({ signIn }) => signIn.id,
    historyLimitMs: null,
  };
  const before = process.cpuUsage();
  for (const signIn of signIns) {
    const state = states.get(signIn.account) ?? openUserState(detector, signIn.account);
    states.set(signIn.account, state);
    const { seen } = step(context, state, { signIn, place: geo.enrich(signIn.ip) });
    if (signIn.outcome === 'failure') failures.add(seen.keys.block, signIn.timeMs, signIn.account);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const rounds = Array.from({ length: ROUNDS }, judgeAll);
process.stdout.write(`${JSON.stringify({ firstMs: rounds[0], warmMs: Math.min(...rounds.slice(1)) })}\n`);

// Kills the executable's whole run again and again, at steps it names in its log (-vv) and at moments drawn by lot, while
// sign-ins go on coming; then lets it finish, and holds what is stored and told against a run that nothing disturbed.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/platform/random.ts';
import { BINARY } from '../binary/binary.ts';
import { type Findings, holdAgainst } from './findings.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const BEFORE_SENDING = 'before an alert is sent';
const POSTED = 'posted, no answer yet';

/** Where a kill may be aimed at: a line of the log, or a message posted whose answer has not left. */
export const STEPS: readonly (readonly [name: string, line: RegExp | 'post'])[] = [
  ['a page has come', /: storing a page of \d+/],
  ['a page is stored', /: page stored, .*cursor stays/],
  ['a page and the cursor are stored', /: page stored, .*cursor moves/],
  ['before a slice is stored', /storing a slice of/],
  ['a slice is stored', /slice stored/],
  ['before the summary is stored', /storing the summary of/],
  ['the summary is stored', /summary stored/],
  [BEFORE_SENDING, /slack: sending$/],
  [POSTED, 'post'],
  ['sent, not stored', /slack: sent, storing that/],
  ['sent and stored', /slack: done/],
];

export interface KillOptions extends Omit<WorldOptions, 'lots'> {
  readonly kills: number;
  readonly module: 'sqlite' | 'flatfile';
  /** For the scopes of the token; default as Slack's documentation wants. */
  readonly withoutHistory?: boolean;
}

export interface KillReport extends Findings {
  readonly kills: number;
  readonly runs: number;
  /** How many died with this as the last step their log names. */
  readonly diedAfter: ReadonlyMap<string, number>;
}

interface Ended {
  readonly killed: boolean;
  readonly last: string;
}

const BEFORE_ANYTHING = 'before the first step';
/** How long a run of a small company is at work after its first call, for moments drawn by lot. */
const MOMENTS_MS = 400;
const RUNS_PER_KILL = 4;

export async function killRuns(options: KillOptions): Promise<KillReport> {
  const { kills, seed } = options;
  const home = mkdtempSync(join(tmpdir(), 'busybody-kill-'));
  using world = openWorld({ ...options, lots: kills * RUNS_PER_KILL });
  if (options.withoutHistory) world.slack.scopes = world.slack.scopes.filter((scope) => scope !== 'channels:history');
  const config = writeConfig(home, { world, name: 'killed', module: options.module, channel: 'C012345' });
  const random = seededRandom(seed + 1);
  const diedAfter = new Map<string, number>();
  const printed: string[] = [];
  let done = 0;
  let runs = 0;
  try {
    for (; done < kills && runs < kills * RUNS_PER_KILL; runs++) {
      // A company's past is fetched, judged and summed up once: the first kills strike there, one step after the other.
      const past = done < 7 && runs < 12;
      const aim = past ? ofThePast(done, random) : runs % 4 === 3 ? null : anyStep(random);
      const skip = past ? 0 : Math.floor(random() ** 3 * 2);
      const issueAtMs = random() * MOMENTS_MS;
      const killAtMs = random() * MOMENTS_MS;
      const { killed, last: step } = await run(config, {
        home,
        world,
        aim,
        skip,
        killAtMs,
        issueAtMs,
        printed,
      });
      if (!killed) continue;
      done += 1;
      // The log cannot tell this one from a message not sent yet.
      const last = aim === 'post' && step === BEFORE_SENDING ? POSTED : step;
      diedAfter.set(last, (diedAfter.get(last) ?? 0) + 1);
    }
    for (const _ of [1, 2]) {
      const { killed } = await run(config, {
        home,
        world,
        aim: null,
        killAtMs: null,
        issueAtMs: 0,
        printed,
      });
      if (killed) throw new Error('killed without being told to');
    }
    const control = writeConfig(home, { world, name: 'control', module: 'sqlite', channel: 'C0CONTROL' });
    await run(control, { home, world: null, aim: null, killAtMs: null, issueAtMs: null, printed: [] });
    const findings = holdAgainst({ home, module: options.module, world, printed });
    return { kills: done, runs, diedAfter, ...findings };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function ofThePast(done: number, pick: () => number): Aim {
  return STEPS[done < 3 ? Math.floor(pick() * 3) : done]![1];
}

/** Sending is half of it. */
function anyStep(pick: () => number): Aim {
  const steps = pick() < 0.5 ? STEPS : STEPS.slice(7);
  return steps[Math.floor(pick() * steps.length)]![1];
}

type Aim = RegExp | 'post';

interface RunOptions {
  readonly home: string;
  /** Issues a lot on the way; none where it is null. */
  readonly world: World | null;
  readonly aim: Aim | null;
  /** Not the first time that the step comes; 0 if absent. */
  readonly skip?: number;
  /** Without an aim, after the first call; null never. */
  readonly killAtMs: number | null;
  readonly issueAtMs: number | null;
  readonly printed: string[];
}

async function run(config: string, options: RunOptions): Promise<Ended> {
  const { home, world, aim, killAtMs, issueAtMs, printed } = options;
  const child = Bun.spawn([BINARY, '-vv', '-c', config], {
    cwd: home,
    env: { HOME: home, TZ: 'UTC' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  let killed = false;
  const kill = (): void => {
    if (child.exitCode === null) child.kill('SIGKILL');
    killed = true;
  };
  let skip = options.skip ?? 0;
  let killing: Timer | null = null;
  if (world)
    world.onAnswer = (method) => {
      if (aim === null && killAtMs !== null) killing ??= setTimeout(kill, killAtMs);
      if (aim === 'post' && method === 'chat.postMessage' && skip-- <= 0) kill();
    };
  const issuing = issueAtMs === null ? null : setTimeout(() => world?.issueLot(), issueAtMs);
  const out = child.stdout.text();
  let text = '';
  let seen = 0;
  const decoder = new TextDecoder();
  for await (const bytes of child.stderr) {
    text += decoder.decode(bytes, { stream: true });
    if (!(aim instanceof RegExp) || killed) continue;
    for (let end = text.indexOf('\n', seen); end >= 0; end = text.indexOf('\n', seen)) {
      if (aim.test(text.slice(seen, end)) && skip-- <= 0) kill();
      seen = end + 1;
    }
  }
  const code = await child.exited;
  if (issuing) clearTimeout(issuing);
  if (killing) clearTimeout(killing);
  if (world) world.onAnswer = null;
  for (const line of (await out).split('\n')) if (line.endsWith('}')) printed.push(line);
  const died = child.signalCode === 'SIGKILL';
  if (!died && code !== 0) throw new Error(`exit code ${code}\n${text}`);
  return { killed: died, last: lastStep(text) };
}

/** The log is written synchronously: its last line is where the process was. */
function lastStep(text: string): string {
  for (const line of text.split('\n').reverse()) {
    const step = STEPS.find(([, pattern]) => pattern instanceof RegExp && pattern.test(line));
    if (step) return step[0];
  }
  return BEFORE_ANYTHING;
}

function writeConfig(
  home: string,
  options: { world: World; name: string; module: 'sqlite' | 'flatfile'; channel: string },
): string {
  const { world, name, module, channel } = options;
  const logs = join(home, `${name}-logs`);
  mkdirSync(logs, { recursive: true });
  const file = join(home, `${name}.yml`);
  const kept = module === 'sqlite' ? `path: ${join(home, `${name}.db`)}` : `log_directory: ${logs}`;
  const { slack, google } = world;
  writeFileSync(
    file,
    `pollers:
  slack: {api_token: "${slack.token}", api_url: "${slack.apiUrl}"}
  gsuite:
    admin_email: ${google.admin}
    credential_file: ${google.credentialFile}
    api_url: ${google.apiUrl}
    token_url: ${google.tokenUrl}
persistence: {module: ${module}, ${kept}}
notifiers:
  slack: {api_token: "${slack.token}", channel: ${channel}, api_url: "${slack.apiUrl}"}
  stdout: {format: jsonl}
`,
  );
  chmodSync(file, 0o600);
  return file;
}

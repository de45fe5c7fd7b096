// Progress of the executable on a real terminal: for what takes longer than two seconds, on standard error alone, and nowhere
// where it was not asked for.

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BINARY } from './binary.ts';

const BAR = /\[[#.]{24}\]/;
let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-progress-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What bash's line shows on a terminal. */
async function shown(line: string, more: Record<string, string> = {}): Promise<string> {
  let text = '';
  const env = {
    PATH: process.env.PATH!,
    HOME: home,
    STATE_DIRECTORY: join(home, 'state'),
    TERM: 'xterm',
    BINARY,
    ...more,
  };
  const child = Bun.spawn(['bash', '-c', line], {
    cwd: home,
    env,
    terminal: {
      cols: 120,
      rows: 40,
      data(_, bytes) {
        text += Buffer.from(bytes).toString();
      },
    },
  });
  await child.exited;
  // What the terminal still holds is read before it is closed.
  await Bun.sleep(50);
  child.terminal!.close();
  return text;
}

/** Stopped for two seconds on the way, so that a fast machine need not be given more to do. */
const demo = (flags: string) =>
  `"$BINARY" demo --users 20 --days 60 ${flags} & sleep 0.2; kill -STOP $!; sleep 2; kill -CONT $!; wait`;

test.concurrent('a long command shows a bar with rate and time left, and takes it away', async () => {
  const text = await shown(`${demo('> out.txt')}; echo; echo AFTER`);
  const before = text.slice(0, text.indexOf('AFTER'));
  expect(before).toMatch(/Judging sign-ins \[#*\.*\] [\d,]+ of [\d,]+ sign-ins \(\d+%\), [\d,]+\/s, \d+:\d\d left/);
  expect(before.replaceAll(/[\r\n]+$/g, '').endsWith('\u001b[2K')).toBe(true);
  expect(readFileSync(join(home, 'out.txt'), 'utf8')).not.toMatch(BAR);
}, 30_000);

test.concurrent.each([
  ['-q', demo('-q > /dev/null'), {}],
  ['NO_COLOR', demo('> /dev/null'), { NO_COLOR: '1' }],
  ['standard error in a file', `${demo('> /dev/null 2> err.txt')}; cat err.txt`, {}],
  ['TERM=dumb', demo('> /dev/null'), { TERM: 'dumb' }],
])(
  'no progress with %s',
  async (_, line, more) => {
    const text = await shown(`${line}; echo AFTER`, more);
    expect(text).toContain('AFTER');
    expect(text).not.toContain('Judging');
    expect(text).not.toContain('\u001b[2K');
  },
  30_000,
);

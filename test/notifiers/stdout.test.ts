// Standard output: the block a person reads and the line a program reads.

import { expect, test } from 'bun:test';
import { findNotifier } from '../../src/notifiers/registry.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { ALERT_MESSAGE, HISTORY_MESSAGE, hostileAlert } from './sample.ts';

async function printed(config: unknown, message: Parameters<ReturnType<typeof open>['send']>[0]): Promise<string> {
  let text = '';
  const write = async (part: string): Promise<void> => {
    text += part;
  };
  await open(config, write).send(message, { idempotencyKey: 'k1' });
  return text;
}

function open(config: unknown, write: (text: string) => Promise<void>) {
  return findNotifier('stdout')!.create(config, { write, width: 90 });
}

test('an alert is a block with labels, wrapped to the width', async () => {
  expect(await printed({ enabled: true }, ALERT_MESSAGE)).toBe(`\
High: unusual sign-in by ada@example.com
  Who      ada@example.com
  When     2026-03-01 09:12:00 UTC
  App      gsuite, login_success, success
  Where    Lagos, LA, Nigeria (within 50 km)
  Network  DigitalOcean, LLC (AS14061), hosting provider
  Address  198.51.100.9
  Device   Chrome on Windows
  Agent    Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like
           Gecko) Chrome/120.0.0.0 Safari/537.36
  Score    0.71, limit 0.64
  Alert    a-7f3k
  Why      DigitalOcean is a hosting provider, never used in 412 sign-ins
           Device as usual
  Usual    Orange (AS3215) in 96 % of 412 sign-ins
  Next     Why this score: busybody explain a-7f3k
           What else this account did: busybody analyze --user ada@example.com
           It was expected: busybody alerts dismiss a-7f3k
           It was not (ask the person by another channel first): busybody alerts confirm
           a-7f3k
           Expected for a while: busybody allow --user ada@example.com --network AS14061
           --until 14d
           A verdict given by mistake: busybody alerts undo a-7f3k

`);
});

test('the history is one block with a line an alert', async () => {
  expect(await printed({}, HISTORY_MESSAGE)).toBe(`\
42 unusual sign-ins in the history, strangest first
  From    2025-09-01 00:00 UTC
  To      2026-03-01 00:00 UTC
  Read    35,000 sign-ins of 200 users
  a-7f3k  2026-02-03 04:05 UTC, ada@example.com, score 0.71: DigitalOcean never used
  …       and 41 more: busybody alerts list
  Next    Look through them: busybody alerts list --history

`);
});

test('the history names the severity where the message carries it, and always a next step', async () => {
  const alerts = HISTORY_MESSAGE.alerts.map((alert) => ({ ...alert, severity: 'high' as const }));
  const text = await printed({}, { ...HISTORY_MESSAGE, alerts, nextSteps: [] });
  expect(text).toContain('a-7f3k  High, 2026-02-03 04:05 UTC, ');
  expect(text).toContain('Next    The whole story of one: busybody alerts show a-7f3k');
});

test('jsonl prints one line of JSON that holds the values as they are', async () => {
  for (const { value } of HOSTILE) {
    const line = await printed({ format: 'jsonl' }, hostileAlert(value));
    expect(line.indexOf('\n')).toBe(line.length - 1);
    const record = JSON.parse(line);
    const kept = value.length > 4096 ? `${value.slice(0, 4096)}…` : value;
    expect(record.user).toBe(kept.toWellFormed());
    expect(record).toMatchObject({ type: 'alert', key: 'k1', alert_id: 'a-7f3k', time: '2026-03-01T09:12:00.000Z' });
  }
});

test('a name that cannot be typed in a shell is left out of the commands, others are quoted', async () => {
  const quoted = await printed({}, { ...ALERT_MESSAGE, user: "o'neil $(id)" });
  expect(quoted).toContain("busybody analyze --user 'o'\\''neil $(id)'\n");
  const hidden = await printed({}, { ...ALERT_MESSAGE, user: 'ada\u202e' });
  expect(hidden).not.toContain('analyze --user');
  const option = await printed({}, { ...ALERT_MESSAGE, user: '--config=x' });
  expect(option).toContain("--user='--config=x'\n");
});

test.each([[{ enabled: 'yes' }], [{ format: 'xml' }], [{ colour: true }], [null], [[]]])(
  'the config %j is refused',
  (config) => {
    expect(findNotifier('stdout')!.configSchema.safeParse(config).success).toBe(false);
  },
);

import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { parseLogLine } from '../../src/sources/files/log-line.ts';
import { readSignIns } from '../../src/sources/files/read.ts';
import { signInsOfActivity } from '../../src/sources/gsuite/normalise.ts';
import { signInsOfRow } from '../../src/sources/slack/normalise.ts';
import { NOW_MS, NOW_S } from './harness.ts';

function parsed(source: string, line: string): readonly SignIn[] {
  const result = parseLogLine(source, line);
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

const AT = '2026-03-01T09:12:00.481Z';

test('parseLogLine() reads a line of slack.log as busybody 1.0 wrote it', () => {
  const line =
    '{"user_id": "U45678", "username": "alice", "date_first": 1422922493, "date_last": 1422922864, "count": 8, "ip": "127.0.0.1", "user_agent": "SlackWeb", "isp": "BigCo", "country": "US", "region": "CA", "email": "alice@example.com"}';
  expect(parsed('slack', line).map((s) => [s.account, s.timeMs, s.event])).toEqual([
    ['alice@example.com', 1422922493000, 'access'],
    ['alice@example.com', 1422922864000, 'access'],
  ]);
});

test('parseLogLine() reads a line of gsuite.log as busybody 1.0 wrote it, several events included', () => {
  const line = JSON.stringify({
    kind: 'audit#activity',
    'id.time': AT,
    'id.uniqueQualifier': '-12',
    'id.applicationName': 'login',
    'id.customerId': 'C01',
    'actor.email': 'ada@example.com',
    ipAddress: '203.0.113.7',
    'events.0.type': 'login',
    'events.0.name': 'login_failure',
    'events.0.login_type': 'google_password',
    'events.1.type': 'login',
    'events.1.name': 'login_success',
  });
  expect(parsed('gsuite', line).map((s) => [s.id, s.outcome])).toEqual([
    [`C01/login/${AT}:-12:login_failure`, 'failure'],
    [`C01/login/${AT}:-12:login_success#1`, 'success'],
  ]);
});

test('signInsOfActivity() flattens every kind of parameter into the line, which reads as the same sign-ins', () => {
  const activity = {
    id: { time: AT, uniqueQualifier: '7', applicationName: 'login', customerId: 'C01' },
    actor: { email: 'ada@example.com', profileId: '1' },
    ipAddress: '2001:DB8::1',
    networkInfo: { ipAsn: [15169], regionCode: 'US' },
    events: [
      {
        type: 'login',
        name: 'login_success',
        parameters: [
          { name: 'login_type', value: 'saml' },
          { name: 'login_challenge_method', multiValue: ['password', 'totp'] },
          { name: 'is_suspicious', boolValue: true },
          { name: 'count', intValue: '5' },
          { name: 'type', value: 'not the type' },
          { name: 'nested', messageValue: { parameter: [{ name: '__proto__', value: 'x' }] } },
          { name: 'empty' },
        ],
      },
      {
        type: 'login',
        name: 'login_verification',
        parameters: [{ name: 'login_challenge_status', value: 'Challenge Passed.' }],
      },
    ],
  };
  const signIns = signInsOfActivity(activity, { source: 'gsuite', nowMs: NOW_MS });
  if (!Array.isArray(signIns)) throw new Error(signIns.reason);
  expect(JSON.parse(signIns[0]?.raw ?? '')).toMatchObject({
    'id.time': AT,
    'events.0.type': 'login',
    'events.0.login_type': 'saml',
    'events.0.login_challenge_method': ['password', 'totp'],
    'events.0.is_suspicious': true,
    'events.0.count': '5',
    'events.0.parameters.type': 'not the type',
    'networkInfo.ipAsn.0': 15169,
  });
  expect(signIns.map((s) => [s.id, s.ip, s.warning, s.outcome])).toEqual([
    [`C01/login/${AT}:7:login_success`, '2001:db8::1', 'is_suspicious', 'success'],
    [`C01/login/${AT}:7:login_verification#1`, '2001:db8::1', null, 'success'],
  ]);
  expect(signIns.flatMap((s) => parsed('gsuite', s.raw))).toEqual(signIns);
});

test('signInsOfActivity() tells two activities of the same time and qualifier apart', () => {
  const ids = ['login_success', 'login_verification'].map((name) => {
    const activity = { id: { time: AT, uniqueQualifier: '7' }, events: [{ type: 'login', name }] };
    const signIns = signInsOfActivity(activity, { source: 'gsuite', nowMs: NOW_MS });
    return Array.isArray(signIns) ? signIns[0]?.id : null;
  });
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['login', 'login_success', undefined, 'success', null],
  ['login', 'login_failure', undefined, 'failure', null],
  ['login', 'login_challenge', undefined, 'challenge', null],
  ['login', 'login_challenge', 'passed', 'success', null],
  ['login', 'login_verification', 'Challenge Passed.', 'success', null],
  ['login', 'login_verification', 'incorrect_answer_entered', 'failure', null],
  ['login', 'risky_sensitive_action_blocked', undefined, 'failure', null],
  ['login', 'logout', undefined, 'success', null],
  ['account_warning', 'suspicious_login', undefined, 'success', 'suspicious_login'],
  ['attack_warning', 'gov_attack_warning', undefined, 'success', 'gov_attack_warning'],
] as const)('signInsOfActivity() of %s %s with status %p is %s, warning %p', (type, name, status, outcome, warning) => {
  const parameters = status === undefined ? [] : [{ name: 'login_challenge_status', value: status }];
  const activity = { id: { time: AT }, actor: { profileId: '42' }, events: [{ type, name, parameters }] };
  const signIns = signInsOfActivity(activity, { source: 'gsuite', nowMs: NOW_MS });
  expect(signIns).toMatchObject([{ event: name, outcome, warning, account: '42', ip: null }]);
});

test.each(['', '{', 'null', '[]', '{"a":1}', '{"date_last":0,"user_id":"U1"}'])('parseLogLine() refuses %p', (line) => {
  expect(parseLogLine('slack', line)).toHaveProperty('refused');
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('__proto__', '\u0000', '\ud83d', '=cmd|x', '<!channel>'),
);
const seconds = fc.oneof(
  fc.integer({ min: NOW_S - 5000, max: NOW_S }),
  fc.constantFrom(0, -1, 1e12, Number.NaN, null, 'x', '1770000000'),
);
const anyRow = fc.record(
  {
    user_id: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
    ip: fc.oneof(fc.ipV4(), fc.ipV6(), text, fc.constant(null)),
    user_agent: fc.oneof(text, fc.constant('y'.repeat(9000)), fc.constant(null), fc.jsonValue({ maxDepth: 1 })),
    date_first: seconds,
    date_last: seconds,
    other: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: [] },
);

test('signInsOfRow() of any row gives lines that read as the same sign-ins', () => {
  fc.assert(
    fc.property(anyRow, fc.option(fc.emailAddress()), (row, email) => {
      const signIns = signInsOfRow(row, { source: 'slack', nowMs: NOW_MS, email });
      if (!Array.isArray(signIns)) return;
      const [first] = signIns;
      expect(first!.raw).not.toContain('\n');
      expect(parsed('slack', signIns.at(-1)!.raw).map((s) => s.id)).toEqual(signIns.map((s) => s.id));
      for (const signIn of signIns)
        expect(parsed('slack', signIn.raw)).toContainEqual(signIn.raw === first!.raw ? first! : signIn);
      expect(parsed('slack', first!.raw)).toEqual([first!]);
    }),
    { numRuns: 300 },
  );
});

const anyActivity = fc.record(
  {
    id: fc.record(
      { time: fc.constantFrom(AT, '2026-03-01T09:12:00Z'), uniqueQualifier: text },
      { requiredKeys: ['time'] },
    ),
    actor: fc.oneof(fc.record({ email: text }), fc.jsonValue({ maxDepth: 1 })),
    ipAddress: fc.oneof(fc.ipV6(), text, fc.jsonValue({ maxDepth: 1 })),
    events: fc.oneof(
      fc.array(
        fc.record(
          {
            type: text,
            name: text,
            parameters: fc.array(
              fc.oneof(
                fc.record({ name: text, value: text }),
                fc.record({ name: text, boolValue: fc.boolean() }),
                fc.jsonValue(),
              ),
            ),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  },
  { requiredKeys: ['id'] },
);

test('signInsOfActivity() of any activity gives lines that read as the same sign-ins, each with its own id', () => {
  fc.assert(
    fc.property(anyActivity, (activity) => {
      const signIns = signInsOfActivity(activity, { source: 'gsuite', nowMs: NOW_MS });
      if (!Array.isArray(signIns)) throw new Error(signIns.reason);
      for (const signIn of signIns) expect(parsed('gsuite', signIn.raw)).toEqual([signIn]);
      expect(new Set(signIns.map((s) => s.id)).size).toBe(signIns.length);
    }),
    { numRuns: 300 },
  );
});

const anyRecord = fc.record(
  {
    time: fc.oneof(fc.constantFrom(AT, '2026-03-01', 17e8, 'x'), fc.jsonValue({ maxDepth: 1 })),
    user: fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
    ip: fc.oneof(fc.ipV4(), text),
    user_agent: fc.oneof(text, fc.constant('z'.repeat(20_000))),
    id: fc.oneof(text, fc.constant(undefined)),
    extra: fc.jsonValue(),
  },
  { requiredKeys: ['time', 'user', 'ip'] },
);

async function imported(content: Uint8Array) {
  const input = { name: 'fuzz', stream: [content] };
  const batches = await Array.fromAsync(readSignIns(input, { format: 'auto', source: 'okta', nowMs: NOW_MS }));
  return { signIns: batches.flatMap((b) => b.signIns), refused: batches.flatMap((b) => b.refused) };
}

test('readSignIns() accounts for every record, and its raw reads as the same sign-in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRecord, { maxLength: 6 }), fc.boolean(), async (records, lines) => {
      const content = lines ? records.map((r) => JSON.stringify(r)).join('\n') : JSON.stringify(records, null, 1);
      const { signIns, refused } = await imported(new TextEncoder().encode(content));
      expect(signIns.length + refused.length).toBe(records.length);
      for (const signIn of signIns) {
        expect(signIn.raw).not.toContain('\n');
        expect(parsed('okta', signIn.raw)).toEqual([signIn]);
      }
    }),
    { numRuns: 300 },
  );
});

test('readSignIns() of any bytes ends without a crash', async () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '"items"', '"time"', '1', ' ', '\u0000'), {
        maxLength: 60,
      })
      .map((p) => new TextEncoder().encode(p.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(
      hostile,
      async (bytes) => void (await imported(bytes).catch((e) => expect(e.code).toBe('E_IMPORT_READ'))),
    ),
    { numRuns: 500 },
  );
});

// What is fuzzed: every parser of what comes from outside, with samples of what it should take. A target may refuse in any
// words; it must not throw anything but a BusybodyError, take over a second of processor time, or let through what breaks a promise.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readArguments } from '../../src/commands/arguments.ts';
import { TABLE } from '../../src/commands/table.ts';
import { namedFiles } from '../../src/config/named-files.ts';
import { storeDirectory } from '../../src/config/store-directory.ts';
import { shippedDetector } from '../../src/detector/shipped.ts';
import { describeDevice } from '../../src/domain/describe-device.ts';
import { parseSignInName } from '../../src/domain/sign-in.ts';
import { printable, truncate } from '../../src/domain/text.ts';
import { parseDurationMs, parseIso, parseWhen } from '../../src/domain/time.ts';
import { agentTokens } from '../../src/features/user-agent.ts';
import { parseAddress } from '../../src/geo/address.ts';
import { openGeo } from '../../src/geo/open.ts';
import { decodeState, encodeState } from '../../src/pipeline/state-bytes.ts';
import { decodeTrace } from '../../src/pipeline/trace.ts';
import { proxySecrets, urlSecrets } from '../../src/platform/env.ts';
import { parseRetryAfter } from '../../src/platform/http.ts';
import { forgetSecrets, redact, registerSecret } from '../../src/platform/redact.ts';
import { addressValue } from '../../src/sources/address.ts';
import { IMPORT_FORMATS, type ImportFormat } from '../../src/sources/files/formats.ts';
import { parseLogLine } from '../../src/sources/files/log-line.ts';
import { readSignIns } from '../../src/sources/files/read.ts';
import { readGsuiteCursor } from '../../src/sources/gsuite/cursor.ts';
import { parseInstant } from '../../src/sources/instant.ts';
import { findSource } from '../../src/sources/registry.ts';
import { readSlackCursor } from '../../src/sources/slack/cursor.ts';
import { decodeLine, encodeLine, isRefused } from '../../src/store/flatfile/line.ts';
import { openStore } from '../../src/store/open.ts';
import { load, MACHINE } from '../config/helpers.ts';
import { CITIES, IP, NETWORK, OWNERS } from '../geo/layouts.ts';
import { writeMmdb } from '../geo/mmdb-writer.ts';
import { HOSTILE } from '../hostile/strings.ts';
import { startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { fakeTime, NOW_MS } from '../sources/harness.ts';
import { judgedCompany } from './judged.ts';

export interface Target {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  readonly samples: readonly Uint8Array[];
  readonly run: (bytes: Uint8Array) => void | Promise<void>;
}

/** A promise that does not hold: as bad as a crash. */
export class Broken extends Error {}

export interface Targets extends Disposable {
  readonly list: readonly Target[];
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (texts: readonly string[]) => texts.map((one) => new Uint8Array(Buffer.from(one)));
const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

const RECORDS = [
  {
    time: '2026-03-01T09:12:00Z',
    user: 'ada@example.com',
    ip: '203.0.113.7',
    user_agent: 'curl/8',
    source: 'vpn',
    id: '1',
  },
  {
    time: 1_772_000_000,
    user: 'U1',
    ip: '[2001:db8::1]:443',
    outcome: 'failure',
    event: 'login',
    source: 'okta',
    more: [1, { a: null }],
  },
];
const SLACK = builtInSlack(NOW_MS);
const SLACK_ROWS = SLACK.logins.slice(-6);
const GOOGLE_ROWS = builtInGoogle(NOW_MS).slice(-6);
const SLACK_PAGE = { ok: true, logins: SLACK_ROWS, paging: { count: 1000, total: 6, page: 1, pages: 1 } };
const USERS_PAGE = { ok: true, members: SLACK.users, response_metadata: { next_cursor: '' } };
const GOOGLE_PAGE = { kind: 'admin#reports#activities', etag: '"x"', items: GOOGLE_ROWS };
const LOG_LINES = [
  JSON.stringify({ ...SLACK_ROWS[0], email: 'ada@example.com' }),
  '{"id.time":"2026-03-01T09:12:00.000Z","id.uniqueQualifier":"1","actor.email":"ada@example.com","ipAddress":"203.0.113.7","events.0.name":"login_success","events.0.type":"login","events.0.login_type":"exchange"}',
  '{"busybody":2,"time":"2026-03-01T09:12:00.000Z","user":"ada","ip":null,"user_agent":null,"outcome":"success","event":"login","warning":null,"id":"1","time_ms":1772356320000,"raw":"{}"}',
];
const CONFIG = `pollers:
  slack: {api_token: "\${TOKEN}", api_url: https://slack.com/api/}
  gsuite: {admin_email: a@example.com, credential_file: /nowhere/g.json}
persistence: {module: sqlite, path: ~/b.db, retention: 2y}
analysis:
  alert_budget: 1
  history_limit: 31536000
  geoip: {city_db: /nowhere/c.mmdb}
  networks: {trusted: [203.0.113.0/24], vpn: [AS64500]}
  slack: {user_domain: example.com, user_map: {ada: ada@example.com}}
notifiers:
  slack: {api_token: "file:/nowhere/token", channel: C012345}
  stdout: {format: jsonl}
`;
const AGENTS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'com.tinyspeck.chatlyio/24.06.10 (iPhone; iOS 17.5.1; Scale/3.00)',
  'python-requests/2.31.0',
  'Slack/4.39.90 (Windows NT 10.0; x64) Electron/31.1.0',
];
const ARGUMENTS = TABLE.commands.flatMap(({ examples }) =>
  examples.map(([line]) => line.split(' ').slice(1).join('\n')),
);

function ungarbled(output: string, what: string): void {
  if (!output.isWellFormed()) throw new Broken(`${what} is not well-formed`);
}

async function imported(bytes: Uint8Array, format: ImportFormat): Promise<void> {
  // Cut where it hurts: chunk borders depend on the bytes.
  const size = 1 + ((bytes[0] ?? 7) % 61);
  const chunks =
    bytes.length > 5000
      ? [bytes]
      : Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
  let count = 0;
  for await (const batch of readSignIns({ name: 'x', stream: chunks }, { format, source: 'vpn', nowMs: NOW_MS })) {
    count += batch.signIns.length + batch.refused.length;
    for (const { reason, raw, line } of batch.refused) {
      ungarbled(raw, 'what was refused');
      if (reason === '' || line < 1) throw new Broken('refused without a reason or a line');
    }
    for (const signIn of batch.signIns) {
      for (const one of [
        signIn.id,
        signIn.account,
        signIn.event,
        signIn.source,
        signIn.ip ?? '',
        signIn.userAgent ?? '',
      ]) {
        ungarbled(one, 'a field');
        if (one.includes('\0') || one.length > 4200) throw new Broken(`a field that cannot be stored: ${one.length}`);
      }
      if (!Number.isSafeInteger(signIn.timeMs)) throw new Broken(`a time that is none: ${signIn.timeMs}`);
      // What a flat-file store keeps of it must be the same sign-in again.
      const back = decodeLine(signIn.source, encodeLine(signIn, parseLogLine), parseLogLine);
      if (isRefused(back) || !back.some((one) => one.id === signIn.id)) throw new Broken('lost in a log');
    }
  }
  if (count > bytes.length + 1) throw new Broken(`${count} records in ${bytes.length} bytes`);
}

/** The real clients over a network that answers with these bytes. */
async function listed(
  source: 'slack' | 'gsuite',
  answer: (url: string) => Uint8Array | object,
  credentialFile: string,
): Promise<void> {
  const real = globalThis.fetch;
  globalThis.fetch = (async (input: string | URL | Request) => {
    const value = answer(input instanceof Request ? input.url : String(input));
    return value instanceof Uint8Array
      ? new Response(value as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'application/json' } })
      : Response.json(value);
  }) as typeof fetch;
  try {
    const config =
      source === 'slack'
        ? { api_token: 'xoxp-fuzz-token' }
        : { admin_email: 'a@example.com', credential_file: credentialFile };
    const { context } = fakeTime({ budgetMs: 60_000 });
    for await (const batch of findSource(source)!.create(config, context).list({ cursor: null })) {
      for (const { raw } of batch.refused) ungarbled(raw, 'what was refused');
    }
  } finally {
    globalThis.fetch = real;
    forgetSecrets();
  }
}

export async function openTargets(): Promise<Targets> {
  const dir = mkdtempSync(join(tmpdir(), 'busybody-fuzz-'));
  const google = startGoogleServer();
  const detector = shippedDetector();
  const mmdbs = [
    ...CITIES.slice(0, 2).map(([databaseType, data]) =>
      writeMmdb({ databaseType, records: [{ network: NETWORK, data }] }),
    ),
    ...OWNERS.slice(0, 2).map(([databaseType, data]) =>
      writeMmdb({ databaseType, records: [{ network: NETWORK, data }], recordSize: 24 }),
    ),
  ];
  const { states, traces, database } = await judgedCompany(dir);
  const file = join(dir, 'fuzzed');

  const geo = (bytes: Uint8Array) => {
    writeFileSync(file, bytes);
    for (const setting of ['cityDb', 'asnDb'] as const) {
      try {
        using open = openGeo({ [setting]: file });
        for (const ip of [IP, '8.8.8.8', '2001:db8::1', '::ffff:90.0.0.7']) {
          const it = open.enrich(ip);
          for (const one of [it.city, it.region, it.country, it.organization])
            if (one !== null && (one.length > 240 || !one.isWellFormed())) throw new Broken('a name that is none');
        }
      } catch (error) {
        if (setting === 'asnDb') throw error;
      }
    }
  };

  const state = (bytes: Uint8Array) => {
    const found = decodeState(bytes, { user: 'ada', detector });
    if (found === null) return;
    // What is taken for a state must work as one.
    const again = encodeState(found, detector);
    if (decodeState(again, { user: 'ada', detector }) === null) throw new Broken('a state that cannot be read again');
  };

  const store = async (bytes: Uint8Array) => {
    writeFileSync(file, bytes);
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
    using open = openStore({ module: 'sqlite', path: file });
    open.check();
    open.counts();
    open.outbox();
    for (const row of open.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })) decodeTrace(row.features);
    for (const alert of open.alerts({})) open.signInsOfAlert(alert.id);
  };

  const list: Target[] = [
    ...IMPORT_FORMATS.map((format) => ({
      name: `import ${format}`,
      weight: 8,
      samples: [
        ...bytesOf([
          lines(RECORDS),
          lines(SLACK_ROWS),
          lines(GOOGLE_ROWS),
          LOG_LINES.join('\n'),
          JSON.stringify(RECORDS, null, 2),
          JSON.stringify(SLACK_PAGE),
          JSON.stringify(GOOGLE_PAGE, null, 1),
          `\ufeff${lines(RECORDS)}\r\n`,
          ...HOSTILE.filter(({ value }) => value.length < 200).map(({ value }) =>
            JSON.stringify({ ...RECORDS[0], user: value, user_agent: value }),
          ),
        ]),
        new Uint8Array(gzipSync(lines([...RECORDS, ...GOOGLE_ROWS]))),
        new Uint8Array(Buffer.from(`\ufeff${lines(RECORDS)}`, 'utf16le')),
      ],
      run: (bytes: Uint8Array) => imported(bytes, format),
    })),
    {
      name: 'log line',
      weight: 6,
      samples: bytesOf(LOG_LINES),
      run: (bytes) => {
        for (const source of ['slack', 'gsuite', 'vpn']) decodeLine(source, text(bytes), parseLogLine);
      },
    },
    {
      name: 'Slack pages',
      weight: 4,
      samples: bytesOf(
        [SLACK_PAGE, USERS_PAGE, { ok: false, error: 'invalid_auth' }].map((page) => JSON.stringify(page)),
      ),
      run: (bytes) =>
        listed(
          'slack',
          (url) => (url.includes('users.') && bytes.length % 2 === 0 ? USERS_PAGE : bytes),
          google.credentialFile,
        ),
    },
    {
      name: 'Google pages',
      weight: 2,
      samples: bytesOf([GOOGLE_PAGE, { kind: 'admin#reports#activities' }].map((page) => JSON.stringify(page))),
      run: (bytes) =>
        listed(
          'gsuite',
          (url) =>
            url.includes('/token') ? { access_token: 'ya29.fuzz', expires_in: 3599, token_type: 'Bearer' } : bytes,
          google.credentialFile,
        ),
    },
    {
      name: 'config',
      weight: 6,
      samples: bytesOf([CONFIG, 'pollers: {}\n', '{"pollers":{"slack":{"api_token":"x"}}}']),
      run: (bytes) => {
        const config = text(bytes);
        if (bytes.length % 3 === 0) {
          storeDirectory(config, MACHINE);
          namedFiles(config, { ...MACHINE, directory: '/nowhere' });
          return;
        }
        try {
          load(config, { env: { TOKEN: 'q7Wz0Lr5Tn2Xc8Vb4Mk9' } });
        } finally {
          forgetSecrets();
        }
      },
    },
    { name: 'mmdb', weight: 8, samples: mmdbs, run: geo },
    {
      name: 'user agent',
      weight: 10,
      samples: bytesOf(AGENTS),
      run: (bytes) => {
        const agent = text(bytes);
        const { words, shape, family, version } = agentTokens(agent);
        if (words.length > 200 || shape.length > 2000 || family.length > 200) throw new Broken('tokens without bounds');
        if (!Number.isFinite(version)) throw new Broken(`version ${version}`);
        describeDevice(agent);
      },
    },
    { name: 'state', weight: 8, samples: states, run: state },
    { name: 'trace', weight: 8, samples: traces, run: (bytes) => void decodeTrace(bytes) },
    { name: 'store', weight: 1, samples: [database], run: store },
    {
      name: 'arguments',
      weight: 8,
      samples: bytesOf(ARGUMENTS),
      run: (bytes) => {
        // No word of a command line can hold NUL.
        readArguments(text(bytes).replaceAll('\0', '').split('\n').slice(0, 50), TABLE);
      },
    },
    {
      name: 'cursors',
      weight: 4,
      samples: bytesOf([
        '{"v":1,"watermark":1772000000,"deepAtMs":1772000000000,"resume":{"startedMs":1,"before":2,"page":3,"newest":4}}',
        '{"v":1,"watermarkMs":1772000000000,"deepAtMs":1772000000000,"resume":{"startMs":1,"endMs":2,"newestMs":3,"beganMs":4}}',
      ]),
      run: (bytes) => {
        readSlackCursor(text(bytes));
        readGsuiteCursor(text(bytes));
      },
    },
    {
      name: 'words',
      weight: 10,
      samples: bytesOf([
        '2026-03-01T09:12:00+02:00',
        '30d',
        '1h30m',
        '[2001:db8::1]:443',
        '120',
        'Wed, 21 Oct 2026 07:28:00 GMT',
        'e000123',
        'http://a:b@c:1/',
      ]),
      run: (bytes) => {
        const word = text(bytes);
        for (const value of [parseInstant(word, NOW_MS), parseInstant(Number(word), NOW_MS)])
          if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Broken(`instant ${value}`);
        for (const value of [
          parseIso(word),
          parseDurationMs(word),
          parseWhen(word, NOW_MS),
          parseRetryAfter(word, NOW_MS),
        ])
          if (value !== null && !Number.isFinite(value)) throw new Broken(`time ${value}`);
        addressValue(word);
        parseAddress(word);
        parseSignInName(word);
        urlSecrets(word);
        proxySecrets({ HTTP_PROXY: word });
      },
    },
    {
      name: 'text',
      weight: 8,
      samples: bytesOf(HOSTILE.filter(({ value }) => value.length < 500).map(({ value }) => value)),
      run: (bytes) => {
        const word = text(bytes);
        const shown = printable(word, { max: 80 });
        if (/(?![\u{fe0e}\u{fe0f}])[\p{Cc}\p{Cf}]/u.test(shown)) throw new Broken('printable is not');
        truncate(shown, 20);
        registerSecret(word.slice(0, 40));
        redact(`x ${word} y`);
        forgetSecrets();
      },
    },
  ];
  return {
    list,
    [Symbol.dispose]() {
      google.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

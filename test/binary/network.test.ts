// The executable behind TLS and proxies: what a company's network asks for works, and no certificate is taken unverified.

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GoogleServer, startGoogleServer } from '../servers/google.ts';
import { builtInGoogle } from '../servers/google-data.ts';
import { type SlackServer, startSlackServer } from '../servers/slack.ts';
import { builtInSlack } from '../servers/slack-data.ts';
import { AUTHORITY, startConnectProxy, startTlsFront, type TlsFront } from '../servers/tls-front.ts';
import { BINARY } from './binary.ts';

let home = '';
let slack: SlackServer;
let google: GoogleServer;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-network-'));
  slack = startSlackServer(builtInSlack(Date.now()));
  google = startGoogleServer({ activities: builtInGoogle(Date.now()) });
});

afterAll(() => {
  slack.stop();
  google.stop();
  rmSync(home, { recursive: true, force: true });
});

let number = 0;

async function poll(options: { slack: TlsFront; google?: TlsFront; env?: Record<string, string> }) {
  const config = join(home, `${++number}.yml`);
  const gsuite =
    options.google &&
    `  gsuite:
    admin_email: ${google.admin}
    credential_file: ${google.credentialFile}
    api_url: ${options.google.through(google.apiUrl)}
    token_url: ${options.google.through(google.tokenUrl)}
`;
  writeFileSync(
    config,
    `pollers:
  slack: {api_token: "${slack.token}", api_url: "${options.slack.through(slack.apiUrl)}"}
${gsuite ?? ''}persistence: {module: sqlite, path: ${join(home, `${number}.db`)}}
`,
  );
  chmodSync(config, 0o600);
  const child = Bun.spawn([BINARY, 'poll', '-c', config], {
    cwd: home,
    env: { HOME: home, ...options.env },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  });
  const stderr = await child.stderr.text();
  return { stderr, code: await child.exited };
}

const trusting = { NODE_EXTRA_CA_CERTS: AUTHORITY };

test.each([
  ['signed by nobody known', 'server', {}, /signed by nobody this machine trusts/, /hint: .*NODE_EXTRA_CA_CERTS/],
  [
    'signed by nobody known, verification switched off',
    'server',
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    /WARNING: NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored[\s\S]*signed by nobody this machine trusts/,
    /hint: .*NODE_EXTRA_CA_CERTS/,
  ],
  ['for another host', 'elsewhere', trusting, /not for localhost/, /hint: Check the host in the config/],
  ['that has expired', 'expired', trusting, /has expired, by this machine's clock/, /hint: .*timedatectl/],
] as const)('a certificate %s: nothing is sent, and it is told at once', async (_, certificate, env, said, hint) => {
  using front = startTlsFront(slack.apiUrl, certificate);
  const startMs = performance.now();
  const { stderr, code } = await poll({ slack: front, env });
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
  expect(stderr).toMatch(hint);
  expect(stderr).not.toContain(slack.token);
  expect(front.heard).toBe(0);
  expect(performance.now() - startMs).toBeLessThan(15_000);
});

test("a company's own authority is taken from NODE_EXTRA_CA_CERTS, by both apps", async () => {
  using front = startTlsFront(slack.apiUrl);
  using other = startTlsFront(google.apiUrl);
  const { stderr, code } = await poll({ slack: front, google: other, env: trusting });
  expect(stderr).not.toContain('FAIL');
  expect(code).toBe(0);
  expect(front.heard).toBeGreaterThan(1);
  expect(other.heard).toBeGreaterThan(1);
});

test('HTTPS_PROXY leads both apps through the proxy, NO_PROXY around it', async () => {
  using proxy = startConnectProxy();
  using front = startTlsFront(slack.apiUrl);
  using other = startTlsFront(google.apiUrl);
  const through = { ...trusting, HTTPS_PROXY: proxy.url };
  const { stderr, code } = await poll({ slack: front, google: other, env: through });
  expect(stderr).not.toContain('FAIL');
  expect(code).toBe(0);
  const ports = new Set(proxy.asked);
  expect(ports).toEqual(new Set([front, other].map((one) => new URL(one.through('http://x/')).host)));
  const before = proxy.asked.length;
  expect((await poll({ slack: front, env: { ...through, NO_PROXY: 'localhost' } })).code).toBe(0);
  expect(proxy.asked.length).toBe(before);
});

test('behind a proxy certificates are verified too', async () => {
  using proxy = startConnectProxy();
  using front = startTlsFront(slack.apiUrl);
  const env = { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { stderr, code } = await poll({ slack: front, env });
  expect(code).toBe(1);
  expect(stderr).toContain('signed by nobody this machine trusts');
  expect(front.heard).toBe(0);
});

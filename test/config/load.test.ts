import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isAnalysed } from '../../src/config/config.ts';
import { type LoadOptions, loadConfig, loadConfigOrDefault } from '../../src/config/load.ts';
import { forgetSecrets, redact } from '../../src/platform/redact.ts';
import { load, MACHINE, problem } from './helpers.ts';

let home = '';
let cwd = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'busybody-home-'));
  cwd = mkdtempSync(join(tmpdir(), 'busybody-cwd-'));
});

afterEach(() => {
  for (const directory of [home, cwd]) rmSync(directory, { recursive: true, force: true });
  forgetSecrets();
});

function write(path: string, text: string | Uint8Array, mode = 0o600): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function machine(options: Partial<LoadOptions> = {}): LoadOptions {
  return { ...MACHINE, home, cwd, ...options };
}

const VERSION_1 = `
persistence:
  module: flatfile
  log_directory: /var/log/busybody
pollers:
  slack:
    api_token: xoxp-1234567890
  gsuite:
    admin_email: admin@example.com
    credential_file: /etc/busybody/gsuite.json
analysis:
  slack:
    user_map:
      example.personaluser@gmail.com: user@example.com
  gsuite:
    enabled: True
  geoip:
    city_db: /etc/busybody/GeoLite2-City.mmdb
    asn_db: /etc/busybody/GeoLite2-ASN.mmdb
  history_limit: "7776000"
notifiers:
  slack:
    api_token: xoxb-1234567890
    channel: general
`;

describe('a config of version 1', () => {
  test('loads unchanged', () => {
    const { config, warnings } = load(VERSION_1);
    expect(warnings).toEqual([]);
    expect(config).toEqual({
      file: 'config.yml',
      persistence: { module: 'flatfile', logDirectory: '/var/log/busybody', retentionMs: null },
      pollers: [
        { name: 'slack', options: { api_token: 'xoxp-1234567890' } },
        {
          name: 'gsuite',
          options: { admin_email: 'admin@example.com', credential_file: '/etc/busybody/gsuite.json' },
        },
      ],
      notifiers: [{ name: 'slack', options: { api_token: 'xoxb-1234567890', channel: 'general' } }],
      analysis: {
        sources: ['slack', 'gsuite'],
        historyLimitMs: 7_776_000_000,
        alertBudget: 1,
        networks: {},
        geoip: { cityDb: '/etc/busybody/GeoLite2-City.mmdb', asnDb: '/etc/busybody/GeoLite2-ASN.mmdb' },
      },
      metrics: { textfile: null },
      users: new Map([
        ['slack', { domain: null, map: new Map([['example.personaluser@gmail.com', 'user@example.com']]) }],
      ]),
    });
  });

  test('may write everything as text, or as numbers where text is meant', () => {
    const quoted = VERSION_1.replaceAll(/: ([^\s"].*)$/gm, ': "$1"');
    expect(load(quoted).config).toEqual(load(VERSION_1).config);
    const { config } = load('notifiers: {slack: {api_token: 007, channel: 1e3, enabled: "yes"}}');
    expect(config.notifiers[0]!.options).toEqual({ api_token: '007', channel: '1e3' });
  });

  test('may have history_limit at the top level; the one under analysis wins', () => {
    expect(load('history_limit: 60').config.analysis.historyLimitMs).toBe(60_000);
    expect(load('history_limit: 60\nanalysis: {history_limit: 90d}').config.analysis.historyLimitMs).toBe(
      90 * 86_400_000,
    );
  });

  test('may leave the module of its log directory out', () => {
    expect(load('persistence: {log_directory: ~/log}').config.persistence).toEqual({
      module: 'flatfile',
      logDirectory: '/home/ada/log',
      retentionMs: null,
    });
  });
});

describe('what stands where', () => {
  test.each(['', '# nothing\n', '---\n', 'pollers:\nnotifiers:\nanalysis:\npersistence:\n'])(
    '%j is the default config',
    (text) => {
      expect(load(text).config).toEqual({
        file: 'config.yml',
        persistence: { module: 'sqlite', path: '/home/ada/.local/share/busybody/busybody.db', retentionMs: null },
        pollers: [],
        notifiers: [],
        analysis: { sources: null, historyLimitMs: null, alertBudget: 1, networks: {}, geoip: {} },
        metrics: { textfile: null },
        users: new Map(),
      });
    },
  );

  test.each<[string, string, readonly string[] | null]>([
    ['analysis absent', 'pollers: {}', null],
    ['analysis that names no source', 'analysis: {alert_budget: 2, geoip: {enabled: true}}', null],
    ['some sources', 'analysis: {slack: {enabled: true}, okta: {user_domain: example.com}}', ['slack', 'okta']],
    ['a source with nothing in it', 'analysis: {slack: }', ['slack']],
    ['an imported source with nothing in it', 'analysis: {okta: , vpn: {}}', ['okta', 'vpn']],
    ['a source switched off', 'analysis: {slack: {enabled: False}, gsuite: {enabled: "on"}}', ['gsuite']],
    ['all sources switched off', 'analysis: {slack: {enabled: no}}', []],
    ['analysis switched off', 'analysis: {enabled: false, slack: {enabled: true}}', []],
  ])('analysis.sources of %s', (_, text, expected) => {
    const { config } = load(text);
    expect(config.analysis.sources).toEqual(expected);
    expect(isAnalysed(config, 'slack')).toBe(expected === null || expected.includes('slack'));
  });

  test('a module that is switched off needs neither keys nor secrets', () => {
    const { config } = load(
      `pollers: {slack: {enabled: "False", api_token: \${MISSING}}}\nnotifiers: {slack: {enabled: 0}}`,
    );
    expect([config.pollers, config.notifiers]).toEqual([[], []]);
  });

  test('geoip that is switched off uses no database', () => {
    expect(load('analysis: {geoip: {enabled: off, city_db: /c}}').config.analysis.geoip).toEqual({});
  });

  test('networks are lists of text, one name or several', () => {
    const { config } = load(
      'analysis: {networks: {trusted: "203.0.113.0/24, AS64500", vpn: [64501, Mullvad], hosting: 64502}}',
    );
    expect(config.analysis.networks).toEqual({
      trusted: ['203.0.113.0/24', 'AS64500'],
      vpn: ['64501', 'Mullvad'],
      hosting: ['64502'],
    });
  });

  test('user rules may stand under pollers too; those under analysis win', () => {
    const { config } = load(`
pollers: {slack: {api_token: abcdefgh, user_domain: "@One.Example", user_map: {a: x, b: y}}}
analysis: {slack: {user_domain: two.example, user_map: {b: z}}}`);
    expect(config.users.get('slack')).toEqual({
      domain: 'two.example',
      map: new Map([
        ['a', 'x'],
        ['b', 'z'],
      ]),
    });
    expect(config.pollers[0]!.options).toEqual({ api_token: 'abcdefgh' });
  });

  test('an anchor may share a user_map', () => {
    const { config } = load('analysis: {slack: {user_map: &m {a: x}}, gsuite: {user_map: *m}}');
    expect(config.users.get('gsuite')!.map).toEqual(new Map([['a', 'x']]));
  });

  test('persistence takes path, retention and ~', () => {
    expect(load('persistence: {module: sqlite, path: ~/b.db, retention: 400d}').config.persistence).toEqual({
      module: 'sqlite',
      path: '/home/ada/b.db',
      retentionMs: 400 * 86_400_000,
    });
  });

  test('a name near to a key, or to a polled source, is taken as a source but warned of', () => {
    const text = 'pollers: {slack: {api_token: abcdefgh}}\nanalysis: {geopi: {enabled: true}, slak: {enabled: true}}';
    const { config, warnings } = load(text);
    expect(config.analysis.sources).toEqual(['geopi', 'slak']);
    expect(warnings).toEqual([
      'analysis.geopi is taken as a source; if you meant analysis.geoip, correct the name',
      'analysis.slak is taken as a source; if you meant analysis.slack, correct the name',
    ]);
  });
});

describe('secrets', () => {
  test('come from the environment, also unquoted between braces', () => {
    const env = { SLACK_TOKEN: 'xoxp-from-env', HOST: 'gateway.example' };
    const { config } = load(`pollers:\n  slack:  {api_token: \${SLACK_TOKEN}, api_url: "https://\${HOST}/api/"}`, {
      env,
    });
    expect(config.pollers[0]!.options).toEqual({ api_token: 'xoxp-from-env', api_url: 'https://gateway.example/api/' });
  });

  test('come from a file, relative to the config', () => {
    write(join(cwd, 'token'), 'from-file-token\n');
    const file = join(cwd, 'config.yml');
    const { config } = load('pollers: {slack: {api_token: "file:token"}}', { cwd, file } as Partial<LoadOptions>);
    expect(config.pollers[0]!.options).toEqual({ api_token: 'from-file-token' });
  });

  test('of whatever origin are masked in everything printed', () => {
    load(`pollers: {slack: {api_token: \${T}}}\nnotifiers: {slack: {api_token: literal-value, channel: general}}`, {
      env: { T: 'environment-value' },
    });
    expect(redact('environment-value literal-value general')).toBe('******** ******** general');
  });

  test('$${ stands for a plain ${', () => {
    const { config } = load(`notifiers: {slack: {api_token: abcdefgh, channel: "a$\${b}"}}`);
    expect(config.notifiers[0]!.options).toMatchObject({ channel: `a\${b}` });
  });

  test('files of keys that name a file are not read in', () => {
    const { config } = load('analysis: {geoip: {city_db: "file:/c"}}');
    expect(config.analysis.geoip.cityDb).toBe('file:/c');
  });
});

describe('loadConfig()', () => {
  test('takes --config, then the user config, then config.yml here', () => {
    write(join(cwd, 'config.yml'), 'analysis: {alert_budget: 3}');
    expect(loadConfig(machine()).config.analysis.alertBudget).toBe(3);
    write(join(home, '.config', 'busybody', 'config.yml'), 'analysis: {alert_budget: 2}');
    expect(loadConfig(machine()).config.analysis.alertBudget).toBe(2);
    write(join(home, 'own.yml'), 'analysis: {alert_budget: 1.5}');
    for (const path of [join(home, 'own.yml'), '~/own.yml', `../${home.split('/').at(-1)}/own.yml`]) {
      expect(loadConfig(machine({ path })).config.analysis.alertBudget).toBe(1.5);
    }
  });

  test('says what to type where there is none', () => {
    const error = problem(() => loadConfig(machine()));
    expect(error.code).toBe('E_CONFIG_MISSING');
    expect(error.message).toBe(
      `Cannot find a config: neither ${home}/.config/busybody/config.yml nor ${cwd}/config.yml exists`,
    );
    expect(error.hints).toEqual(['busybody init']);
  });

  test('never falls back where --config is missing', () => {
    write(join(cwd, 'config.yml'), '');
    for (const act of [loadConfig, loadConfigOrDefault]) {
      const error = problem(() => act(machine({ path: 'other.yml' })));
      expect([error.code, error.message]).toEqual([
        'E_CONFIG_MISSING',
        'Cannot find the config: there is no such file: other.yml',
      ]);
    }
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['a directory', (path) => mkdirSync(path), /^Cannot read config: it is a directory: /],
    ['binary', (path) => write(path, new Uint8Array([0x61, 0, 0x62])), /^Cannot read config: it is no text file/],
    ['latin1', (path) => write(path, new Uint8Array([0x23, 0xeb])), /^Cannot read config: it is not UTF-8/],
    ['giant', (path) => write(path, `#${'x'.repeat(5_000_000)}`), /^Cannot read config: it is larger than/],
  ])('refuses a config that is %s', (_, make, message) => {
    make(join(cwd, 'config.yml'));
    const error = problem(() => loadConfig(machine()));
    expect(error.code).toBe('E_CONFIG_READ');
    expect(error.message).toMatch(message);
  });

  test('takes a byte order mark and Windows line ends', () => {
    write(join(cwd, 'config.yml'), '\ufeffanalysis:\r\n  alert_budget: 2\r\n');
    expect(loadConfig(machine()).config.analysis.alertBudget).toBe(2);
  });

  test('names the file as the reader does, and where its mistakes stand', () => {
    write(join(cwd, 'own.yml'), 'nope: 1\r\n');
    expect(problem(() => loadConfig(machine({ path: 'own.yml' }))).message).toContain(
      '\nown.yml:1:1: Unknown key nope',
    );
  });

  test.each<[string, string, number, boolean]>([
    ['a secret, readable by others', 'pollers: {slack: {api_token: abcdefgh}}', 0o644, true],
    ['a secret of digits, readable by the group', 'pollers: {slack: {api_token: 12345678}}', 0o640, true],
    ['a secret, private', 'pollers: {slack: {api_token: abcdefgh}}', 0o600, false],
    ['a reference only', `pollers: {slack: {api_token: \${TOKEN}}}`, 0o644, false],
    ['no secret', 'analysis: {alert_budget: 2}', 0o644, false],
  ])('warns of a config with %s', (_, text, mode, expected) => {
    const path = write(join(cwd, 'config.yml'), text, mode);
    const { warnings } = loadConfig(machine({ env: { TOKEN: 'from-environment' } }));
    const advice = `${path} holds secrets and can be read by others; mend it with: chmod 600 ${path}`;
    expect(warnings).toEqual(expected ? [advice] : []);
  });
});

describe('loadConfigOrDefault()', () => {
  test('is the default config where none is found, with the store where it belongs', () => {
    const { config, warnings } = loadConfigOrDefault(machine({ isRoot: true }));
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({ file: null, persistence: { path: '/var/lib/busybody/busybody.db' }, pollers: [] });
  });

  test('is the config where one is found, mistakes included', () => {
    write(join(cwd, 'config.yml'), 'nope: 1');
    expect(problem(() => loadConfigOrDefault(machine())).code).toBe('E_CONFIG_INVALID');
  });
});

test.each<[string, string | null, readonly string[]]>([
  ['', null, []],
  ['metrics:', null, []],
  ['metrics: {textfile: /var/lib/x/busybody.prom}', '/var/lib/x/busybody.prom', []],
  ['metrics: {textfile: ~/busybody.prom}', '/home/ada/busybody.prom', []],
  ['metrics: {enabled: false, textfile: /x.prom}', null, []],
  ['metrics: {textfile: /x.txt}', '/x.txt', ['metrics.textfile: node_exporter reads only files that end in .prom']],
])('metrics of %j are written to %p', (text, textfile, warnings) => {
  const loaded = load(text);
  expect([loaded.config.metrics, loaded.warnings]).toEqual([{ textfile }, warnings]);
});

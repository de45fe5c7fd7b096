import { afterEach, expect, test } from 'bun:test';
import { forgetSecrets } from '../../src/platform/redact.ts';
import { load, problem, refusal } from './helpers.ts';

afterEach(forgetSecrets);

/** Name, config, and the lines `line:column: message` that must come, all of them. */
const TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['mistyped section', 'persistance:\n  module: sqlite\n', ['1:1: Unknown key persistance; did you mean persistence?']],
  ['singular section', 'poller: {}\n', ['1:1: Unknown key poller; did you mean pollers?']],
  [
    'section nobody knows',
    'colour: blue\n',
    ['1:1: Unknown key colour; known are pollers, persistence, analysis, notifiers, metrics'],
  ],
  [
    'key of a section at the top',
    'alert_budget: 1\n',
    ['1:1: Unknown key alert_budget; alert_budget belongs under analysis'],
  ],
  [
    'mistyped key of metrics',
    'metrics: {textfil: /x.prom}\n',
    ['1:11: Unknown key metrics.textfil; did you mean textfile?'],
  ],
  ['metrics that are no mapping', 'metrics: /x.prom\n', ['1:10: metrics must be a mapping of keys']],
  ['metrics without a place', 'metrics: {textfile: " "}\n', ['1:21: metrics.textfile must not be empty']],
  ['mistyped source', 'pollers:\n  slak: {api_token: x}\n', ['2:3: Unknown key pollers.slak; did you mean slack?']],
  ['unknown source', 'pollers:\n  okta: {}\n', ['2:3: Unknown key pollers.okta; known are slack, gsuite']],
  ['mistyped notifier', 'notifiers:\n  slcak: {}\n', ['2:3: Unknown key notifiers.slcak; did you mean slack?']],
  [
    'mistyped key of a module, told once though a key is missing for it',
    'pollers:\n  slack:\n    api_tokn: x\n',
    ['3:5: Unknown key pollers.slack.api_tokn; did you mean api_token?'],
  ],
  [
    'unknown key with nothing behind it',
    'notifiers:\n  stdout:\n    formt:\n',
    ['3:5: Unknown key notifiers.stdout.formt; did you mean format?'],
  ],
  ['missing key', 'pollers:\n  slack: {}\n', ['2:3: pollers.slack.api_token is missing']],
  ['module with nothing in it', 'pollers:\n  slack:\n', ['2:3: pollers.slack.api_token is missing']],
  ['empty key', 'pollers:\n  slack:\n    api_token:\n', ['3:5: pollers.slack.api_token is empty']],
  ['blank value', 'pollers:\n  slack:\n    api_token: " "\n', ['3:16: pollers.slack.api_token must not be empty']],
  [
    'both keys of a module missing',
    'notifiers:\n  slack:\n    enabled: true\n',
    ['2:3: notifiers.slack.api_token is missing', '2:3: notifiers.slack.channel is missing'],
  ],
  [
    'wrong URL and wrong address',
    'pollers:\n  gsuite:\n    admin_email: ada\n    credential_file: /c\n    api_url: ftp://x/\n',
    [
      '3:18: pollers.gsuite.admin_email must be an e-mail address',
      '5:14: pollers.gsuite.api_url must be a URL that begins with https://',
    ],
  ],
  [
    'module that is no mapping',
    'pollers:\n  slack: xoxp-1\n  gsuite: [a]\n',
    ['2:10: pollers.slack must be a mapping of keys', '3:11: pollers.gsuite must be a mapping of keys'],
  ],
  [
    'filler without its key',
    'notifiers:\n  stdout: True\n',
    ['2:11: notifiers.stdout must be a mapping of keys; write stdout: {enabled: True}'],
  ],
  ['section that is a list', 'notifiers: [slack]\n', ['1:12: notifiers must be a mapping of keys']],
  [
    'enabled that is neither',
    'notifiers:\n  stdout: {enabled: maybe}\n',
    ['2:21: notifiers.stdout.enabled must be true or false'],
  ],
  [
    'value out of a choice',
    'persistence: {module: sqlit}\n',
    ['1:23: persistence.module must be sqlite or flatfile: current value is sqlit; did you mean sqlite?'],
  ],
  [
    'flatfile without its directory',
    'persistence:\n  module: flatfile\n',
    ['1:1: persistence.log_directory is missing: the module flatfile needs it'],
  ],
  [
    'path of the other module',
    'persistence: {module: sqlite, log_directory: /l}\n',
    ['1:31: persistence.log_directory belongs to the module flatfile; sqlite takes path'],
  ],
  [
    'path with flatfile',
    'persistence: {module: flatfile, log_directory: /l, path: /p}\n',
    ['1:52: persistence.path belongs to the module sqlite; flatfile takes log_directory'],
  ],
  [
    'retention that is no duration',
    'persistence: {retention: soon}\n',
    [
      '1:26: persistence.retention must be a positive number of seconds or a duration such as 90d: current value is soon',
    ],
  ],
  [
    'mistyped geoip',
    'analysis:\n  geopi:\n    city_db: /c\n',
    ['2:3: Unknown key analysis.geopi; did you mean geoip?'],
  ],
  ['empty mistyped geoip', 'analysis:\n  geopi:\n', ['2:3: Unknown key analysis.geopi; did you mean geoip?']],
  [
    'mistyped history_limit',
    'analysis: {histroy_limit: 1}\n',
    ['1:12: Unknown key analysis.histroy_limit; did you mean history_limit?'],
  ],
  [
    'key of geoip beside it',
    'analysis:\n  city_db: /c\n',
    ['2:3: Unknown key analysis.city_db; city_db belongs under analysis.geoip'],
  ],
  [
    'mistyped key of geoip',
    'analysis:\n  geoip: {citydb: /c}\n',
    ['2:11: Unknown key analysis.geoip.citydb; did you mean city_db?'],
  ],
  [
    'mistyped key of a source to analyse',
    'analysis:\n  slack: {user_mpa: {a: b}}\n',
    ['2:11: Unknown key analysis.slack.user_mpa; did you mean user_map?'],
  ],
  [
    'mistyped network list',
    'analysis:\n  networks: {hostng: [a]}\n',
    ['2:14: Unknown key analysis.networks.hostng; did you mean hosting?'],
  ],
  [
    'numbers out of range',
    'history_limit: 0\nanalysis:\n  alert_budget: -1\n  history_limit: -5\n',
    [
      '1:16: history_limit must be a positive number of seconds or a duration such as 90d: current value is 0',
      '3:17: analysis.alert_budget must be positive: current value is -1',
      '4:18: analysis.history_limit must be a positive number of seconds or a duration such as 90d: current value is -5',
    ],
  ],
  [
    'budget that is no number',
    'analysis:\n  alert_budget: few\n',
    ['2:17: analysis.alert_budget must be a number: current value is few'],
  ],
  [
    'domain that is none',
    'analysis:\n  slack: {user_domain: "a b"}\n',
    ['2:24: analysis.slack.user_domain must be a domain such as example.com'],
  ],
  [
    'user_map that maps to nothing',
    'analysis:\n  slack:\n    user_map:\n      ada: [x]\n      bob:\n',
    [
      '4:12: analysis.slack.user_map must name one user behind each account',
      '5:11: analysis.slack.user_map must name one user behind each account',
    ],
  ],
  ['key given twice', 'pollers: {}\nnotifiers: {}\npollers: {}\n', ['3:1: This key is given twice: first in line 1']],
  [
    'user given twice',
    'analysis:\n  slack:\n    user_map:\n      ada: x\n      ada: y\n',
    ['5:7: This key is given twice: first in line 4'],
  ],
  [
    'missing variable',
    `pollers:\n  slack:\n    api_token: \${NO_SUCH}\n`,
    ['3:16: pollers.slack.api_token: environment variable NO_SUCH is not set'],
  ],
  [
    'missing secret file',
    'pollers:\n  slack:\n    api_token: file:/nowhere/token\n',
    ['3:16: Cannot read pollers.slack.api_token: there is no such file: /nowhere/token'],
  ],
  ['tab', 'pollers:\n\tslack: {}\n', ['2:1: Tabs cannot indent YAML: use blanks']],
  ['open quote', 'pollers:\n  slack:\n    api_token: "abc\nnotifiers: {}\n', ['3:16: This " is never closed']],
  [
    'two keys on a line',
    'pollers: slack: {}\n',
    ['1:10: A second key on one line: begin a new line, or put quotes around a value that holds ": "'],
  ],
  ['no colon', 'pollers\nnotifiers: {}\n', ['1:1: No colon and blank behind the key, or the indentation does not fit']],
  ['reserved character', 'pollers: @x\n', ['1:10: A value that begins with one of @ ` % | > needs quotes around it']],
  [
    'tag',
    'pollers: !!python/object:os.system x\n',
    ['1:10: Tags (!name) are not taken: put quotes around a value that begins with !'],
  ],
  [
    'two documents',
    'pollers: {}\n---\nnotifiers: {}\n',
    ['2:1: A second YAML document begins here (---): a config is one document'],
  ],
  ['merge key', 'pollers:\n  <<: {a: b}\n', ['2:3: Merge keys (<<) are not taken: write the keys out']],
  [
    'alias of nothing',
    'pollers: *x\n',
    ['1:10: No anchor (&name) with this name stands above: put quotes around a value that begins with *'],
  ],
  ['alias of itself', 'pollers: &x\n  slack: *x\n', ['2:3: This is nested too deeply, or refers to itself']],
  ['key that is a mapping', '? {a: b}\n: c\n', ['1:3: A key must be plain text']],
  [
    'list',
    '- pollers\n',
    ['1:1: A config is a mapping of pollers, persistence, analysis, notifiers, metrics, but this is a list'],
  ],
  [
    'scalar',
    'pollers\n',
    ['1:1: A config is a mapping of pollers, persistence, analysis, notifiers, metrics, but this is plain text'],
  ],
  [
    'prototype keys',
    '__proto__: {a: b}\nconstructor: 1\n',
    [
      '1:1: Unknown key __proto__; known are pollers, persistence, analysis, notifiers, metrics',
      '2:1: Unknown key constructor; known are pollers, persistence, analysis, notifiers, metrics',
    ],
  ],
  [
    'prototype keys of a module',
    'notifiers:\n  stdout: {__proto__: {enabled: true}}\n',
    ['2:12: Unknown key notifiers.stdout.__proto__; known are enabled, format'],
  ],
  [
    'column after wide characters',
    'analysis: {"日本": 1, alert_budget: x}\n',
    ['1:12: Unknown key in analysis', '1:35: analysis.alert_budget must be a number: current value is x'],
  ],
];

test.each(TABLE)('parseConfig() names place and remedy: %s', (_, text, expected) => {
  const [head, ...lines] = refusal(text).split('\n');
  const found = lines.filter((line) => line.startsWith('config.yml:')).map((line) => line.slice('config.yml:'.length));
  expect(found).toEqual([...expected]);
  const count = expected.length === 1 ? 'it holds a mistake' : `it holds ${expected.length} mistakes`;
  expect(head).toBe(`Cannot read config: ${count}`);
});

test('parseConfig() shows the line with a caret under the spot', () => {
  expect(refusal('analysis:\n  alert_budget: -1 # none\n')).toBe(
    [
      'Cannot read config: it holds a mistake',
      'config.yml:2:17: analysis.alert_budget must be positive: current value is -1',
      '    2 |   alert_budget: -1',
      '      |                 ^',
    ].join('\n'),
  );
});

test('parseConfig() keeps the caret in place behind masked, wide and escaped text', () => {
  const caretUnder = (text: string) => {
    const [, , line = '', caret = ''] = refusal(text).split('\n');
    return line.slice(caret.indexOf('^'));
  };
  expect(caretUnder('pollers: {slack: {api_token: abc, nope: 1}}\n')).toStartWith('nope');
  expect(caretUnder('notifiers: {slack: {api_token: a, channel: "\u001b[2J", nope: 1}}\n')).toStartWith('nope');
});

test('parseConfig() shows a long line around the spot', () => {
  const message = refusal(`analysis: {networks: {hosting: [${'name, '.repeat(2000)}x], nope: [a]}}\n`);
  const [, , line = '', caret = ''] = message.split('\n');
  expect(line.length).toBeLessThan(120);
  expect(line.slice(caret.indexOf('^'))).toStartWith('nope');
});

test('parseConfig() prints no terminal escape of the file', () => {
  expect(refusal('"\u001b[2J": 1\nanalysis: {alert_budget: "\u202e\u001b]0;x\u0007"}\n')).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u202e]/,
  );
});

test('parseConfig() does not list mistakes without end', () => {
  const text = `pollers:\n${Array.from({ length: 500 }, (_, index) => `  nope${index}: {}\n`).join('')}`;
  const lines = refusal(text).split('\n');
  expect(lines[0]).toBe('Cannot read config: it holds 500 mistakes');
  expect(lines.at(-1)).toBe('… and 450 more');
});

test.each([
  [
    'aliases that multiply',
    Array.from(
      { length: 12 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i ? `*a${i - 1}` : 'x')
          .join(',')}]\n`,
    ).join(''),
  ],
  ['an open quote below all', `{"pollers":${'{"slack":'.repeat(2800)}"x`],
  ['brackets without end', '['.repeat(200_000)],
  ['mappings without end', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ['many aliases', `a: &a 1\nb: [${'*a,'.repeat(60_000)}]\n`],
])('parseConfig() refuses a bomb in short time: %s', (_, text) => {
  // Of this process alone: another's load is no slowness of ours.
  const before = process.cpuUsage();
  expect(refusal(text)).toStartWith('Cannot read config: ');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(3000);
});

test('parseConfig() hints at the first line to mend', () => {
  const error = problem(() => load('pollers: {}\n\nnope: 1\n'));
  expect(error.hints).toEqual([`\${EDITOR:-vi} +3 config.yml`]);
});

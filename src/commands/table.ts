// The table of commands and flags: the one place help, the parser and the docs check read.
// What a command does lives in its own file, loaded only when it runs.

import type { CommandSpec, FlagSpec, Table } from './specs.ts';

const NO_WORDS = { usage: '', least: 0, most: 0 } as const;
const ONE_ID = { usage: 'ID', least: 1, most: 1, completes: 'alerts' } as const;
const ANY = Number.POSITIVE_INFINITY;

const SINCE: FlagSpec = {
  name: 'since',
  value: 'T',
  help: 'from this time on: a date, a date and time, or an age such as 30d',
};
const UNTIL: FlagSpec = { name: 'until', value: 'T', help: 'before this time, in the same forms' };
const END: FlagSpec = {
  name: 'until',
  value: 'T',
  help: 'its end, needed: a time ahead such as 14d, a date (which counts whole), or a date and time',
};
const FROM: FlagSpec = {
  name: 'from',
  value: 'T',
  help: 'its beginning: a date, a date and time, or an age such as 2d; else all before its end',
};
const USER: FlagSpec = { name: 'user', short: 'u', value: 'U', completes: 'users', help: 'only this user' };

export const GLOBAL_FLAGS = [
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    completes: 'files',
    help: 'config file; else ~/.config/busybody/config.yml, then ./config.yml',
  },
  {
    name: 'log-file',
    aliases: ['file'],
    short: 'f',
    value: 'FILE',
    completes: 'files',
    help: 'write the log there instead of to standard error',
  },
  { name: 'verbose', short: 'v', help: 'log what is done; -vv logs details, and shows stacks of errors' },
  { name: 'quiet', short: 'q', help: 'no progress, no notes; errors only' },
  { name: 'version', short: 'V', help: 'print the version' },
  { name: 'help', short: 'h', help: 'print help, also of one command' },
] as const satisfies readonly FlagSpec[];

export const COMMANDS = [
  {
    name: 'run',
    summary: 'poll, analyze and notify, once each; what the timer calls',
    arguments: NO_WORDS,
    flags: [
      {
        name: 'mode',
        short: 'm',
        value: 'MODE',
        choices: ['poll', 'analyze'],
        help: 'as version 1 had it: poll only, or analyze and notify only',
      },
    ],
    details: [
      'Runs where no command is named. A part that fails is named and the others still run, so one app that is down does not keep alerts about another from being sent.',
    ],
    examples: [
      ['busybody', 'everything, with the config found'],
      ['busybody -c /etc/busybody.yml -f /var/log/busybody.log -vv', 'as a version 1 cron line'],
    ],
  },
  {
    name: 'poll',
    summary: 'fetch new sign-ins from the apps into the store',
    arguments: { usage: '[SOURCE…]', least: 0, most: ANY, completes: 'pollers' },
    flags: [],
    details: [
      'Without a name, from every poller of the config. The first poll reads the whole history the app gives. May be stopped and started again at any time: nothing is lost or stored twice.',
    ],
    examples: [
      ['busybody poll', 'every configured app'],
      ['busybody poll slack', 'only this one'],
    ],
  },
  {
    name: 'analyze',
    summary: 'score what is new, record findings, queue alerts; or look at one user',
    arguments: NO_WORDS,
    flags: [
      { ...USER, help: 'look at this user: what is usual, then the time line with scores; sends nothing' },
      SINCE,
      UNTIL,
      {
        name: 'all',
        help: 'print every sign-in of the window with its score, not only those that alert; with --user, each everyday one too',
      },
      { name: 'portrait', help: 'with --user: only what is usual, without the time line' },
      { name: 'format', value: 'FORMAT', choices: ['table', 'jsonl', 'csv'], help: 'table (default), jsonl or csv' },
      { name: 'shard', value: 'I/N', help: 'only the users of part I of N, to spread the work over processes' },
      { name: 'fail-on-alert', help: 'end with exit code 3 where an alert was raised' },
    ],
    details: [
      'Every sign-in not yet scored is scored with what was known before it happened. Findings become alerts and are queued; `busybody notify` sends them.',
    ],
    examples: [
      ['busybody analyze', 'score what is new'],
      ['busybody analyze --user ada@example.com --since 30d', 'look at one user'],
      ['busybody analyze --all --format jsonl --since 7d | jq .score', 'every score of a week'],
    ],
  },
  {
    name: 'notify',
    summary: 'send queued alerts through every configured notifier',
    arguments: NO_WORDS,
    flags: [],
    details: [
      'What cannot be sent is tried again later, after 1 minute, then 5, 30, and so on; the exit code is 1 as long as something failed. Nothing is dropped silently: `busybody check` lists what was given up.',
    ],
    examples: [['busybody notify', 'send what is due']],
  },
  {
    name: 'import',
    summary: 'read sign-ins from files',
    arguments: { usage: 'FILE…', least: 1, most: ANY, completes: 'files' },
    flags: [
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['auto', 'signins', 'slack-access-logs', 'google-reports', 'flatfile'],
        help: 'how the files are written; auto (default) looks at them',
      },
      {
        name: 'source',
        short: 's',
        value: 'NAME',
        completes: 'sources',
        help: 'source of records that do not name theirs: slack, gsuite, …',
      },
    ],
    details: [
      'A file of your own has one JSON object a line: time (ISO 8601 with a zone, or epoch), user and ip, and if known user_agent, outcome (success, failure, challenge), event, source and id.',
      'Reading a file twice stores it once. A line that is no sign-in is named with its file, line and reason, and the rest is read; the exit code is then 1.',
    ],
    examples: [
      ['busybody import --source vpn sign-ins.jsonl', 'one JSON object a line'],
      ['zcat old.jsonl.gz | busybody import -', 'from standard input'],
      ['busybody import --format flatfile /var/log/busybody/slack.log', 'what version 1 wrote'],
    ],
  },
  {
    name: 'alerts',
    summary: 'list alerts, show one, or give a verdict that the model learns from',
    arguments: {
      usage: '[list|show ID…|dismiss ID…|confirm ID…|reopen ID…|undo ID…]',
      least: 0,
      most: ANY,
      subcommands: [
        { name: 'list', help: 'what is open, or what the flags choose' },
        { name: 'show', help: 'one with its sign-ins, and all that was said of it', completes: 'alerts' },
        { name: 'dismiss', help: 'it was the user after all', completes: 'open-alerts' },
        { name: 'confirm', help: 'it was a takeover', completes: 'open-alerts' },
        { name: 'reopen', help: 'make it open again', completes: 'judged-alerts' },
        { name: 'undo', help: 'give back what held before the last verdict', completes: 'judged-alerts' },
      ],
    },
    flags: [
      {
        name: 'status',
        value: 'STATUS',
        choices: ['open', 'dismissed', 'confirmed', 'all'],
        help: 'which to list; open by default',
      },
      { name: 'open', help: 'only what is open, as without it' },
      { name: 'muted', help: 'what is allowed and so hidden from the list, with what hides it' },
      { name: 'severity', value: 'S', choices: ['low', 'medium', 'high', 'critical'], help: 'only this severity' },
      USER,
      { ...SINCE, help: 'what went on then or later: a date, a date and time, or an age such as 30d' },
      { ...UNTIL, help: 'what began before this time, in the same forms' },
      { name: 'format', value: 'FORMAT', choices: ['table', 'jsonl', 'csv'], help: 'table (default), jsonl or csv' },
      { name: 'reason', value: 'TEXT', help: 'why, kept with the verdict' },
      { name: 'by', value: 'NAME', help: 'who gives the verdict; by default who is logged in' },
    ],
    details: [
      'Dismiss what was the user after all: the place, network and device then count as known. Confirm a takeover: they never will. Undo gives back what held before the last verdict, reopen makes it open; the model then knows what it would know had the verdict never been given. Every verdict is kept with who, when and why, and shown by show.',
      'Several IDs are judged together or not at all. The beginning of an ID is enough where only one alert has it.',
    ],
    examples: [
      ['busybody alerts', 'what is open'],
      ['busybody alerts show a-7f3k', 'one alert with its sign-ins, and all that was said of it'],
      ['busybody alerts dismiss a-7f3k a-9xk2 --reason "on holiday, asked her"', 'not takeovers'],
      ['busybody alerts undo a-7f3k', 'take the last verdict back'],
      ['busybody alerts --status all --since 30d --severity high', 'a month, answered or not'],
    ],
  },
  {
    name: 'allow',
    summary: 'say what is expected and until when: it mutes alerts, and nothing else',
    arguments: {
      usage: '[add|list|remove ID…]',
      least: 0,
      most: ANY,
      subcommands: [
        { name: 'add', help: 'say what is expected, by flags' },
        { name: 'list', help: 'all that was ever allowed' },
        { name: 'remove', help: 'take back', completes: 'allowances' },
      ],
    },
    flags: [
      { ...USER, help: 'only of this user' },
      { name: 'network', value: 'N', help: "network owner: an AS number (AS9009), or how its name begins ('M247')" },
      { name: 'address', value: 'A', help: 'address or network: 203.0.113.7, 203.0.113.0/24, 2001:db8::/32' },
      { name: 'country', value: 'C,C,…', help: 'country, by code or name' },
      { name: 'device', value: 'WORDS', help: "words that analyze shows of the device: 'Chrome on macOS', iPhone" },
      END,
      FROM,
      { name: 'note', value: 'TEXT', help: 'why, shown with what it hides' },
      { name: 'by', value: 'NAME', help: 'who says so; by default who is logged in' },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['table', 'jsonl', 'csv'],
        help: 'of the list: table (default), jsonl or csv',
      },
    ],
    details: [
      'Whatever is all that is named is hidden: judged, scored and recorded as always, but told to nobody, and listed by `busybody alerts --muted` with what hid it. Open alerts it covers wholly are hidden at once. It teaches the model nothing: for that, dismiss an alert.',
      'At least one of --user, --network, --address, --country and --device, and always --until. What is removed or has ended hides nothing new; what it hid stays hidden.',
    ],
    examples: [
      [
        'busybody allow --user ada@example.com --network M247 --until 2026-12-31 --note "company VPN trial"',
        'a person and a network',
      ],
      [
        'busybody allow --address 203.0.113.0/24 --until 90d --note "new office in Lyon"',
        'everybody, from one network',
      ],
      ['busybody allow list', 'all of them, trips and ended ones too, with how many alerts each hid'],
      ['busybody allow remove ok-3', 'take one back'],
    ],
  },
  {
    name: 'trip',
    summary: 'say where somebody is for a while, so that being there alarms nobody',
    arguments: {
      usage: '[add USER|list|remove ID…]',
      least: 0,
      most: ANY,
      subcommands: [
        { name: 'add', help: 'say where somebody is', completes: 'users' },
        { name: 'list', help: 'all trips, past ones too' },
        { name: 'remove', help: 'take back', completes: 'trips' },
      ],
    },
    flags: [
      { name: 'to', value: 'C,C,…', help: 'countries, by code or name' },
      END,
      FROM,
      { name: 'note', value: 'TEXT', help: 'why, shown with what it hides' },
      { name: 'by', value: 'NAME', help: 'who says so; by default who is logged in' },
      {
        name: 'format',
        value: 'FORMAT',
        choices: ['table', 'jsonl', 'csv'],
        help: 'of the list: table (default), jsonl or csv',
      },
    ],
    details: [
      'Hides what is strange only because of the place. A person is told all the same of another device, of a hosting or VPN network that was not theirs before, of an impossible journey, where the app itself warns, and of whatever would be over the limit at home too.',
    ],
    examples: [
      ['busybody trip add ada@example.com --to FR,IT --until 2026-12-31', 'until the end of that day'],
      [
        'busybody trip add ada@example.com --to Japan --from 2d --until 14d --note "conference"',
        'two days ago, and two weeks more',
      ],
      ['busybody trip list', 'all trips, past ones too'],
      ['busybody trip remove trip-4', 'back early'],
    ],
  },
  {
    name: 'explain',
    summary: 'say why a sign-in or an alert scored as it did',
    arguments: ONE_ID,
    flags: [{ name: 'format', value: 'FORMAT', choices: ['text', 'jsonl'], help: 'text (default) or jsonl' }],
    details: [
      'Takes the ID of an alert (a-7f3k) or of a sign-in (e000123): every component, what was usual, and what would have lowered the score.',
    ],
    examples: [
      ['busybody explain a-7f3k', 'an alert'],
      ['busybody explain e000123', 'a sign-in'],
    ],
  },
  {
    name: 'backtest',
    summary: 'replay the stored history and say what would have alerted at several budgets',
    arguments: NO_WORDS,
    flags: [
      { ...SINCE, help: 'count alerts from this time on; what is older is still learnt' },
      { ...UNTIL, help: 'replay what is before this time' },
      { name: 'budget', value: 'N,N,…', help: 'values of analysis.alert_budget; 0.5,1,2,5 and your own by default' },
      {
        name: 'inject',
        help: 'a fire drill: put invented takeovers into a copy of the history, and say which are caught',
      },
      { name: 'seed', value: 'N', help: 'with --inject: other takeovers; 1 by default' },
      { name: 'format', value: 'FORMAT', choices: ['table', 'jsonl', 'csv'], help: 'table (default), jsonl or csv' },
    ],
    details: [
      'Judges every stored sign-in again by what preceded it, as the timer would have, and writes nothing. It counts what would have fired, not what is false: only a person can say that of an alert.',
    ],
    examples: [
      ['busybody backtest', 'alerts at several budgets, by week, person and reason'],
      ['busybody backtest --budget 1,3 --since 30d', 'two budgets over the last month'],
      ['busybody backtest --inject --seed 7', 'how many invented takeovers would be caught'],
    ],
  },
  {
    name: 'report',
    summary: 'write one HTML file: map, time line, scores, alerts with reasons, quality of the data',
    arguments: NO_WORDS,
    flags: [
      { ...SINCE, help: 'from this time on; 30 days before the end by default' },
      { ...UNTIL, help: 'before this time; now by default' },
      { ...USER, help: 'about this user: what is usual, and every sign-in' },
      {
        name: 'out',
        short: 'o',
        value: 'FILE',
        completes: 'files',
        help: 'the file; busybody-DATE.html by default, - is standard output',
      },
      { name: 'force', help: 'replace a file that is there' },
      { name: 'backtest', help: 'add what would have alerted at several budgets; takes longer' },
      { name: 'inject', help: 'with --backtest: add a fire drill with invented takeovers' },
      { name: 'seed', value: 'N', help: 'with --inject: other takeovers; 1 by default' },
    ],
    details: [
      'The file needs no network and no other file, opens from disk, prints, and is readable without script. Only you can read it: it tells who signed in from where. Shows what is judged so far and judges nothing.',
    ],
    examples: [
      ['busybody report', 'everybody, the last 30 days'],
      ['busybody report --user ada@example.com --since 90d --out ada.html', 'one user'],
      ['busybody report --since 2026-03-01 --until 2026-04-01 --backtest --inject', 'a month, with figures for tuning'],
    ],
  },
  {
    name: 'demo',
    summary: 'invent a small company with known takeovers and show what is caught',
    arguments: NO_WORDS,
    flags: [
      { name: 'seed', value: 'N', help: 'another company; 1 by default' },
      { name: 'users', value: 'N', help: 'how many people' },
      { name: 'days', value: 'N', help: 'how many days' },
      { name: 'out', value: 'DIR', completes: 'directories', help: 'write its sign-ins and labels there as files' },
    ],
    details: ['Needs no config and leaves nothing behind: the store is a throw-away one.'],
    examples: [
      ['busybody demo', 'see it work'],
      ['busybody demo --out ./company', 'keep the sign-ins to import them elsewhere'],
    ],
  },
  {
    name: 'backup',
    summary: 'copy the store while it may be in use, verified',
    arguments: { usage: 'FILE', least: 1, most: 1, completes: 'files' },
    flags: [{ name: 'force', help: 'replace an older backup' }],
    details: [
      'Copies one view of the data, reads the copy through, and gives it its name only then; readable by you alone. `-` sends it to standard output. With flatfile FILE is a directory that gets logs and index.',
    ],
    examples: [
      ['busybody backup /backup/busybody.db', 'a file that takes the place of the store'],
      ['busybody backup - | gzip > busybody.db.gz', 'for whatever takes a stream'],
    ],
  },
  {
    name: 'check',
    summary: 'verify config, permissions, store, databases, tokens and scopes',
    arguments: NO_WORDS,
    flags: [],
    details: [
      'One line each, ok or FAIL; exit code 1 where anything fails. Asks the apps whether tokens and scopes suffice, sends nothing.',
    ],
    examples: [['busybody check', 'before the first run, and when in doubt']],
  },
  {
    name: 'init',
    summary: 'write a commented starter config, and units for systemd',
    arguments: { usage: '[FILE]', least: 0, most: 1, completes: 'files' },
    flags: [
      {
        name: 'systemd',
        value: 'DIR',
        completes: 'directories',
        help: 'write busybody.service and busybody.timer to DIR; - prints them',
      },
      { name: 'force', help: 'replace files that are there' },
    ],
    details: [
      'Writes ~/.config/busybody/config.yml, or FILE, readable by you alone. A file that is there stays as it is unless --force is given.',
    ],
    examples: [
      ['busybody init', 'a config to fill in'],
      ['busybody init --systemd /etc/systemd/system', 'units that run it every 15 minutes'],
    ],
  },
  {
    name: 'completions',
    summary: 'print a script that completes commands, flags and names at the Tab key',
    arguments: {
      usage: 'bash|zsh|fish',
      least: 1,
      most: 1,
      subcommands: [
        { name: 'bash', help: 'for bash 3.2 or later' },
        { name: 'zsh', help: 'for zsh 5 or later' },
        { name: 'fish', help: 'for fish 3 or later' },
      ],
    },
    flags: [],
    details: [
      'Commands, flags and their values, and from the store the names of users, sources and alerts, as far as whoever types may read it. It only looks: nothing is polled or written at the Tab key.',
    ],
    examples: [
      ['source <(busybody completions bash)', 'now; in ~/.bashrc for ever'],
      ['busybody completions zsh > ~/.zfunc/_busybody', 'in a directory of $fpath, before compinit'],
      ['busybody completions fish > ~/.config/fish/completions/busybody.fish', 'for ever'],
    ],
  },
  {
    name: 'man',
    summary: 'print the manual page',
    arguments: NO_WORDS,
    flags: [],
    details: ['In mdoc, the language of manual pages, with every command, flag, file and exit code.'],
    examples: [
      ['busybody man | man -l -', 'read it'],
      ['busybody man > /usr/local/share/man/man1/busybody.1', 'for `man busybody`'],
    ],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof COMMANDS)[number]['name'];

export const TABLE: Table = { commands: COMMANDS, globals: GLOBAL_FLAGS, fallback: 'run' };

// The manual page in mdoc, made from the table of commands; only what belongs to no command is written here.
// mdoc's reference: https://mandoc.bsd.lv/man/mdoc.7.html

import { formatIso } from '../domain/time.ts';
import type { CommandSpec, FlagSpec, Table } from './specs.ts';

/** When the words of this page last changed; a page has a date, and a build must not. */
const PAGE_MS = Date.UTC(2026, 10, 24);
const COLUMNS = 80;
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

const FILES = [
  ['~/.config/busybody/config.yml', 'Config, where no other is given.'],
  ['./config.yml', 'Config, where the one above is not there.'],
  ['/var/lib/busybody/busybody.db', 'Store of root and of the service.'],
  ['~/.local/share/busybody/busybody.db', 'Store of anybody else.'],
] as const;

const ENVIRONMENT = [
  ['NO_COLOR', 'Where it is set and not empty: no colours and no progress bars.'],
  ['HTTPS_PROXY', 'Proxy for what is asked of the apps; NO_PROXY names hosts to ask directly.'],
  ['STATE_DIRECTORY', 'Directory of the store, as systemd sets it.'],
  ['CREDENTIALS_DIRECTORY', 'Where files that the config names are looked for first, as systemd sets it.'],
] as const;

const EXIT_CODES = [
  ['0', 'Fine.'],
  ['1', 'Something failed and is named; what could go on went on.'],
  ['2', 'The command line or the config is wrong; nothing was done.'],
  ['3', 'An alert was raised, only with analyze \\-\\-fail\\-on\\-alert.'],
] as const;

export function manualPage(table: Table, version: string): string {
  const lines = [
    `.Dd ${pageDate()}`,
    '.Dt BUSYBODY 1',
    '.Os',
    '.Sh NAME',
    '.Nm busybody',
    `.Nd neighbourhood watch for a company's SaaS accounts`,
    '.Sh SYNOPSIS',
    '.Nm',
    '.Op Ar COMMAND',
    '.Op Ar flags',
    '.Sh DESCRIPTION',
    '.Nm',
    ...sentences(
      "reads the sign-in logs of a company's apps, learns where, from which network, on which device and when each person signs in, and tells a human, with plain reasons, when somebody else seems to have come in.",
    ),
    `Without a command it does what ${text(table.fallback)} does.`,
    '.Pp',
    `This page is of version ${text(version)}.`,
    'Data goes to standard output, all else to standard error.',
    'All times are UTC.',
    '.Sh OPTIONS',
    'Flags of every command:',
    ...flagList(table.globals),
    '.Sh COMMANDS',
    ...table.commands.flatMap(commandLines),
    '.Sh ENVIRONMENT',
    ...list(ENVIRONMENT.map(([name, what]) => [`Ev ${name}`, what])),
    '.Sh FILES',
    ...list(FILES.map(([path, what]) => [`Pa ${path}`, what])),
    '.Sh EXIT STATUS',
    ...list(EXIT_CODES.map(([code, what]) => [`Li ${code}`, what])),
    '.Sh SEE ALSO',
    ...sentences('busybody COMMAND --help, and docs/OPERATIONS.md where busybody was built.'),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(command: CommandSpec): string[] {
  const usage = ['busybody', command.name, command.arguments.usage].filter((part) => part !== '').join(' ');
  const { subcommands = [] } = command.arguments;
  return [
    `.Ss ${text(command.name)}`,
    ...(command.arguments.usage === '' ? [] : [`.Li ${text(usage)}\\&`, '.Pp']),
    ...sentences(`${capital(command.summary)}.`),
    ...command.details.flatMap((paragraph) => ['.Pp', ...sentences(paragraph)]),
    ...(subcommands.length > 0 ? list(subcommands.map(({ name, help }) => [`Cm ${name}`, `${capital(help)}.`])) : []),
    ...(command.flags.length > 0 ? flagList(command.flags) : []),
    '.Pp',
    command.examples.length > 1 ? 'Examples:' : 'Example:',
    '.Bd -literal -offset indent',
    ...command.examples.flatMap(([line, what]) => [text(`# ${what}`), text(line)]),
    '.Ed',
  ];
}

function flagList(flags: readonly FlagSpec[]): string[] {
  return list(
    flags.map(({ name, short, value, choices, help }) => {
      const argument = value === undefined ? '' : ` Ar ${text(choices?.join('|') ?? value)}`;
      const brief = short === undefined ? '' : `Fl ${short} , `;
      return [`${brief}Fl \\-${text(name)}${argument}`, `${capital(help)}.`];
    }),
  );
}

function list(items: readonly (readonly [head: string, what: string])[]): string[] {
  const rows = items.flatMap(([head, what]) => [`.It ${head}`, ...sentences(what)]);
  return ['.Bl -tag -width Ds', ...rows, '.El'];
}

/** One sentence a line, as mdoc wants it, and none of them longer than 80 characters. */
function sentences(paragraph: string): string[] {
  return paragraph.split(/(?<=[.:]) (?=[A-Z`-])/).flatMap((sentence) => {
    const lines: string[] = [];
    let line = '';
    for (const word of sentence.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && text(longer).length > COLUMNS) lines.push(line);
      line = line !== '' && text(longer).length > COLUMNS ? word : longer;
    }
    return [...lines, line].map(text);
  });
}

/** Text that roff takes for nothing but text. */
function text(words: string): string {
  const plain = words
    .replaceAll('\\', '\\e')
    .replaceAll('`', '')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replaceAll('’', "'")
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function pageDate(): string {
  const [year, month, day] = formatIso(PAGE_MS).slice(0, 10).split('-').map(Number) as [number, number, number];
  return `${MONTHS[month - 1]} ${day}, ${year}`;
}

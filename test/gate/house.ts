// The house as data: every room of src, its floor, what lives there and what it may import.
// The floors check reads it, and the table in docs/ARCHITECTURE.md is made from it.

export interface Room {
  /** Folder below src, or `main.ts`. */
  readonly name: string;
  readonly floor: number;
  readonly holds: string;
  /** Rooms, or single files of rooms (`sources/registry.ts`), it may import besides itself. */
  readonly mayImport: readonly string[];
}

const GROUND = ['domain', 'platform'] as const;
const BELOW_PIPELINE = [
  ...GROUND,
  'forest',
  'store',
  'geo',
  'features',
  'sources',
  'notifiers',
  'simulation',
  'detector',
  'alerting',
] as const;

export const HOUSE: readonly Room[] = [
  { name: 'domain', floor: 0, holds: 'the words of the trade as plain types, with pure helpers', mayImport: [] },
  {
    name: 'platform',
    floor: 0,
    holds:
      'the outside world behind small functions: errors, clock, random numbers, HTTP, log, locks, terminal, secrets',
    mayImport: [],
  },
  { name: 'forest', floor: 0, holds: 'the isolation forest: numbers in, scores out, seeded', mayImport: [] },
  {
    name: 'store',
    floor: 1,
    holds: 'everything that is kept; sqlite and flatfile behind one contract',
    mayImport: GROUND,
  },
  { name: 'geo', floor: 1, holds: 'what an address says: place, network owner, kind of network', mayImport: GROUND },
  { name: 'features', floor: 1, holds: 'a sign-in and a past, as numbers with names', mayImport: ['domain'] },
  {
    name: 'sources',
    floor: 1,
    holds: 'where sign-ins come from: one folder an app, and the file formats',
    mayImport: GROUND,
  },
  { name: 'notifiers', floor: 1, holds: 'where alerts go: one folder a channel', mayImport: GROUND },
  { name: 'simulation', floor: 1, holds: 'invented companies with labelled takeovers', mayImport: GROUND },
  {
    name: 'detector',
    floor: 2,
    holds: 'from features and forest to a score with reasons; pure',
    mayImport: ['domain', 'features', 'forest'],
  },
  { name: 'alerting', floor: 2, holds: 'from findings to alerts: episodes and severity; pure', mayImport: ['domain'] },
  {
    name: 'config',
    floor: 2,
    holds: 'the config file: schema from both registries, line and column of every mistake',
    mayImport: [...GROUND, 'sources/registry.ts', 'notifiers/registry.ts'],
  },
  {
    name: 'pipeline',
    floor: 3,
    holds: 'poll, import, analyze, notify, check as functions of open things; knows no YAML and no terminal',
    mayImport: BELOW_PIPELINE,
  },
  {
    name: 'view',
    floor: 3,
    holds: 'tables, JSON lines, CSV, the HTML report: pure, gives text back',
    mayImport: ['domain'],
  },
  {
    name: 'commands',
    floor: 4,
    holds:
      'one thin file a command: read the flags, open things, call, print, exit code; `start.ts` has the one catch at the top',
    mayImport: [...BELOW_PIPELINE, 'config', 'pipeline', 'view'],
  },
  {
    name: 'main.ts',
    floor: 5,
    holds: 'the entry: answers --version, and starts what is in commands',
    mayImport: ['platform', 'commands'],
  },
];

/** What may be touched only in src/platform and src/main.ts, so that everything else can be tested with another. */
export const OUTSIDE_ONLY: readonly {
  readonly pattern: RegExp;
  readonly name: string;
  readonly instead: string;
  /** Where a file has this, the name means something of its own. */
  readonly unless?: RegExp;
}[] = [
  { pattern: /\bDate\.now\b/, name: 'Date.now', instead: 'take a Clock' },
  { pattern: /\bnew Date\(\s*\)/, name: 'new Date()', instead: 'take a Clock' },
  { pattern: /\bMath\.random\b/, name: 'Math.random', instead: 'take a Random' },
  {
    pattern: /(?<![.\w$])fetch\(|\bglobalThis\.fetch\(/,
    name: 'fetch(',
    instead: 'use platform/http.ts',
    unless: /\b(?:const|let)\s+(?:\{[^}]*)?\bfetch\b/,
  },
  {
    pattern: /\bprocess\.env\b|\bBun\.env\b|\bimport\.meta\.env\b/,
    name: 'process.env',
    instead: 'take the environment',
  },
  { pattern: /(?<![.\w$])console\./, name: 'console.', instead: 'return text, or use the log' },
];

/** The table of docs/ARCHITECTURE.md. */
export function houseTable(): string {
  const rows = HOUSE.map((room) => {
    const name = room.name.endsWith('.ts') ? `src/${room.name}` : `src/${room.name}/`;
    const imports = room.mayImport.length === 0 ? 'nothing in src' : room.mayImport.join(', ');
    return `| ${room.floor} | \`${name}\` | ${room.holds} | ${imports} |`;
  });
  return ['| floor | room | what lives there | may import |', '|---|---|---|---|', ...rows].join('\n');
}

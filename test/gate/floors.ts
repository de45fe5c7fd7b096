// The floors check: reads every file under src and names each import that goes up, sideways or in a circle, each barrel
// file, and each touch of the outside world beyond platform. `bun test/gate/floors.ts`; `--write` refreshes the docs table.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { HOUSE, houseTable, OUTSIDE_ONLY, type Room } from './house.ts';
import { lineOf, scan } from './source-text.ts';

const ROOT = join(import.meta.dir, '../..');
const IMPORT = /\b(?:from\s*|import\s*\(\s*|import\s+|require\s*\(\s*)(['"])([^'"\n]+)\1/g;
const TABLE = /(<!-- floors:begin[^>]*-->\n)[\s\S]*?(<!-- floors:end -->)/;

/** Files of the top level that the program carries: its version, and the config that `init` writes. */
const READ_FROM_TOP = ['../package.json', '../config.example.yml'];

export interface Violation {
  /** Path below src. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

interface Edge {
  readonly to: string;
  readonly line: number;
}

/** Room a path below src lies in; undefined where the house has no such room. */
function roomOf(path: string): Room | undefined {
  const top = path.split('/')[0]!;
  return HOUSE.find((room) => room.name === top);
}

/** `files`: path below src → text. Violations in order of file and line. */
export function checkFloors(files: ReadonlyMap<string, string>): Violation[] {
  const violations: Violation[] = [];
  const graph = new Map<string, Edge[]>();
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const room = roomOf(file);
    if (!room) {
      violations.push({
        file,
        line: 1,
        text: `${file.split('/')[0]} is no room of the house: add it to test/gate/house.ts`,
      });
      continue;
    }
    const { code, uncommented } = scan(text);
    const edges: Edge[] = [];
    for (const match of uncommented.matchAll(IMPORT)) {
      if (code[match.index] !== uncommented[match.index]) continue;
      const specifier = match[2]!;
      const line = lineOf(text, match.index);
      if (!specifier.startsWith('.')) continue;
      const target = posix.normalize(posix.join(posix.dirname(file), specifier));
      if (target.startsWith('..')) {
        if (!READ_FROM_TOP.includes(target))
          violations.push({ file, line, text: `imports ${specifier}, which lies outside src` });
        continue;
      }
      edges.push({ to: target, line });
      const wrong = importProblem(room, target);
      if (wrong) violations.push({ file, line, text: wrong });
    }
    graph.set(file, edges);
    if (isBarrel(code))
      violations.push({ file, line: 1, text: 'only re-exports: import the file that defines the name' });
    if (room.name !== 'platform' && room.name !== 'main.ts') {
      for (const { pattern, name, instead, unless } of OUTSIDE_ONLY) {
        if (unless?.test(code)) continue;
        for (const match of code.matchAll(new RegExp(pattern, 'g'))) {
          violations.push({ file, line: lineOf(text, match.index), text: `uses ${name}: ${instead}` });
        }
      }
    }
  }
  return [...violations, ...circles(graph)].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
}

function importProblem(room: Room, target: string): string | null {
  const other = roomOf(target);
  if (!other) return `imports ${target}, which is in no room of the house`;
  if (other === room || room.mayImport.includes(other.name) || room.mayImport.includes(target)) return null;
  const direction = other.floor > room.floor ? 'up' : other.floor === room.floor ? 'sideways' : 'past its permission';
  return `imports ${target}, ${direction}: ${room.name} (floor ${room.floor}) may import ${room.mayImport.join(', ') || 'nothing'}`;
}

/** Nothing but imports and `export … from`, or lists of imported names exported again. */
function isBarrel(code: string): boolean {
  const statement = /\bexport\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*(?:from\s*(['"])\s*\1)?\s*;?/g;
  if (!statement.test(code)) return false;
  const rest = code.replace(statement, '').replace(/\bimport\b[^;'"]*(['"])\s*\1\s*;?/g, '');
  return rest.trim() === '';
}

/** One violation a circle, told at its alphabetically first file. */
function circles(graph: ReadonlyMap<string, readonly Edge[]>): Violation[] {
  const found = new Map<string, Violation>();
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string) => {
    path.push(file);
    for (const edge of graph.get(file) ?? []) {
      const start = path.indexOf(edge.to);
      if (start >= 0) {
        const circle = path.slice(start);
        const first = circle.indexOf([...circle].sort()[0]!);
        const turned = [...circle.slice(first), ...circle.slice(0, first)];
        const line = graph.get(turned[0]!)!.find((e) => e.to === (turned[1] ?? turned[0]))!.line;
        found.set(turned.join(), {
          file: turned[0]!,
          line,
          text: `imports in a circle: ${[...turned, turned[0]].join(' → ')}`,
        });
      } else if (!done.has(edge.to)) visit(edge.to);
    }
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) if (!done.has(file)) visit(file);
  return [...found.values()];
}

export function readSources(): Map<string, string> {
  const src = join(ROOT, 'src');
  const names = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(src, name), 'utf8')]));
}

/** The docs page with the table as the data has it. @throws where the page has no place for it. */
export function withFreshTable(page: string): string {
  if (!TABLE.test(page)) throw new Error('docs/ARCHITECTURE.md has no floors:begin and floors:end');
  return page.replace(TABLE, (_, begin: string, end: string) => `${begin}${houseTable()}\n${end}`);
}

if (import.meta.main) {
  const page = join(ROOT, 'docs/ARCHITECTURE.md');
  const text = readFileSync(page, 'utf8');
  if (process.argv.includes('--write')) writeFileSync(page, withFreshTable(text));
  const violations = checkFloors(readSources());
  for (const { file, line, text: what } of violations) process.stdout.write(`src/${file}:${line}: ${what}\n`);
  if (withFreshTable(text) !== text && !process.argv.includes('--write')) {
    process.stdout.write('docs/ARCHITECTURE.md:1: the table is stale: bun test/gate/floors.ts --write\n');
    process.exitCode = 1;
  }
  if (violations.length > 0) process.exitCode = 1;
}

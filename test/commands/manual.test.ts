import { expect, test } from 'bun:test';
import { manualPage } from '../../src/commands/manual.ts';
import { TABLE } from '../../src/commands/table.ts';

const PAGE = manualPage(TABLE, '2.0.0');

test('manualPage() has every command, subcommand, flag and example', () => {
  const plain = PAGE.replaceAll('\\-', '-').replaceAll('\\(ti', '~').replaceAll('\\(ha', '^');
  for (const { name, flags, examples, arguments: words } of TABLE.commands) {
    expect(plain).toContain(`\n.Ss ${name}\n`);
    for (const flag of [...flags, ...TABLE.globals])
      expect(plain).toMatch(new RegExp(`^\\.It .*Fl -${flag.name}\\b`, 'm'));
    for (const { name: word } of words.subcommands ?? []) expect(plain).toContain(`\n.It Cm ${word}\n`);
    for (const [line] of examples) expect(plain).toContain(`\n${line.replaceAll('…', '...')}\n`);
  }
});

test('manualPage() lets roff take no text for an order, and has no empty line', () => {
  const page = manualPage(
    {
      ...TABLE,
      commands: [{ ...TABLE.commands[0]!, summary: '.so /x \\fB', details: ["'tis a\\b"], examples: [['.x', '.y']] }],
    },
    '2.0.0',
  );
  expect(page).toContain('\n\\&.so /x \\efB.\n');
  expect(page).toContain("\n\\&'tis a\\eb\n");
  expect(page).toContain('\n\\&.x\n');
  expect(PAGE).not.toContain('\n\n');
  expect(Math.max(...PAGE.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
});

const mandoc = Bun.which('mandoc');
if (mandoc === null) process.stderr.write('mandoc -Tlint skipped: there is no mandoc here: apt-get install mandoc\n');
test.skipIf(mandoc === null)('mandoc finds nothing to say of it', () => {
  const result = Bun.spawnSync(['mandoc', '-Tlint', '-Wstyle'], { stdin: Buffer.from(PAGE) });
  expect([result.stdout.toString(), result.stderr.toString(), result.exitCode]).toEqual(['', '', 0]);
});

test('subcommands of the table are those of its usage', () => {
  for (const { arguments: words } of TABLE.commands) {
    if (words.subcommands === undefined) continue;
    const named = words.usage
      .replace(/[[\]…]/g, '')
      .split('|')
      .map((part) => part.split(' ')[0]!);
    expect(words.subcommands.map(({ name }) => name)).toEqual(named);
  }
});

// Backups: whole while others write, verified, private, and never over anything else.

import { Database } from 'bun:sqlite';
import { describe, expect, test } from 'bun:test';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { backupStore } from '../../src/store/backup.ts';
import { openStore } from '../../src/store/open.ts';
import { add, alert, delivery, failure, parseLine, Scratch, SELF, signIn, slice, T0 } from './support.ts';

const KINDS = ['sqlite', 'flatfile'] as const;
type Kind = (typeof KINDS)[number];

function options(kind: Kind, path: string) {
  return kind === 'sqlite' ? { module: kind, path } : { module: kind, logDirectory: path };
}
const place = (kind: Kind, at: Scratch) => at.join(kind === 'sqlite' ? 'busybody.db' : 'logs');
const open = (kind: Kind, path: string) => openStore(options(kind, path), { parseLine });
const backup = (kind: Kind, at: Scratch, to: string, force = false) =>
  backupStore(options(kind, place(kind, at)), { parseLine, resolveUser: SELF, to, force, nowMs: Date.now() });
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

function fill(kind: Kind, at: Scratch, count = 50): void {
  using store = open(kind, place(kind, at));
  add(
    store,
    Array.from({ length: count }, (_, n) => signIn(n)),
    { source: 'slack', value: 'here' },
  );
  store.commitSlice(slice({ alerts: [alert('a-1')], deliveries: [delivery('k')] }));
}

describe.each(KINDS)('backupStore() of %s', (kind) => {
  test('clears away what a killed one left of the same name, and nothing that may be at work or the only one', () => {
    using at = new Scratch();
    fill(kind, at);
    mkdirSync(at.join('to'));
    const gone = Bun.spawnSync(['true']).pid;
    const old = Date.now() / 1000 - 13 * 3600;
    const leave = (name: string, seconds: number) => {
      if (kind === 'sqlite') writeFileSync(at.join('to', name), 'x');
      else mkdirSync(at.join('to', name));
      utimesSync(at.join('to', name), seconds, seconds);
    };
    leave(`.a+b.${gone}.tmp`, old);
    leave(`.a+b.${gone}.tmp.old`, old);
    const kept = [`.a+b.${process.ppid}.tmp`, `.aab.${gone}.tmp`, `.a+b.${gone}.tmp.other`, `.a+b.x.tmp`];
    for (const name of kept) leave(name, old);
    renameSync(place(kind, at), at.join('away'));
    expect(failure(() => backup(kind, at, at.join('to', 'a+b')))).toBeInstanceOf(Error);
    expect(readdirSync(at.join('to')).sort()).toEqual([...kept, `.a+b.${gone}.tmp.old`].sort());
    renameSync(at.join('away'), place(kind, at));
    leave(`.a+b.${gone}.tmp`, Date.now() / 1000);
    backup(kind, at, at.join('to', 'a+b'));
    expect(readdirSync(at.join('to')).sort()).toEqual([...kept, `.a+b.${gone}.tmp`, 'a+b'].sort());
  });

  test('gives a store that holds all, readable by its owner only, and leaves no trace beside it', () => {
    using at = new Scratch();
    fill(kind, at);
    const to = at.join('copies', "it's");
    mkdirSync(at.join('copies'));
    const before = process.umask(0);
    try {
      expect(backup(kind, at, to)).toMatchObject({
        path: to,
        signIns: 50,
        newestMs: T0 + 49_000,
        alerts: 1,
        waiting: 1,
      });
    } finally {
      process.umask(before);
    }
    expect(readdirSync(at.join('copies'))).toEqual(["it's"]);
    const files = kind === 'sqlite' ? [to] : readdirSync(to).map((name) => join(to, name));
    expect(files.map(mode)).toEqual(files.map(() => '600'));
    if (kind === 'flatfile') expect(mode(to)).toBe('700');
    using copy = open(kind, to);
    expect([...copy.window({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })]).toHaveLength(50);
    expect(copy.cursor('slack')).toBe('here');
    expect(copy.alerts({}).map(({ id }) => id)).toEqual(['a-1']);
    expect(copy.check().filter(({ ok }) => !ok)).toEqual([]);
  });

  test('is whole while another process writes, which neither waits nor fails', async () => {
    using at = new Scratch();
    fill(kind, at, 0);
    const script = join(import.meta.dir, 'writer.ts');
    const writer = Bun.spawn([process.execPath, script, kind, place(kind, at), '0', '400'], { stderr: 'inherit' });
    let last = 0;
    for (let n = 0; writer.exitCode === null; n++) {
      const copy = backup(kind, at, at.join(`copy-${n}`));
      expect(copy.signIns % 10).toBe(0);
      expect(copy.signIns).toBeGreaterThanOrEqual(last);
      last = copy.signIns;
      await Bun.sleep(1);
    }
    expect(await writer.exited).toBe(0);
    expect(backup(kind, at, at.join('last')).signIns).toBe(400);
  }, 20_000);

  test('replaces an older backup only with force, and whole', () => {
    using at = new Scratch();
    fill(kind, at);
    backup(kind, at, at.join('copy'));
    const inode = statSync(at.join('copy')).ino;
    const refused = failure(() => backup(kind, at, at.join('copy')));
    expect([refused.code, refused.hints[0]]).toEqual([
      'E_BACKUP_PLACE',
      `busybody backup --force ${at.join('copy')} replaces it`,
    ]);
    expect(statSync(at.join('copy')).ino).toBe(inode);
    symlinkSync(at.join('copy'), at.join('link'));
    expect(backup(kind, at, at.join('link'), true).path).toBe(at.join('copy'));
    expect(statSync(at.join('copy')).ino).not.toBe(inode);
    expect(readdirSync(at.path).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  test('writes over nothing but a backup, forced or not', () => {
    using at = new Scratch();
    fill(kind, at);
    mkdirSync(at.join('folder'));
    writeFileSync(at.join('folder', 'letters.txt'), 'dear diary');
    writeFileSync(at.join('file'), 'dear diary');
    const taken = [
      place(kind, at),
      at.join('folder'),
      '/dev/null',
      ...(kind === 'flatfile' ? [at.join('file'), at.path] : []),
    ];
    for (const to of taken)
      expect([to, failure(() => backup(kind, at, to, true)).code]).toEqual([to, 'E_BACKUP_PLACE']);
    expect(readFileSync(at.join('folder', 'letters.txt'), 'utf8')).toBe('dear diary');
    expect(existsSync('/dev/null')).toBe(true);
    expect(backup(kind, at, at.join('copy')).signIns).toBe(50);
  });

  test('says what is wrong where the store is missing, the place too, and makes neither', () => {
    using at = new Scratch();
    expect(failure(() => backup(kind, at, at.join('copy'))).code).toMatch(/^E_STORE_(MISSING|UNUSABLE)$/);
    expect(readdirSync(at.path)).toEqual([]);
    fill(kind, at);
    const error = failure(() => backup(kind, at, at.join('nowhere', 'copy')));
    expect(error.message).toContain(at.join('nowhere'));
    expect(existsSync(at.join('nowhere'))).toBe(false);
  });
});

describe('backupStore()', () => {
  test('of a damaged store fails and keeps the older backup', () => {
    using at = new Scratch();
    fill('sqlite', at, 500);
    backup('sqlite', at, at.join('copy'));
    const path = place('sqlite', at);
    const whole = readFileSync(at.join('copy'));
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 16_384 * 12);
    writeFileSync(path, bytes);
    expect(failure(() => backup('sqlite', at, at.join('copy'), true)).code).toMatch(
      /^E_(STORE_CORRUPT|BACKUP_DAMAGED)$/,
    );
    expect(readFileSync(at.join('copy')).equals(whole)).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('of a store whose sign-ins cannot all be found fails', () => {
    using at = new Scratch();
    fill('sqlite', at);
    {
      using db = new Database(place('sqlite', at));
      db.run('DELETE FROM sign_in_time WHERE seq = 7');
    }
    const error = failure(() => backup('sqlite', at, at.join('copy')));
    expect([error.code, existsSync(at.join('copy'))]).toEqual(['E_BACKUP_DAMAGED', false]);
  });

  test('takes a store of any schema as it is: before an upgrade, or after a step back', () => {
    using at = new Scratch();
    fill('sqlite', at);
    {
      using db = new Database(place('sqlite', at));
      db.run('PRAGMA user_version = 99');
    }
    expect(backup('sqlite', at, at.join('copy'))).toMatchObject({ signIns: 50, schema: 99 });
  });

  test('takes logs that no index knows yet, rotated ones with them', () => {
    using at = new Scratch();
    mkdirSync(at.join('logs'));
    writeFileSync(at.join('logs', 'slack.log.1'), `${signIn(1).raw}\n`);
    writeFileSync(at.join('logs', 'slack.log'), `${signIn(2).raw}\n`);
    writeFileSync(at.join('logs', 'other.txt'), 'left alone');
    chmodSync(at.join('logs', 'slack.log'), 0o644);
    expect(backup('flatfile', at, at.join('copy')).signIns).toBe(2);
    expect(readdirSync(at.join('copy')).sort()).toEqual(['busybody-index.db', 'slack.log', 'slack.log.1']);
    expect(mode(at.join('copy', 'slack.log'))).toBe('600');
    expect(readdirSync(at.join('logs')).sort()).toEqual(['other.txt', 'slack.log', 'slack.log.1']);
  });

  test('is restored by putting it in the place of a store that is damaged', () => {
    using at = new Scratch();
    fill('sqlite', at);
    backup('sqlite', at, at.join('copy'));
    writeFileSync(place('sqlite', at), 'noise '.repeat(9999));
    expect(failure(() => open('sqlite', place('sqlite', at))).code).toBe('E_STORE_NOT_A_DATABASE');
    renameSync(place('sqlite', at), at.join('damaged'));
    renameSync(at.join('copy'), place('sqlite', at));
    using store = open('sqlite', place('sqlite', at));
    expect(add(store, [signIn(49), signIn(50)])).toEqual({ added: 1, known: 1 });
    expect(store.check().filter(({ ok }) => !ok)).toEqual([]);
  });
});

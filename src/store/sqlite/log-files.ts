// Table log_file, used by the flatfile store: how far each log has been read, and what could not be.

import type { Connection } from './connection.ts';

export interface LogFile {
  readonly source: string;
  /** Offset in bytes up to which the log is read. */
  readonly readTo: number;
  /** Of what stands before that offset, to notice a replaced file. */
  readonly fingerprint: string;
  readonly lines: number;
  readonly broken: number;
  /** The first broken one, counted from 1. */
  readonly brokenLine: number | null;
  readonly brokenReason: string | null;
  /** How often the file turned out replaced or shortened, and was read anew. */
  readonly replaced: number;
}

export interface LogFiles {
  get(source: string): LogFile | null;
  put(file: LogFile): void;
  all(): readonly LogFile[];
}

const SELECT = `SELECT source, read_to AS readTo, fingerprint, lines, broken, broken_line AS brokenLine,
  broken_reason AS brokenReason, replaced FROM log_file`;

export function openLogFiles(connection: Connection): LogFiles {
  const find = connection.prepare<LogFile>(`${SELECT} WHERE source = ?`);
  const all = connection.prepare<LogFile>(`${SELECT} ORDER BY source`);
  const put = connection.prepare('INSERT OR REPLACE INTO log_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    get: (source) => find.get(source),
    put: (file) => {
      put.run(
        file.source,
        file.readTo,
        file.fingerprint,
        file.lines,
        file.broken,
        file.brokenLine,
        file.brokenReason,
        file.replaced,
      );
    },
    all: () => all.all(),
  };
}

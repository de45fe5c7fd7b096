// What a report costs: time, memory and size of the executable's `report` on a store of many judged sign-ins, whose scores are
// invented, since judging is not what is measured. Run after `bun run build`: bun test/bench/report.ts [SIGN_INS…], by default
// 10,000, 100,000 and 1,000,000 (some minutes, most of them to fill the store). Prints JSON lines.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Enrichment, UNKNOWN_ENRICHMENT } from '../../src/domain/enrichment.ts';
import type { SignIn } from '../../src/domain/sign-in.ts';
import { encodeTrace } from '../../src/pipeline/trace.ts';
import { CITIES } from '../../src/simulation/pools/cities.ts';
import type { ScoreRow } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';

const BINARY = process.env.BUSYBODY ?? join(import.meta.dir, '../../dist/busybody');
const USERS = 5000;
const BATCH = 5000;
const WINDOW_MS = 29 * 86_400_000;

if (process.argv[2] === 'fill') fill(process.argv[3]!, Number(process.argv[4]));
else {
  const sizes = process.argv.slice(2).map(Number);
  for (const count of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) measure(count);
}

function measure(count: number): void {
  const directory = mkdtempSync(join(tmpdir(), 'busybody-bench-'));
  try {
    const database = join(directory, 'busybody.db');
    // In another process, so that only the program's own memory is counted.
    const filled = Bun.spawnSync([process.execPath, import.meta.path, 'fill', database, String(count)]);
    if (filled.exitCode !== 0) throw new Error(`${filled.stderr}`);
    const config = join(directory, 'config.yml');
    writeFileSync(config, `persistence: {module: sqlite, path: ${database}}\n`, { mode: 0o600 });
    const out = join(directory, 'report.html');
    const start = performance.now();
    const child = Bun.spawnSync([BINARY, '-c', config, 'report', '--out', out], { env: { HOME: directory } });
    const wallMs = performance.now() - start;
    if (child.exitCode !== 0) throw new Error(`${child.stderr}`);
    const { cpuTime, maxRSS } = child.resourceUsage;
    console.log(
      JSON.stringify({
        sign_ins: count,
        wall_s: round(wallMs / 1000),
        cpu_s: round(Number(cpuTime.total) / 1e6),
        peak_mb: Math.round(maxRSS / 1e6),
        file_kb: Math.round(statSync(out).size / 1000),
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function fill(path: string, count: number): void {
  using store = openStore({ module: 'sqlite', path });
  const nowMs = Date.now();
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) =>
      signIn(from + i, nowMs - WINDOW_MS * (1 - (from + i) / count)),
    );
    store.addSignIns(batch, { resolveUser: (_, account) => account, nowMs });
    store.commitSlice({
      ...{ baselines: [], orgFacts: [], alerts: [], deliveries: [], meta: new Map() },
      scores: batch.map((_, i) => judged(from + i + 1)),
    });
  }
}

function signIn(index: number, timeMs: number): SignIn {
  return {
    ...{ source: 'slack', id: `s${index}`, timeMs: Math.floor(timeMs), account: `user-${index % USERS}@example.com` },
    ...{
      ip: `203.0.113.${index % 256}`,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      outcome: 'success',
    },
    ...{ event: 'access', warning: null, raw: '{}' },
  };
}

function judged(seq: number): ScoreRow {
  // Most at home, some on the way.
  const city = CITIES[(seq % 17 === 0 ? seq : seq % USERS) % CITIES.length]!;
  const { latitude, longitude, country } = city;
  const place: Enrichment = {
    ...UNKNOWN_ENRICHMENT,
    addressState: 'public',
    precision: 'city',
    ...{ city: city.name, country, latitude, longitude },
    ...{ accuracyKm: 20, asn: 64500, organization: 'Example Telecom' },
    networkKind: 'isp',
  };
  return {
    ...{ seq, state: 'scored', why: null, score: 0.3 + ((seq * 7919) % 1000) / 2500, threshold: 0.75 },
    ...{ components: { location: 0.1, network: 0.1, device: 0.1, time: 0.1 }, alert: false, alertId: null },
    reasons: [{ component: 'network', text: 'Example Telecom was seldom used' }],
    model: '2.0.0/7/256',
    features: encodeTrace({ row: new Uint16Array(40), place }),
  };
}

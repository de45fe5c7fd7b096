// Tries that fail: what every company's log has from strangers, whether or not one of them ever gets in.

import { pick, whole, wide } from '../factorial/draw.ts';
import { agentAt, type Book, DAY_MS } from './book.ts';
import { type Device, newDevice } from './devices.ts';
import type { Line } from './lines.ts';
import { elsewhere, server } from './tale.ts';

export interface Tries {
  readonly count: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly line: () => Line;
  readonly device: Device;
  readonly kind: string;
}

/** Failures on accounts drawn at random, where the app logs failures. */
export function noise(book: Book, of: Tries): void {
  const { random } = book;
  for (let i = 0; i < of.count; i++) {
    const person = pick(random, book.people);
    const app = person.apps.find((one) => one.app.failure !== null)?.app;
    const timeMs = whole(random, [of.fromMs, of.toMs]);
    if (!app) continue;
    const line = of.line();
    const agent = agentAt(book, of.device, { app, timeMs });
    const outcome = 'failure' as const;
    book.happened.push({
      timeMs,
      person,
      app,
      ip: line.at(timeMs),
      line,
      agent,
      outcome,
      kind: of.kind,
      incident: null,
    });
  }
}

/** The company's share of the world's guessing, in bursts. */
export function addNoise(book: Book): void {
  const { random } = book;
  const days = (book.endMs - book.startMs) / DAY_MS;
  for (let burst = Math.round(days * wide(random, [0.01, 0.5])); burst > 0; burst--) {
    const fromMs = book.startMs + Math.floor(random() * days * DAY_MS);
    const block = server(book);
    const far = book.net.home(elsewhere(book, block.city));
    const count = Math.round(wide(random, [1, 60]));
    const toMs = fromMs + Math.round(wide(random, [0.02, 2]) * DAY_MS);
    const device = newDevice(random, random() < 0.5 ? 'script' : 'win');
    noise(book, { count, fromMs, toMs, line: () => (random() < 0.8 ? block : far), device, kind: 'guessing-noise' });
  }
}

// Which stories a company lives through: attacks by its own liking, and harmless ones of which many are their twins.

import { chance, normal, pick, weighted, whole, wide } from '../factorial/draw.ts';
import { appOf, type Book, DAY_MS, type Happening, HOUR_MS, type Person, somebody } from './book.ts';
import type { Case, Plot } from './case.ts';
import { GUESSING_PLOTS } from './plots-guessing.ts';
import { NEAR_PLOTS } from './plots-near.ts';
import { PHISHING_PLOTS } from './plots-phishing.ts';
import { STOLEN_PLOTS } from './plots-stolen.ts';
import type { Tale } from './tale.ts';
import { DEVICE_TALES } from './tales-devices.ts';
import { LINE_TALES } from './tales-lines.ts';
import { TRAVEL_TALES } from './tales-travel.ts';
import { WORK_TALES } from './tales-work.ts';

export const PLOTS: readonly Plot[] = [...PHISHING_PLOTS, ...STOLEN_PLOTS, ...GUESSING_PLOTS, ...NEAR_PLOTS];
export const TALES: readonly Tale[] = [...TRAVEL_TALES, ...LINE_TALES, ...DEVICE_TALES, ...WORK_TALES];

export interface Plan {
  readonly plots: readonly Plot[];
  readonly tales: readonly { tale: Tale; atMs: number }[];
}

/** Weights of a Dirichlet with parameter one half, times how common each is anyway: some companies know but a few stories. */
function liking(book: Book, stories: readonly { name: string; weight: number }[]): Map<string, number> {
  return new Map(stories.map(({ name, weight }) => [name, weight * normal(book.random) ** 2]));
}

/** 15 to 45 takeovers, two to five times as many harmless stories. */
export function planStories(book: Book): Plan {
  const { random } = book;
  const plotLiking = liking(book, PLOTS);
  const taleLiking = liking(book, TALES);
  const plots = Array.from({ length: whole(random, [16, 45]) }, () =>
    weighted(random, PLOTS, (one) => plotLiking.get(one.name)!),
  );
  const used = new Set<Tale>();
  const twinned = wide(random, [0.2, 0.8]);
  const tales = Array.from({ length: Math.round(plots.length * (2 + random() * 3)) }, () => {
    const name = chance(random, twinned) ? pick(random, pick(random, plots).twins) : '';
    const free = TALES.filter((one) => !used.has(one));
    const tale = free.find((one) => one.name === name) ?? weighted(random, free, (one) => taleLiking.get(one.name)!);
    if (tale.once) used.add(tale);
    return { tale, atMs: book.startMs + Math.floor((0.03 + random() * 0.95) * (book.endMs - book.startMs)) };
  });
  return { plots, tales };
}

export function tellTales(book: Book, plan: Plan): void {
  for (const { tale, atMs } of plan.tales) {
    const person = somebody(book, { atMs });
    if (person) tale.tell(book, person, atMs);
  }
}

interface Target {
  readonly victim: Person;
  readonly atMs: number;
}

function target(book: Book, plot: Plot, lives: ReadonlyMap<Person, readonly Happening[]>): Target | null {
  const { random, startMs, endMs } = book;
  for (let attempt = 0; attempt < 400; attempt++) {
    const victim = pick(random, book.people);
    const life = lives.get(victim)!;
    if (victim.role === 'service' || life.length < 3) continue;
    const [first, last] = [life[0]!.timeMs, life[life.length - 1]!.timeMs];
    if (plot.victim === 'dormant') {
      const gap = life.findIndex((one, i) => one.timeMs - (life[i - 1]?.timeMs ?? one.timeMs) > 12 * DAY_MS);
      const [before, after] = [life[gap - 1]?.timeMs ?? 0, life[gap]?.timeMs ?? 0];
      if (gap > 0) return { victim, atMs: Math.floor(after - random() * 0.4 * (after - before)) };
      if (endMs - last > 15 * DAY_MS) return { victim, atMs: whole(random, [last + 12 * DAY_MS, endMs - DAY_MS]) };
      if (attempt < 300) continue;
    }
    if (plot.victim === 'early') return { victim, atMs: startMs + Math.floor(random() * 14 * DAY_MS) };
    if (plot.victim === 'new' && attempt < 300) {
      if (victim.fromMs < startMs) continue;
      return { victim, atMs: first + Math.floor((0.2 + random() * 6.8) * DAY_MS) };
    }
    if (plot.victim === 'office' && victim.office === null && attempt < 300) continue;
    if (plot.victim === 'travelling' && attempt < 300) {
      const away = life.filter((one) => one.line.city !== victim.city && one.timeMs > startMs + 7 * DAY_MS);
      if (away.length === 0) continue;
      return { victim, atMs: pick(random, away).timeMs + whole(random, [60_000, 10_800_000]) };
    }
    if (life.length < 12) continue;
    const from = life[Math.min(life.length - 2, 8 + Math.floor(random() * 10))]!.timeMs;
    if (last > from) return { victim, atMs: whole(random, [from, last]) };
  }
  return null;
}

/** Each victim of a plot is an incident of its own, also where one crew took several. */
export function runPlots(book: Book, plan: Plan, lives: ReadonlyMap<Person, readonly Happening[]>): void {
  const { random } = book;
  let told = 0;
  for (const plot of plan.plots) {
    const found = target(book, plot, lives);
    const size = plot.victims ? whole(random, plot.victims) : 1;
    let crew: Case['crew'] = null;
    for (let i = 0; i < size && found && told < plan.plots.length; i++) {
      const victim = i === 0 ? found.victim : somebody(book, { atMs: found.atMs });
      if (!victim) continue;
      told++;
      const incident = `inc-${String(told).padStart(3, '0')}`;
      const scene = { book, victim, incident, kind: plot.name, app: appOf(random, victim), life: lives.get(victim)! };
      const atMs = i === 0 ? found.atMs : found.atMs + Math.round(wide(random, [0.05, 70]) * HOUR_MS);
      crew ??= plot.gear?.({ ...scene, atMs }) ?? null;
      plot.run({ ...scene, atMs, crew });
    }
  }
}

// What is usual for a user, one plain sentence a line: the other half of every alert.

import type { Baseline, Fact } from '../features/baseline.ts';
import type { Observation } from '../features/observation.ts';

/**
 * Sentences on places, networks, devices and hours; empty where nothing is known yet.
 * @param without a sign-in that was learnt already and is to be left out: the odd one is not what is usual.
 */
export function usualSentences(baseline: Baseline, without: Observation | null = null): readonly string[] {
  const top = (kind: 'city' | 'owner' | 'family'): readonly UsualItem[] =>
    topShares(baseline.facts[kind], baseline.totals[kind], { without: without?.keys[kind] ?? null });
  const lines = [
    list('Places', top('city')),
    list('Networks', top('owner')),
    list('Devices', top('family')),
    usualHours(baseline),
  ];
  return lines.filter((line) => line !== null);
}

export interface UsualItem {
  readonly name: string;
  readonly share: number;
  readonly count: number;
  readonly lastMs: number;
}

/** Keys by how often they occurred, most frequent first. */
export function topShares(
  facts: ReadonlyMap<string, Fact>,
  total: number,
  options: { most?: number; without?: string | null } = {},
): readonly UsualItem[] {
  const { most = 3, without = null } = options;
  const all = total - (without === null ? 0 : 1);
  return [...facts]
    .map(([key, fact]) => ({
      name: fact.name ?? key,
      count: fact.count - (key === without ? 1 : 0),
      lastMs: fact.lastMs,
    }))
    .filter((item) => item.count > 0)
    .map((item) => ({ ...item, share: item.count / all }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}

function list(title: string, items: readonly UsualItem[]): string | null {
  if (items.length === 0) return null;
  return `${title}: ${items.map((item) => `${item.name} (${Math.max(1, Math.round(item.share * 100))} %)`).join(', ')}`;
}

/** The shortest run of hours that holds nine tenths of the sign-ins, as `06:00–16:59 UTC`. */
function usualHours(baseline: Baseline): string | null {
  const hours = Array.from({ length: 24 }, (_, hour) => baseline.hours[hour]! + baseline.hours[24 + hour]!);
  const all = hours.reduce((sum, value) => sum + value, 0);
  if (all < 10) return null;
  let best = { start: 0, length: 24 };
  for (let start = 0; start < 24; start++) {
    let sum = 0;
    for (let length = 1; length < best.length; length++) {
      sum += hours[(start + length - 1) % 24]!;
      if (sum >= 0.9 * all) best = { start, length };
    }
  }
  if (best.length >= 22) return 'Hours: around the clock';
  const two = (hour: number): string => String(hour % 24).padStart(2, '0');
  return `Hours: ${two(best.start)}:00–${two(best.start + best.length - 1)}:59 UTC`;
}

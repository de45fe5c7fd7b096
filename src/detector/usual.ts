// What is usual for a user, one plain sentence a line: the other half of every alert.

import type { Baseline, Fact } from '../features/baseline.ts';

/** Sentences on places, networks, devices and hours; empty where nothing is known yet. */
export function usualSentences(baseline: Baseline): readonly string[] {
  if (baseline.count === 0) return [];
  const lines = [
    list('Places', topShares(baseline.facts.city, baseline.totals.city)),
    list('Networks', topShares(baseline.facts.owner, baseline.totals.owner)),
    list('Devices', topShares(baseline.facts.family, baseline.totals.family)),
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
export function topShares(facts: ReadonlyMap<string, Fact>, total: number, most = 3): readonly UsualItem[] {
  return [...facts]
    .map(([key, fact]) => ({
      name: fact.name ?? key,
      share: total === 0 ? 0 : fact.count / total,
      count: fact.count,
      lastMs: fact.lastMs,
    }))
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

// The score a sign-in would have had with some of it as usual. Judges only; the state must be as it was just before the sign-in.

import { type Detector, judge } from '../detector/detector.ts';
import type { UserForest } from '../detector/user-forest.ts';
import type { Component } from '../domain/score.ts';
import type { Baseline } from '../features/baseline.ts';
import { SIGNALS } from '../features/catalogue.ts';
import type { Observation } from '../features/observation.ts';

/** Every signal of these components as usual, those it shares with others too; of the location also the point on the map. */
export function scoreWithout(
  detector: Detector,
  input: {
    readonly state: { readonly baseline: Baseline; readonly forest: UserForest };
    readonly values: Float64Array;
    readonly seen: Observation;
    readonly components: readonly Component[];
  },
): number {
  const { state, values, seen, components } = input;
  const calm = values.slice();
  for (let i = 0; i < calm.length; i++) {
    const parts: readonly Component[] = SIGNALS[i]!.parts;
    if (parts.some((part) => components.includes(part))) calm[i] = 0;
  }
  const home = [...state.baseline.places].sort((a, b) => b.count - a.count)[0]?.point ?? seen.point;
  const point = components.includes('location') ? home : seen.point;
  return judge(detector, state.forest, { signals: calm, point }).score;
}

// Where names go on a map so that none covers another, a mark or the edge: the first that fits of right, left, above, below.

import { displayWidth } from '../../domain/text.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  /** How far the name must stay away from the point. */
  readonly radius: number;
  readonly text: string;
}

export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
}

const FONT = 12;
/** Generous middle width of a column, as a part of the font's size. */
const SIGN = 0.58;
const GAP = 4;

/** Names in the order of their weight; those with no room are left out. @param options `taken`: what they must not cover. */
export function placeLabels(
  requests: readonly LabelRequest[],
  options: { width: number; height: number; taken: readonly Box[]; most: number },
): readonly PlacedLabel[] {
  const { width, height, most } = options;
  const taken = [...options.taken];
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    if (placed.length >= most) break;
    for (const { label, box } of candidates(request)) {
      const inside = box.x >= 2 && box.y >= 2 && box.x + box.width <= width - 2 && box.y + box.height <= height - 2;
      if (!inside || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      placed.push(label);
      break;
    }
  }
  return placed;
}

function candidates({ x, y, radius, text }: LabelRequest): readonly { label: PlacedLabel; box: Box }[] {
  const width = Math.ceil(displayWidth(text) * FONT * SIGN);
  const away = radius + GAP;
  const box = (left: number, base: number): Box => ({ x: left, y: base - FONT, width, height: FONT + 3 });
  const side = y + FONT / 3;
  return [
    { label: { x: x + away, y: side, anchor: 'start', text }, box: box(x + away, side) },
    { label: { x: x - away, y: side, anchor: 'end', text }, box: box(x - away - width, side) },
    { label: { x, y: y - away, anchor: 'middle', text }, box: box(x - width / 2, y - away) },
    { label: { x, y: y + away + FONT, anchor: 'middle', text }, box: box(x - width / 2, y + away + FONT) },
  ];
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

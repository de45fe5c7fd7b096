// Evidence: how much the signals together speak for somebody else, as log-odds. Small monotone trees learnt offline on the
// project's own simulator and shipped as data; what each signal adds is read along the paths, so the parts add up exactly.

/** A tree in arrays: node i is a leaf where feature[i] < 0; a value goes right where it exceeds threshold[i]. */
export interface EvidenceTree {
  readonly feature: readonly number[];
  /** In the scale 0..255 of quantised signals. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Mean log-odds of the node: of leaves what they say, of inner nodes what is said before the split. */
  readonly value: readonly number[];
}

export interface EvidenceModel {
  readonly bias: number;
  readonly trees: readonly EvidenceTree[];
}

/** Quantises signals in [0, 1] to 0..255: what the trees split on. */
export function quantise(values: ArrayLike<number>, into: Uint8Array): Uint8Array {
  for (let i = 0; i < into.length; i++) into[i] = Math.round(values[i]! * 255);
  return into;
}

/**
 * Log-odds of the quantised signals.
 * @param parts if given, receives what each signal added; bias plus all parts is the result.
 */
export function evidence(model: EvidenceModel, signals: Uint8Array, parts?: Float64Array): number {
  parts?.fill(0);
  let total = model.bias;
  for (const tree of model.trees) {
    let node = 0;
    let feature = tree.feature[0]!;
    while (feature >= 0) {
      const next = signals[feature]! > tree.threshold[node]! ? tree.right[node]! : tree.left[node]!;
      if (parts) parts[feature]! += tree.value[next]! - tree.value[node]!;
      node = next;
      feature = tree.feature[node]!;
    }
    total += tree.value[node]!;
  }
  return total;
}

// What the detector says of one sign-in: state, score, its parts, and reasons in plain sentences.

export const COMPONENTS = ['location', 'network', 'device', 'time'] as const;
export type Component = (typeof COMPONENTS)[number];

/** `learning`: too little history to judge alone; `unscored`: not judged, for the reason in `why`. */
export type State = 'scored' | 'learning' | 'unscored';

/** A plain sentence and the component it speaks of; `provider` for a warning of the app itself. */
export interface Reason {
  readonly component: Component | 'provider';
  readonly text: string;
}

/** One judged sign-in, as stored and shown. */
export interface Score {
  readonly seq: number;
  readonly state: State;
  /** Why it was not judged; null unless `unscored`. */
  readonly why: string | null;
  /** 0..1, higher is stranger, comparable across users; null only where `unscored`. */
  readonly score: number | null;
  /** The limit that held for this sign-in, 0..1; null where `unscored`. */
  readonly threshold: number | null;
  /** Shares of the score by component, adding up to it; null where `unscored`. */
  readonly components: Readonly<Record<Component, number>> | null;
  /** What is new first, then what is as usual; empty where nothing stands out. */
  readonly reasons: readonly Reason[];
  /** True on the sign-in that raised the alert, or raised it again. */
  readonly alert: boolean;
  /** The alert this sign-in belongs to, if any. */
  readonly alertId: string | null;
  /** Version, seed and training size, so that the number can be repeated: `2.0.0/7/256`. */
  readonly model: string | null;
}

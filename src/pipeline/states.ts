// The states of the users met in a run: loaded when first met, rebuilt where the store has none, kept in step where a
// sign-in arrives late, saved with the slice.

import type { Enrichment } from '../domain/enrichment.ts';
import { compareSignIns, type SignIn } from '../domain/sign-in.ts';
import { collectRecentGarbage } from '../platform/memory.ts';
import type { ScoredSignIn, Store } from '../store/contract.ts';
import { openUserState, type Remembered, type ReplayContext, restep, type UserState } from './replay.ts';
import { decodeState, encodeState } from './state-bytes.ts';
import { decodeTrace } from './trace.ts';

interface Held {
  state: UserState;
  /** Sign-ins already judged that come after the point the state stands at, in event-time order; empty when up to date. */
  ahead: ScoredSignIn[];
  changed: boolean;
}

export interface States {
  /** The state as it was just before this sign-in. */
  before(user: string, signIn: SignIn): UserState;
  /** Bytes of the wanted users that changed since the last call, caught up with what was judged before; made one by one. */
  takeChanges(wanted: (user: string) => boolean): Iterable<[user: string, bytes: Uint8Array]>;
  /** Lets go of all but the users met most recently. Only after the changes are stored. */
  trim(): void;
}

export interface StatesOptions {
  readonly store: Pick<Store, 'baseline' | 'window' | 'alert'>;
  readonly context: ReplayContext;
  readonly enrich: (ip: string | null) => Enrichment;
  /** Nothing was ever judged: a user without a baseline has no past to learn anew from. */
  readonly fresh?: boolean;
}

const MOST_HELD = 1200;
/** So many states are written as bytes, some ten kilobytes each and used once, before memory is tidied. */
const TIDY = 50;

export function openStates(options: StatesOptions): States {
  const { store, context } = options;
  const held = new Map<string, Held>();

  const catchUp = (one: Held, until: SignIn | null): void => {
    let taken = 0;
    while (taken < one.ahead.length && (until === null || compareSignIns(one.ahead[taken]!.signIn, until) < 0))
      restep(context, one.state, remembered(options, one.ahead[taken++]!));
    one.ahead = one.ahead.slice(taken);
  };

  return {
    before(user, signIn) {
      let one = held.get(user);
      if (!one) {
        const bytes = store.baseline(user);
        const state = bytes === null ? null : decodeState(bytes, { user, detector: context.detector });
        const learnt = state ?? (options.fresh ? openUserState(context.detector, user) : rebuild(options, user, null));
        one = { state: learnt, ahead: [], changed: false };
      }
      held.delete(user);
      held.set(user, one);
      if (one.ahead.length > 0) catchUp(one, signIn);
      else if (signIn.timeMs < one.state.baseline.lastMs) {
        one.state = rebuild(options, user, signIn);
        one.ahead = judgedFrom(store, user, signIn);
      }
      one.changed = true;
      return one.state;
    },
    *takeChanges(wanted) {
      let made = 0;
      for (const [user, one] of held) {
        if (!one.changed) continue;
        one.changed = false;
        if (!wanted(user)) continue;
        if (++made % TIDY === 0) collectRecentGarbage();
        const bytes = encodeState(one.state, context.detector);
        if (one.ahead.length === 0) yield [user, bytes];
        else {
          const copy: Held = {
            state: decodeState(bytes, { user, detector: context.detector })!,
            ahead: one.ahead,
            changed: false,
          };
          catchUp(copy, null);
          yield [user, encodeState(copy.state, context.detector)];
        }
      }
    },
    trim() {
      for (const [user, one] of held) {
        if (held.size <= MOST_HELD) break;
        if (one.ahead.length === 0) held.delete(user);
      }
    },
  };
}

/** Learns anew from the user's judged sign-ins, all of them or those that precede `until`. */
export function rebuild(options: StatesOptions, user: string, until: SignIn | null): UserState {
  const state = openUserState(options.context.detector, user);
  const toMs = until === null ? Number.MAX_SAFE_INTEGER : until.timeMs + 1;
  for (const past of options.store.window({ fromMs: Number.MIN_SAFE_INTEGER, toMs, user })) {
    if (past.score === null || (until !== null && compareSignIns(past.signIn, until) >= 0)) continue;
    restep(options.context, state, remembered(options, past));
  }
  return state;
}

function judgedFrom(store: StatesOptions['store'], user: string, from: SignIn): ScoredSignIn[] {
  const ahead: ScoredSignIn[] = [];
  for (const past of store.window({ fromMs: from.timeMs, toMs: Number.MAX_SAFE_INTEGER, user }))
    if (past.score !== null && compareSignIns(past.signIn, from) > 0) ahead.push(past);
  return ahead;
}

function remembered({ store, context, enrich }: StatesOptions, past: ScoredSignIn): Remembered {
  const { signIn, score, features } = past;
  const trace = decodeTrace(features);
  const alertId = score?.alertId ?? null;
  const status = alertId === null ? null : (store.alert(alertId)?.status ?? null);
  return {
    signIn,
    place: trace?.place ?? enrich(signIn.ip),
    // A row of another length is of another model.
    row: trace?.row.length === context.detector.base.forest.columns ? trace.row : null,
    score: score?.score ?? 0,
    threshold: score?.threshold ?? 1,
    components: score?.components ?? null,
    alert: score?.alert ?? false,
    alertId,
    verdict: status === 'dismissed' || status === 'confirmed' ? status : null,
  };
}

// The limit a score must reach, set from one wish: false alerts per 1,000 sign-ins of this company (`alert_budget`).
// Starts from a table measured on simulated companies, then follows the company's own last 28 days, slowly and within bounds.
// Moves only at UTC days of event time, so that it does not depend on how runs are cut.

export interface ThresholdState {
  /** UTC day in progress; -1 before the first sign-in. */
  day: number;
  /** Limit in force on that day. */
  limit: number;
  /** Complete days, oldest first. */
  days: { day: number; signIns: number; peaks: Record<string, number> }[];
  /** The day in progress: sign-ins, and the highest score of each user. */
  signIns: number;
  users: Record<string, number>;
}

/** Fixed start: limit by budget, measured on simulated companies; between them on a straight line. */
export interface StartTable {
  readonly budgets: readonly number[];
  readonly limits: readonly number[];
}

/** Limits that gave each budget on simulated companies (docs/DETECTION.md); a company's own history moves on from there. */
export const START_LIMITS: StartTable = {
  budgets: [0.25, 0.5, 1, 2, 5],
  limits: [0.765, 0.738, 0.705, 0.665, 0.59],
};

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 28;
const LEAST_DAYS = 14;
const LEAST_SIGN_INS = 1000;
/** Furthest from the fixed start, and furthest in a day. */
const REACH = { up: 0.08, down: 0.08, daily: 0.005 } as const;
/** Peaks from here on are taken for real and not counted as false: a company under attack must not grow deaf. */
const REAL = 0.85;
const BIN = 500;

export function startLimit(table: StartTable, budget: number): number {
  const { budgets, limits } = table;
  const last = budgets.length - 1;
  if (budget <= budgets[0]!) return limits[0]!;
  if (budget >= budgets[last]!) return limits[last]!;
  let i = 0;
  while (budget > budgets[i + 1]!) i++;
  const share = (budget - budgets[i]!) / (budgets[i + 1]! - budgets[i]!);
  return limits[i]! + share * (limits[i + 1]! - limits[i]!);
}

export function openThreshold(limit: number): ThresholdState {
  return { day: -1, limit, days: [], signIns: 0, users: {} };
}

/** The limit for a sign-in at this time; closes days that are over. */
export function limitAt(state: ThresholdState, input: { timeMs: number; budget: number; start: number }): number {
  const day = Math.floor(input.timeMs / DAY_MS);
  if (day <= state.day) return state.limit;
  if (state.day >= 0) closeDay(state);
  state.day = day;
  state.days = state.days.filter((one) => one.day >= day - WINDOW_DAYS);
  state.limit = nextLimit(state, input);
  return state.limit;
}

/** Notes a judged sign-in of the day in progress; one of an earlier day arrives too late to count. */
export function noteScore(state: ThresholdState, input: { timeMs: number; user: string; score: number }): void {
  if (Math.floor(input.timeMs / DAY_MS) !== state.day) return;
  state.signIns += 1;
  const before = Object.hasOwn(state.users, input.user) ? state.users[input.user]! : 0;
  if (input.score > before)
    Object.defineProperty(state.users, input.user, {
      value: input.score,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}

function closeDay(state: ThresholdState): void {
  const peaks: Record<string, number> = {};
  for (const score of Object.values(state.users)) {
    const bin = String(Math.floor(score * BIN));
    peaks[bin] = (peaks[bin] ?? 0) + 1;
  }
  state.days.push({ day: state.day, signIns: state.signIns, peaks });
  state.signIns = 0;
  state.users = {};
}

function nextLimit(state: ThresholdState, input: { budget: number; start: number }): number {
  const signIns = state.days.reduce((sum, one) => sum + one.signIns, 0);
  if (state.days.length < LEAST_DAYS || signIns < LEAST_SIGN_INS) return state.limit;
  const allowed = (input.budget * signIns) / 1000;
  const counts = new Float64Array(BIN + 1);
  for (const one of state.days) for (const [bin, times] of Object.entries(one.peaks)) counts[Number(bin)]! += times;
  let over = 0;
  let bin = Math.floor(REAL * BIN);
  while (bin > 0 && over + counts[bin]! <= allowed) over += counts[bin--]!;
  const wished = Math.min(input.start + REACH.up, Math.max(input.start - REACH.down, (bin + 1) / BIN));
  const move = Math.min(REACH.daily, Math.max(-REACH.daily, wished - state.limit));
  return state.limit + move;
}

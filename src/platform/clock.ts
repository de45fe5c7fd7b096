// The clock and waiting, replaceable: rooms below take a `Clock` and a `Sleep`, tests give fake ones.

export type Clock = () => number;

/** Epoch milliseconds of this machine. */
export const systemClock: Clock = () => Date.now();

export type Sleep = (ms: number) => Promise<void>;

/** Longest wait a timer of the platform can hold. */
const LONGEST_MS = 2 ** 31 - 1;

/** Waits that many milliseconds; nothing for zero and below. */
export const systemSleep: Sleep = (ms) => (ms > 0 ? Bun.sleep(Math.min(ms, LONGEST_MS)) : Promise.resolve());

/** Holds everything up for so many milliseconds: for work between two steps of which nothing may happen but elsewhere. */
export function pause(ms: number): void {
  if (ms > 0) Bun.sleepSync(ms);
}

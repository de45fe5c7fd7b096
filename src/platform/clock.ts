// The clock, replaceable: rooms below take a `Clock`, tests give a fake one.

export type Clock = () => number;

/** Epoch milliseconds of this machine. */
export const systemClock: Clock = () => Date.now();

// Ways the program ends that are no failure and must not be caught on the way to main.ts.

/** Nobody reads standard output any more (`| head`): end quietly. */
export class OutputClosed extends Error {
  override readonly message = 'its reader is gone';
}

/** A signal asked to end, and the step at hand is done: begin nothing else. */
export class Interrupted extends Error {}

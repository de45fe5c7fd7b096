// The simulators by name: `first` is the product's own; `factorial`, `sectors`, `logbook`, `casebook` and `rhythms`
// are for training beside it; `second` is only ever reported on.

import type { Simulation, SimulationOptions } from '../../src/simulation/contract.ts';

export type Simulate = (options: SimulationOptions) => Simulation;

/** @throws RangeError for a name that is none of these. */
export async function openSimulator(name: string): Promise<Simulate> {
  switch (name) {
    case 'first':
      return (await import('../../src/simulation/company.ts')).simulateCompany;
    case 'second':
      return (await import('./second/simulate.ts')).simulateSecond;
    case 'factorial':
      return (await import('./factorial/simulate.ts')).simulateFactorial;
    case 'sectors':
      return (await import('./sectors/simulate.ts')).simulateSector;
    case 'logbook':
      return (await import('./logbook/simulate.ts')).simulateLogbook;
    case 'casebook':
      return (await import('./casebook/simulate.ts')).simulateCasebook;
    case 'rhythms':
      return (await import('./rhythms/simulate.ts')).simulateRhythms;
    default:
      throw new RangeError(`No such simulator: ${name}`);
  }
}

// The detector as shipped: opened once, from the data learnt offline.

import data from './data.generated.json' with { type: 'json' };
import { type Detector, openDetector } from './detector.ts';

let opened: Detector | null = null;

/** Always the same detector; takes some milliseconds the first time. */
export function shippedDetector(): Detector {
  opened ??= openDetector(data);
  return opened;
}

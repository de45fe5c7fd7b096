// Whether addresses have lost their places: a database gone, cut, or of another kind than before. Counts addresses looked up,
// each once a run; compares the last hundred with what was usual before.

export interface PlaceCounts {
  readonly looked: number;
  /** With a place, if only a country. */
  readonly placed: number;
  /** Down to the city. */
  readonly cities: number;
}

export interface Places {
  /** What was usual, fading: a few thousand addresses at most. */
  readonly usual: PlaceCounts;
  /** Of late, not yet part of what is usual. */
  readonly recent: PlaceCounts;
}

export interface LostPlaces {
  /** `city`: countries are still known. */
  readonly kind: 'place' | 'city';
  /** Shares of 0 to 1. */
  readonly share: number;
  readonly usualShare: number;
}

const NONE: PlaceCounts = { looked: 0, placed: 0, cities: 0 };
export const NO_PLACES: Places = { usual: NONE, recent: NONE };

/** Enough to compare. */
const ENOUGH = { usual: 200, recent: 50 } as const;
/** A recent hundred is closed and becomes usual, unless it is what is told. */
const CLOSED = 100;
const FADING = 5000;
/** Known no longer: so much less than usual, in shares. */
const DROP = 0.3;

/** The same after a run that looked up so many addresses. What is lost is no habit. */
export function notePlaces(places: Places, counts: PlaceCounts): Places {
  const recent = add(places.recent, counts);
  if (recent.looked < CLOSED) return { ...places, recent };
  const closed = { ...places, recent };
  if (lostPlaces(closed) !== null) return { ...places, recent: scaled(recent, CLOSED / recent.looked) };
  const usual = add(places.usual, recent);
  return { usual: usual.looked > FADING ? scaled(usual, FADING / usual.looked) : usual, recent: NONE };
}

/** What the last addresses lack of what is usual; null where nothing, or where too few were looked up. */
export function lostPlaces({ usual, recent }: Places): LostPlaces | null {
  if (usual.looked < ENOUGH.usual || recent.looked < ENOUGH.recent) return null;
  for (const [kind, count] of [
    ['place', 'placed'],
    ['city', 'cities'],
  ] as const) {
    const usualShare = usual[count] / usual.looked;
    const share = recent[count] / recent.looked;
    if (usualShare - share >= DROP) return { kind, share, usualShare };
  }
  return null;
}

function add(a: PlaceCounts, b: PlaceCounts): PlaceCounts {
  return { looked: a.looked + b.looked, placed: a.placed + b.placed, cities: a.cities + b.cities };
}

function scaled({ looked, placed, cities }: PlaceCounts, by: number): PlaceCounts {
  return { looked: looked * by, placed: placed * by, cities: cities * by };
}

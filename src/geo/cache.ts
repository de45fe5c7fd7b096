// A bounded memory of recent answers: two generations, so that a hit costs one lookup and old entries go together.

export interface RecentCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  clear(): void;
}

/** Keeps between `max / 2` and `max` of the most recently used entries. */
export function recentCache<Value>(max: number): RecentCache<Value> {
  const half = Math.max(1, Math.floor(max / 2));
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const put = (key: string, value: Value): void => {
    if (young.size >= half) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  return {
    get(key) {
      const hit = young.get(key);
      if (hit !== undefined) return hit;
      const back = old.get(key);
      if (back !== undefined) put(key, back);
      return back;
    },
    set: put,
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}

// Splitting analysis over processes: each takes the users whose stable hash falls to it.

/** Part `index` of `of`; counted from 0 or from 1, since 0 and `of` are the same part. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** Whether a user belongs to the part. Every user belongs to exactly one of `of` parts, for ever. */
export function inShard(user: string, { index, of }: Shard): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < user.length; i++) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % of === index % of;
}

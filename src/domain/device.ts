// What a user agent says of the device, in words for people. The model keeps its own tokens (features/).

export type DeviceKind = 'desktop' | 'phone' | 'tablet' | 'script' | 'unknown';

export interface Device {
  /** Operating system, such as `macOS`; null where unknown. */
  readonly os: string | null;
  /** Browser, app or library, such as `Chrome` or `curl`; null where unknown. */
  readonly client: string | null;
  readonly kind: DeviceKind;
}

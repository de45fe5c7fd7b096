// User agents of the scenarios' devices. Versions roll out over the sixty days of everyday life.

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Macintosh; Intel Mac OS X 10_15_7';
const WINDOWS = 'Windows NT 10.0; Win64; x64';

export const AGENTS = {
  macChrome: (version) => `Mozilla/5.0 (${MAC}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`,
  macSafari: (version) =>
    `Mozilla/5.0 (${MAC}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version - 120}.1 Safari/605.1.15`,
  macFirefox: (version) =>
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  macSlack: (version) =>
    `Mozilla/5.0 (${MAC}) ${WEBKIT} Slack_SSB/4.${version - 100}.140 Chrome/${version}.0.6778.86 Electron/33.2.1 Safari/537.36`,
  windowsChrome: (version) => `Mozilla/5.0 (${WINDOWS}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`,
  windowsEdge: (version) =>
    `Mozilla/5.0 (${WINDOWS}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`,
  windowsFirefox: (version) => `Mozilla/5.0 (${WINDOWS}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  linuxFirefox: (version) =>
    `Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  linuxChrome: (version) => `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`,
  iphoneSlack: (version) => `com.tinyspeck.chatlyio/25.${version - 130}.10 (iPhone; iOS 18.3; Scale/3.00)`,
  iphoneSafari: (version) =>
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version - 120}.3 Mobile/15E148 Safari/604.1`,
  androidSlack: (version) => `com.Slack/25.${version - 130}.10.0 (samsung SM-S911B; Android 15)`,
  androidChrome: (version) =>
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/${version}.0.0.0 Mobile Safari/537.36`,
  curl: () => 'curl/8.7.1',
  pythonRequests: () => 'python-requests/2.32.3',
  headlessChrome: (version) =>
    `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/${version}.0.0.0 Safari/537.36`,
} as const satisfies Readonly<Record<string, (version: number) => string>>;
export type AgentName = keyof typeof AGENTS;

/** Main version that everybody runs from day 0 on. */
export const VERSION = 134;

/** The user agent of a device on a day (negative: before day 0); a new main version about every four weeks. */
export function agent(name: AgentName, day = 0): string {
  return AGENTS[name](VERSION - (day < -48 ? 3 : day < -20 ? 2 : day < -3 ? 1 : 0));
}

/** The same device after updates. */
export function updated(name: AgentName, versions = 1): string {
  return AGENTS[name](VERSION + versions);
}

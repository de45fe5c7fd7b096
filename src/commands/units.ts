// The units for systemd that `init` writes: a service that may do nothing but what a run needs, and its timer.
// What is not locked, and why, stands in docs/OPERATIONS.md, with the figure of `systemd-analyze security`.

import { basename } from 'node:path';

/** What StateDirectory= of the unit makes writable. */
export const STATE_DIRECTORY = '/var/lib/busybody';
const HIDDEN = ['/tmp', '/var/tmp'];
const HOMES = ['/home', '/root', '/run/user'];

export interface UnitOptions {
  readonly executable: string;
  readonly config: string;
  /** Files the config names for secrets: passed on as credentials, since the service may not read them itself. */
  readonly secrets?: readonly string[];
  /** Directories to be written besides /var/lib/busybody. */
  readonly writable?: readonly string[];
  /** A user of systemd's own; or, where the store is elsewhere, whose directory that is, by number, null for root. */
  readonly user?: 'dynamic' | { readonly uid: number; readonly gid: number } | null;
  /** The group, by number, that may write where the metrics go. */
  readonly group?: number | null;
}

/** `busybody.service`: one run, with nothing allowed that it does not need. */
export function serviceUnit(options: UnitOptions): string {
  const { executable, config, secrets = [], writable = [] } = options;
  const passed = [config, ...secrets].map((path) => `LoadCredential=${credential(path)}\n`).join('');
  // With `-` a directory that is missing is the program's to complain of, in plainer words than systemd's.
  const writePaths = writable.map((path) => `ReadWritePaths=${quoted(`-${path}`)}\n`).join('');
  const inHome = [executable, ...writable].some((path) => HOMES.some((folder) => isWithin(path, folder)));
  return `[Unit]
Description=Busybody: watch sign-ins of the company's SaaS accounts
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${unitWord(executable)} --config ${unitWord(config)} -v run
TimeoutStartSec=2h

# Root's own files, readable for this service alone while it runs: it finds them by the paths in the config.
${passed}# Encrypted by systemd-creds for this machine: LoadCredentialEncrypted=slack-token:/etc/busybody/slack-token.cred
# Secrets for \${NAME} in the config:
EnvironmentFile=-/etc/busybody/env

# The store is in /var/lib/busybody unless the config says otherwise
StateDirectory=busybody
StateDirectoryMode=0700
UMask=0077
${userLines(options)}${writePaths}
# Nothing else is to be had. MemoryDenyWriteExecute=yes works too, at four times the time: nothing is compiled then.
AmbientCapabilities=
CapabilityBoundingSet=
KeyringMode=private
LimitCORE=0
LockPersonality=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateMounts=yes
PrivateTmp=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=${inHome ? 'read-only' : 'yes'}
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
`;
}

/** A store elsewhere must be written by whom its directory belongs to. */
function userLines({ user = 'dynamic', group = null }: UnitOptions): string {
  const groups = group === null ? '' : `SupplementaryGroups=${group}\n`;
  if (user === 'dynamic') return `DynamicUser=yes\n${groups}`;
  if (user !== null) return `User=${user.uid}\nGroup=${user.gid}\n${groups}`;
  return '# The store is in a directory of root: give it another owner, and write this unit anew, to run as that user\n';
}

export const TIMER_UNIT = `[Unit]
Description=Run busybody every 15 minutes

[Timer]
OnCalendar=*:0/15
RandomizedDelaySec=60
Persistent=true

[Install]
WantedBy=timers.target
`;

/** A line for each thing that lies where the unit hides it, or in a home, whose owner may change what root runs. */
export function placeWarnings(places: { executable: string; config: string; store: string | null }): string[] {
  const lines: string[] = [];
  for (const [what, path] of Object.entries(places)) {
    if (path === null) continue;
    const hidden = HIDDEN.some((folder) => isWithin(path, folder));
    // The config is read by systemd itself, before anything is hidden.
    if (hidden && what === 'config') lines.push(`the config is where anybody may write: ${path}`);
    else if (hidden) lines.push(`the service cannot see the ${what}, since PrivateTmp hides it: ${path}`);
    else if (what !== 'store' && HOMES.some((folder) => isWithin(path, folder)))
      lines.push(`the ${what} is in a home, whose owner may change what the service does: ${path}`);
  }
  return lines;
}

/** Why these files cannot stand in a unit; null where they can. What is passed on goes by its name, so that must be its own. */
export function unfitFile({ passed, other }: { passed: readonly string[]; other: readonly string[] }): string | null {
  const names = passed.map((path) => basename(path));
  for (const path of [...passed, ...other])
    if (/\p{Cc}/u.test(path)) return `its name holds control characters: ${path}`;
  for (const [index, path] of passed.entries()) {
    if (/[:"'\\]/.test(names[index]!)) return `its name holds : " ' or \\: ${path}`;
    if (names.indexOf(names[index]!) !== index) return `two files that are passed on have the same name: ${path}`;
  }
  return null;
}

/** `name:path` of a credential; everything after the colon is the path, quotes and blanks included. */
function credential(path: string): string {
  return `${basename(path)}:${path}`.replaceAll('%', '%%');
}

/** True for the folder itself and what is below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A word of a command line in a unit file: also without variables of systemd. */
function unitWord(word: string): string {
  return quoted(word.replaceAll('$', '$$$$'));
}

/** Quoted where it must be, and without specifiers of systemd. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%');
  return /[\s"\\';]/.test(escaped) ? `"${escaped}"` : escaped;
}

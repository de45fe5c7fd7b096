// The units for systemd that `init` writes.

/** What StateDirectory= of the unit makes writable. */
export const STATE_DIRECTORY = '/var/lib/busybody';
const HIDDEN = ['/tmp', '/var/tmp'];
const HOMES = ['/home', '/root', '/run/user'];

export interface UnitOptions {
  readonly executable: string;
  readonly config: string;
  /** Directories to be written besides /var/lib/busybody. */
  readonly writable?: readonly string[];
}

/** `busybody.service`: one run, with nothing allowed that it does not need. */
export function serviceUnit({ executable, config, writable = [] }: UnitOptions): string {
  // With `-` a directory that is missing is the program's to complain of, in plainer words than systemd's.
  const writePaths = writable.map((path) => `ReadWritePaths=${quoted(`-${path}`)}\n`).join('');
  return `[Unit]
Description=Busybody: watch sign-ins of the company's SaaS accounts
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${unitWord(executable)} --config ${unitWord(config)} -v run
# Secrets for \${NAME} in the config:
EnvironmentFile=-/etc/busybody/env
# The store is in /var/lib/busybody unless the config says otherwise
StateDirectory=busybody
StateDirectoryMode=0700
UMask=0077
TimeoutStartSec=2h
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict
${writePaths}RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictSUIDSGID=yes
`;
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
    if (HIDDEN.some((folder) => isWithin(path, folder)))
      lines.push(`the service cannot see the ${what}, since PrivateTmp hides it: ${path}`);
    else if (what !== 'store' && HOMES.some((folder) => isWithin(path, folder)))
      lines.push(`the ${what} is in a home, whose owner may change what the service does: ${path}`);
  }
  return lines;
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

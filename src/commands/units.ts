// The units for systemd that `init` writes.

export interface UnitOptions {
  readonly executable: string;
  readonly config: string;
}

/** `busybody.service`: one run, with nothing allowed that it does not need. */
export function serviceUnit({ executable, config }: UnitOptions): string {
  return `[Unit]
Description=Busybody: watch sign-ins of the company's SaaS accounts
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${unitWord(executable)} --config ${unitWord(config)} -v run
# Secrets for \${NAME} in the config:
EnvironmentFile=-/etc/busybody/env
# Keeps the store in /var/lib/busybody
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
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
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

/** A word of a unit file: quoted where it must be, and without specifiers or variables of systemd. */
function unitWord(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /[\s"\\';]/.test(escaped) ? `"${escaped}"` : escaped;
}

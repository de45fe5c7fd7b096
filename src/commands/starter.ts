// The texts `init` writes: a starter config that says what each line is for, and units for systemd.

/** Loads as it is once a token is filled in; every key of the config has its place in config.example.yml. */
export const STARTER_CONFIG = `# Busybody reads this file, then: busybody check
# A value may be written \${NAME} (environment variable) or file:/path (first and only content of that file).

# Where sign-ins come from. Keep what you use; remove the leading "# " to switch a part on.
pollers:
  # slack:
  #   # User token (xoxp-…) of a workspace admin, scopes: admin, users:read, users:read.email
  #   api_token: \${SLACK_TOKEN}
  # gsuite:
  #   # Service account with domain-wide delegation for the scope
  #   # https://www.googleapis.com/auth/admin.reports.audit.readonly
  #   credential_file: /etc/busybody/google.json
  #   # An administrator it acts for
  #   admin_email: admin@example.com

# What is analysed. Sources not listed here are stored, not judged.
analysis:
  # slack:
  #   # Accounts without a domain get this one, so that one person is one user over all apps
  #   user_domain: example.com
  # gsuite:
  #   enabled: true
  # False alerts wished for at most, per 1,000 sign-ins
  alert_budget: 1
  # Finer places than the built-in country data, from MaxMind or DB-IP
  # geoip:
  #   city_db: /var/lib/GeoIP/GeoLite2-City.mmdb
  #   asn_db: /var/lib/GeoIP/GeoLite2-ASN.mmdb

# Where alerts go.
notifiers:
  stdout:
    enabled: true
  # slack:
  #   # Bot token (xoxb-…), scope: chat:write; invite the bot to the channel
  #   api_token: \${SLACK_BOT_TOKEN}
  #   channel: C0123456789
`;

export interface UnitOptions {
  readonly executable: string;
  readonly config: string;
}

/** `busybody.service`: one run, with nothing allowed that it does not need. */
export function serviceUnit({ executable, config }: UnitOptions): string {
  return `[Unit]
Description=Busybody: watch sign-ins of the company's SaaS accounts
Documentation=man:systemd.exec(5)
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

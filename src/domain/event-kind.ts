// Which records are sign-ins and which only stand beside them (a logout, a changed password, a warning of the app).
// Names are those of Google's login log and close relatives of theirs. Whole names: another app's `password_login` or
// `passkey_authentication` is a sign-in, and one judged for nothing costs less than one overlooked.

const NOT_SIGN_INS = new RegExp(
  `^(?:${[
    '(?:user_)?logout',
    'user_session_reset_by_admin',
    'user_signed_out_\\w+',
    '2sv_(?:enroll|disable)',
    'titanium_(?:un)?enroll',
    'passkey_(?:enrolled|removed)',
    'password_edit',
    'recovery_\\w+_edit',
    'email_forwarding_\\w+',
    'account_disabled_\\w+',
    'blocked_sender',
    'gov_attack_warning',
    'suspicious_(?:programmatic_)?login(?:_\\w+)?',
    'risky_sensitive_action_\\w+',
  ].join('|')})$`,
);

/** True for everything that is not known to be something else: an unknown event name counts as a sign-in. */
export function isSignInEvent(event: string): boolean {
  return !NOT_SIGN_INS.test(event);
}

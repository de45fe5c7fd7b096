// Which records are sign-ins and which only stand beside them (a logout, a changed password, a warning of the app).

const NOT_SIGN_INS =
  /^(logout|user_logout|user_session|2sv_|titanium_|passkey_|password_|recovery_|email_forwarding|account_disabled|blocked_sender|gov_attack|suspicious_|risky_|user_signed_out)/;

/** True for everything that is not known to be something else: an unknown event name counts as a sign-in. */
export function isSignInEvent(event: string): boolean {
  return !NOT_SIGN_INS.test(event);
}

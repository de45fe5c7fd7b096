// Which events are somebody entering an account, and which only happen around it.

/** Google's login log also holds these; they are kept and shown, but a logout is no sign-in. */
const AROUND = new Set([
  'logout',
  '2sv_enroll',
  '2sv_disable',
  'password_edit',
  'recovery_email_edit',
  'recovery_phone_edit',
  'recovery_secret_qa_edit',
  'titanium_enroll',
  'titanium_unenroll',
  'email_forwarding_out_of_domain',
  'blocked_sender',
  'passkey_enrolled',
  'passkey_removed',
  'account_disabled_password_leak',
  'account_disabled_generic',
  'account_disabled_spamming',
  'account_disabled_spamming_through_relay',
  'account_disabled_hijacked',
  'user_signed_out_due_to_suspicious_session_cookie',
  'gov_attack_warning',
]);

/** False for events that are no attempt to sign in. Unknown events count as sign-ins: better looked at than overlooked. */
export function isSignInEvent(source: string, event: string): boolean {
  return source === 'slack' || !AROUND.has(event);
}

import { expect, test } from 'bun:test';
import { isSignInEvent } from '../../src/domain/event-kind.ts';

test.each([
  'login',
  'login_success',
  'login_failure',
  'login_challenge',
  'login_verification',
  'access',
  'user_login',
  'something the app invented yesterday',
  'not a logout',
  'logout_then_login',
  'password_login',
  'passkey_authentication',
  'recovery_login',
  'user_session_start',
  '',
])('isSignInEvent(%j) is true', (event) => {
  expect(isSignInEvent(event)).toBe(true);
});

test.each([
  'logout',
  'user_logout',
  'user_session_reset_by_admin',
  '2sv_disable',
  '2sv_enroll',
  'titanium_enroll',
  'titanium_unenroll',
  'passkey_enrolled',
  'passkey_removed',
  'password_edit',
  'recovery_email_edit',
  'recovery_phone_edit',
  'recovery_secret_qa_edit',
  'email_forwarding_out_of_domain',
  'account_disabled_password_leak',
  'account_disabled_generic',
  'account_disabled_spamming_through_relay',
  'account_disabled_hijacked',
  'blocked_sender',
  'gov_attack_warning',
  'suspicious_login',
  'suspicious_login_less_secure_app',
  'suspicious_programmatic_login',
  'risky_sensitive_action_allowed',
  'user_signed_out_due_to_suspicious_session_cookie',
])('isSignInEvent(%j) is false', (event) => {
  expect(isSignInEvent(event)).toBe(false);
});

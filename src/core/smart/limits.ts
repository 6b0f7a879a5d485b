// Limits of SMART App Launch: how long what is handed out stays good, and how much of it there may be.
import { dayMs, minuteMs } from '../limits/durations.ts';

export const smartLimits = {
  /** Tokens of applications; those of backend services, as the specification has it, at most five minutes. */
  smartTokenTtlMs: 60 * minuteMs,
  smartBackendTokenTtlMs: 5 * minuteMs,
  /** A refresh token ends when it was not used for so long; what was granted, after so long in any case: then the person comes. */
  smartRefreshTtlMs: 180 * dayMs,
  /** So long after a refresh token was used it may come again: windows of one application refresh at the same moment. */
  smartRefreshAgainMs: 10_000,
  smartGrantTtlMs: 365 * dayMs,
  /** From the request of an application until the person has decided; the code until it is exchanged; a launch until it begins. */
  smartAskTtlMs: 60 * minuteMs,
  /** Requests to authorise from one network address in a minute: each is kept until then. */
  smartAsksPerMinuteMax: 60,
  smartCodeTtlMs: minuteMs,
  smartLaunchTtlMs: 5 * minuteMs,
  /** Bytes of a form at the token endpoint and of an address that asks for authorisation. */
  smartFormBytesMax: 57_344,
  smartAddressLengthMax: 12_288,
  /** Redirect addresses and keys an application registers; characters of its scopes stand in scopes.ts. */
  smartRedirectsMax: 20,
  smartKeysMax: 10,
  /** Applications that registered themselves, in all. */
  smartSelfRegisteredMax: 1000,
  /** Those from one network address, in the time that one stays which nobody has authorised. */
  smartSelfRegisteredPerAddressMax: 100,
  /** How long one of them stays that nobody has authorised. */
  smartSelfRegisteredUnusedMs: 30 * dayMs,
  /** What is read of keys that an application publishes, and how long it is waited for. */
  smartFetchBytesMax: 65_536,
  smartFetchTimeoutMs: 2500,
  /** What an application says of itself in a document of its own is looked at anew as its headers say, within these. */
  smartDocumentMinMs: minuteMs,
  smartDocumentMaxMs: dayMs,
};

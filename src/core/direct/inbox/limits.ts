// Limits of what comes by Direct.
import { dayMs, minuteMs } from '../../limits/durations.ts';

export const directInboxLimits = {
  /** Bytes of one mail, as it comes, and for how many it may be. */
  directMailBytesMax: 37_748_736,
  directMailRecipientsMax: 20,
  /** Bytes of mails that come at once to one process; one address may have two mails among them. */
  directBytesUnderWayMax: 268_435_456,
  /** Mail servers that are connected at once to one process, in all and from one address; for how long, and how long they may say nothing. */
  directConnectionsMax: 200,
  directConnectionsPerAddressMax: 10,
  directConnectionMs: 10 * minuteMs,
  directSilenceMs: minuteMs,
  /** Connections, and addresses that nobody has, of one network address in a minute. */
  directConnectionsPerMinuteMax: 120,
  directUnknownPerMinuteMax: 20,
  /** Mails of one domain, and to one person, in an hour. */
  directMailsPerDomainPerHourMax: 5000,
  directMailsPerPersonPerHourMax: 2000,
  /** Of mails that nobody vouches for: to one person in an hour, what they may have of them, and how long these lie in spam. */
  directUnverifiedPerPersonPerHourMax: 100,
  directUnverifiedPerPersonMax: 500,
  directUnverifiedBytesPerPersonMax: 268_435_456,
  directSpamMs: 30 * dayMs,
  /** How long it is known who was given a mail that does not say for whom it is. */
  directReadersKnownMs: 400 * dayMs,
  /** Servers that a mail may have come by; what goes round in circles has more. */
  directHopsMax: 30,
  /** What a person may have in all their folders of those that somebody vouches for: mails, and their bytes. */
  directMailsPerPersonMax: 5000,
  directBytesPerPersonMax: 2_147_483_648,
  /** Senders whom a person said something about. */
  directSendersPerPersonMax: 2000,
  /** How long a mail lies in the bin. */
  directBinMs: 30 * dayMs,
  /** Mails in a day that tell a person of what came. */
  directNoticesPerDayMax: 5,
  /** And of what waits, of those they do not know. */
  directWaitingNoticesPerDayMax: 1,
  /** Mails to postmaster in an hour, in all and of one network address; bytes of one, and characters of its text that are handed on. */
  directPostmasterPerHourMax: 30,
  directPostmasterPerAddressPerHourMax: 5,
  directPostmasterBytesMax: 1_048_576,
  directPostmasterCharactersMax: 20_000,
  /** How long one is known again that comes twice. */
  directPostmasterKnownMs: 7 * dayMs,
  /** Mails to newuser@ that wait to be picked up, and their bytes; those who are mailed a code for one domain in a day. */
  directHeldMax: 10_000,
  directHeldBytesMax: 10_737_418_240,
  directInvitationsPerDomainPerDayMax: 500,
  /** Addresses that a person had; they are given to nobody else. */
  directAddressesPerPersonMax: 10,
};

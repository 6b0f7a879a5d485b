// Limits of Direct messages that go out.
import { dayMs, hourMs, minuteMs } from '../../limits/durations.ts';

export const directOutboxLimits = {
  /** Recipients of one message, and copies that one person may send in a day. */
  directRecipientsPerMessageMax: 20,
  directCopiesPerPersonPerDayMax: 200,
  /** Those of them that applications may send in one person's name, and copies that one application may send in a day. */
  directCopiesOfAppsPerPersonPerDayMax: 100,
  directCopiesPerAppPerDayMax: 1000,
  /** Messages of which an application asks in one call how far they got. */
  directStatusesMax: 100,
  /** Of a message with all that it carries, before it is sealed; of its text alone; and of what it carries, how many files. */
  directMessageBytesMax: 15 * 1024 * 1024,
  directTextBytesMax: 262_144,
  directFilesMax: 20,
  /** Items of the record that one message may name. */
  directItemsMax: 100,
  /** Copies that wait, confirmations of receipt included. */
  directCopiesWaitingMax: 10_000,
  /** Deliveries under way, and those of them to one domain. */
  directDeliveriesMax: 10,
  directDeliveriesPerDomainMax: 3,
  /** How long one try may take, and how long a copy is left to the process that makes it. */
  directTryMs: 2 * minuteMs,
  directClaimMs: 150_000,
  /** How long one that did not get out waits at first, and is tried before it is given up. */
  directRetryFirstMs: minuteMs,
  directTriedForMs: 2 * dayMs,
  /** After so long without a confirmation a message that was sent is told as not confirmed. */
  directConfirmedWithinMs: hourMs,
  /** How long a message that did not arrive can be sent again, and what was sent stands in the list. */
  directContentsKeptMs: 7 * dayMs,
  directSentKeptMs: 365 * dayMs,
  /** Certificates that one look-up takes in, and the bytes of one. */
  directCertificatesFoundMax: 20,
  directCertificateBytesMax: 16_384,
  /** How long a look-up of certificates may take in all, and what a directory may answer. */
  directLookUpMs: 15_000,
  directDirectoryBytesMax: 1024 * 1024,
  /** Directories that a process asks at once; whoever wants another waits. */
  directDirectoriesMax: 4,
  /** Addresses that a person may have looked up in an hour, and applications in their name. */
  directLookUpsPerPersonPerHourMax: 200,
  /** How long certificates that were found are gone by: as their name server says, within these; and that none was found. */
  directFoundForMinMs: minuteMs,
  directFoundForMaxMs: dayMs,
  directNotFoundForMs: 5 * minuteMs,
};

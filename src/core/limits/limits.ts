// Every number that can be configured, with its default: the sum of what each concern bounds. Times are in milliseconds where
// a name ends in `Ms`, sizes in bytes where it has `Bytes` in it; all others are counts. docs/limits.md lists them.
import { applicationLimits } from '../applications/limits.ts';
import { auditLimits } from '../audit/limits.ts';
import { blobLimits } from '../blobs/limits.ts';
import { directCertificateLimits } from '../direct/certificates/limits.ts';
import { directInboxLimits } from '../direct/inbox/limits.ts';
import { directOutboxLimits } from '../direct/outbox/limits.ts';
import { smimeLimits } from '../direct/smime/limits.ts';
import { documentLimits } from '../documents/limits.ts';
import { eventLimits } from '../events/limits.ts';
import { fhirLimits } from '../fhir/limits.ts';
import { alternateIdLimits } from '../healthvault/alternate-ids/limits.ts';
import { connectLimits } from '../healthvault/connect/limits.ts';
import { meaningfulUseLimits } from '../healthvault/meaningful-use/limits.ts';
import { packageLimits } from '../healthvault/packages/limits.ts';
import { parkedLimits } from '../healthvault/parked/limits.ts';
import { sessionLimits } from '../healthvault/sessions/limits.ts';
import { sodaLimits } from '../healthvault/soda/limits.ts';
import { tracingLimits } from '../healthvault/tracing/limits.ts';
import { transformLimits } from '../healthvault/transforms/limits.ts';
import { xpathLimits } from '../healthvault/xpath/limits.ts';
import { frameLimits } from '../imaging/frames/limits.ts';
import { imagingLimits } from '../imaging/limits.ts';
import { importLimits } from '../imports/limits.ts';
import { leaseLimits } from '../leases/limits.ts';
import { mailLimits } from '../mail/limits.ts';
import { operatorLimits } from '../operator/limits.ts';
import { peopleLimits } from '../people/limits.ts';
import { planLimits } from '../plans/limits.ts';
import { recordLimits } from '../records/limits.ts';
import { reminderLimits } from '../reminders/limits.ts';
import { secretAddressLimits } from '../secret-addresses/limits.ts';
import { sharingLimits } from '../sharing/limits.ts';
import { signatureLimits } from '../signatures/limits.ts';
import { smartLimits } from '../smart/limits.ts';
import { thingLimits } from '../things/limits.ts';
import { vocabularyLimits } from '../vocabularies/limits.ts';
import { requestLimits } from './request-limits.ts';

export const defaultLimits = {
  ...applicationLimits,
  ...auditLimits,
  ...blobLimits,
  ...directCertificateLimits,
  ...smimeLimits,
  ...directOutboxLimits,
  ...directInboxLimits,
  ...documentLimits,
  ...eventLimits,
  ...fhirLimits,
  ...alternateIdLimits,
  ...connectLimits,
  ...meaningfulUseLimits,
  ...packageLimits,
  ...parkedLimits,
  ...sessionLimits,
  ...sodaLimits,
  ...tracingLimits,
  ...transformLimits,
  ...xpathLimits,
  ...requestLimits,
  ...frameLimits,
  ...imagingLimits,
  ...importLimits,
  ...leaseLimits,
  ...mailLimits,
  ...operatorLimits,
  ...peopleLimits,
  ...planLimits,
  ...recordLimits,
  ...reminderLimits,
  ...secretAddressLimits,
  ...sharingLimits,
  ...signatureLimits,
  ...smartLimits,
  ...thingLimits,
  ...vocabularyLimits,
};

export type Limits = typeof defaultLimits;

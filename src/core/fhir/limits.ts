// Limits of what is asked by FHIR.
import { dayMs, minuteMs } from '../limits/durations.ts';

export const fhirLimits = {
  /** Resources of a page, and those that are looked at where the index alone does not tell. */
  fhirPageMax: 240,
  fhirLookedAtMax: 1000,
  /** Parameters of a search, and values of them in all. */
  fhirParametersMax: 60,
  fhirValuesMax: 200,
  /** Of those, the ones that are looked for anywhere in a text. */
  fhirContainsMax: 20,
  /** Resources that a page has beside those that were found. */
  fhirIncludedMax: 500,
  /** A search counts no further. */
  fhirCountedMax: 200_000,
  /** Things that the index goes through at once; how long a search waits for it before it asks to come again. */
  fhirIndexSlice: 200,
  fhirIndexWaitMs: 2000,
  /** Others who write to a record wait so long for a change that was overtaken. */
  fhirHoldMs: 2000,
  /** Things of a type in a summary: of what lasts, and of what is measured. */
  fhirSummaryLastingMax: 200,
  fhirSummaryNewestMax: 10,
  /** The things that a summary is made of: it is drawn at once, and takes several times as much. */
  fhirSummaryBytesMax: 8_388_608,
  /** The body of a request, once it is decompressed. */
  fhirBodyBytesMax: 10_485_760,
  /** Objects, lists and values of a body; of one resource, names in one object, and its characters beside the data of attachments. */
  fhirNodesMax: 250_000,
  fhirResourceNodesMax: 25_000,
  fhirNamesMax: 500,
  fhirResourceTextMax: 1_048_576,
  /** Digits in a row of a number in JSON. */
  fhirDigitsMax: 100,
  /** Operations of a patch; characters of a path in one, and selections in a path of FHIRPath Patch. */
  fhirPatchOperationsMax: 200,
  fhirPatchPathLengthMax: 1000,
  fhirPatchSelectionsMax: 20,
  /** What a patch may take, what a search may take to look into resources, and both of one application in a minute. */
  fhirPatchMs: 150,
  fhirMatchMs: 1000,
  fhirWorkPerMinuteMs: 15_000,
  /** A Binary that is sent by itself. */
  fhirBinaryBytesMax: 268_435_456,
  /** Entries of a batch or transaction. */
  fhirEntriesMax: 500,
  /** Calls of one application in a minute; each entry of a batch or transaction is one. */
  fhirCallsPerMinuteMax: 30_000,
  /** Answers of many resources that are made at a time for one application, and for one of its addresses. */
  fhirAnswersMadeMax: 4,
  fhirAnswersMadePerAddressMax: 2,
  /** Bulk exports of an application at a time for a person, and of its own; records of one, and how long one is there. */
  fhirExportsMax: 10,
  fhirExportRecordsMax: 10_000,
  fhirExportMs: 1440 * minuteMs,
  /** Subscriptions of an application to one record, how long one lasts, and how long one that is over is told of. */
  fhirSubscriptionsMax: 25,
  fhirSubscriptionMs: 365 * dayMs,
  fhirSubscriptionKeptMs: 30 * dayMs,
  /** Lines of the log that are gone through at once for one; events that wait to be sent, and those that are kept once they were. */
  fhirSubscriptionSlice: 200,
  fhirSubscriptionWaitingMax: 1000,
  fhirSubscriptionEventsKept: 1000,
  /** Notifications of an application under way, and handshakes it asks for in an hour. */
  fhirNotificationPostsMax: 4,
  fhirHandshakesPerHourMax: 1000,
  /** Events of a notification, headers that go with it, characters of one, and the least between two heartbeats. */
  fhirNotificationEventsMax: 100,
  fhirNotificationHeadersMax: 10,
  fhirNotificationHeaderLengthMax: 4096,
  fhirHeartbeatMsMin: minuteMs,
  /** Resources that a process remembers as it made them. */
  fhirMadeBytesMax: 33_554_432,
  /** How long a cursor leads on. */
  fhirCursorMs: 60 * minuteMs,
};

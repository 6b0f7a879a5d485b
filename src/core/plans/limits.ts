// Limits of plans and of the REST API.

export const planLimits = {
  /** The body of a request of REST, once it is decompressed. */
  restBodyBytesMax: 1_048_576,
  /** Calls of an application in a minute. */
  restCallsPerMinuteMax: 30_000,
  /** Entries of a page of REST. */
  restPageMax: 1000,
  /** Tasks that are read of a plan. */
  planTasksMax: 200,
  /** Target events and targets of a task together. */
  planConditionsMax: 20,
  /** What was noted as done, and items that count by themselves, of which one answer is made. */
  planTrackedMax: 5000,
  /** Plans, and tasks, that their page has: the newest. */
  plansShownMax: 300,
  /** Days that adherence or a timeline is asked of. */
  planDaysMax: 366,
};

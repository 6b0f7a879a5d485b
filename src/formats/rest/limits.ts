// What bounds the JSON of the REST API, beside what bounds requests.
export const restLimits = {
  /** Characters of a text, and entries of a list. */
  restTextLengthMax: 10_000,
  restEntriesMax: 100,
  /** What is wrong with a body is told so many times. */
  restProblemsMax: 20,
} as const;

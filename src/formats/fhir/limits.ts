// What bounds the reading of resources, beside what bounds requests and files.
export const fhirLimits = {
  /** Groups of tests that stand in each other in a report; one with more is held whole. */
  fhirGroupsDepthMax: 20,
  /** Questions that stand in each other; those further in are no results of a health assessment. */
  fhirQuestionsDepthMax: 20,
} as const;

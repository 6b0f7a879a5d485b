// Limits of what GetThings makes of things beside their data.
export const transformLimits = {
  /** Rows and documents that one answer makes: each transform of each thing is one. */
  transformsPerAnswerMax: 2000,
  /** Bytes of what they are made of, counted once for each. */
  transformedBytesMax: 8_388_608,
};

// Limits of XPath.

export const xpathLimits = {
  xpathLengthMax: 1000,
  /** For all the XPath and sorting of a request. */
  xpathTimeMs: 500,
  /** Of each of the two threads that evaluate XPath. */
  xpathMemoryBytesMax: 100_663_296,
};

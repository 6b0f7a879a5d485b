// Limits of alternate ids.

export const alternateIdLimits = {
  alternateIdsPerRecordMax: 100,
};

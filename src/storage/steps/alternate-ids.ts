// Ids that applications give to records.
export const alternateIdsStep: readonly string[] = [];

// What the meaningful-use reports count.
export const meaningfulUseStep: readonly string[] = [];

// Patient Connect requests.
export const connectStep: readonly string[] = [];

// Where random tests begin: always at the same place, so that a run of a commit says the same each time. The long run
// `properties` (scripts/test-long.js) begins elsewhere each time, and says where.
const { KEEPWELL_PROPERTIES_SEED: given = '20261126', KEEPWELL_PROPERTIES_COUNT: times = '1' } = process.env;

export const seed = Number(given);

/** How many values to draw where a quick run draws so many. */
export const drawn = (quick: number): number => quick * Number(times);

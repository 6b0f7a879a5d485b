// Whether REST says of an item what it was told of it. As long as it does, what the item says beyond REST stays.

/** Do two parts of JSON say the same? What is not there is as good as null, or an empty list. */
export function saysSame(one: unknown, other: unknown): boolean {
  return print(one) === print(other);
}

function print(json: unknown): string | undefined {
  return JSON.stringify(json, (_, value: unknown) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Numbers that JSON has: items may hold others. */
export function asFinite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

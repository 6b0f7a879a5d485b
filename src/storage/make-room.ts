// What is kept of what was used lately stays bounded: statements, opened secrets, parsed columns.

/** Forgets the first that was put in, where there are as many as may be. */
export function makeRoom<K>(kept: Map<K, unknown>, keptMax: number): void {
  if (kept.size < keptMax) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

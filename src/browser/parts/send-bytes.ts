// Sends forms and bytes to the vault, and reads what it answers.

/** What the vault said is in the way. */
export class TellingError extends Error {
  readonly told: string;
  constructor(told: string) {
    super(told);
    this.told = told;
  }
}

export interface Refusal {
  readonly outcome: 'kept' | 'twice' | 'refused';
  readonly why?: string;
}

export async function postForm<T>(address: string, values: Readonly<Record<string, string>>): Promise<T> {
  return read(await fetch(address, { method: 'POST', body: new URLSearchParams(values) }));
}

export async function sendBytes<T>(
  address: string,
  body: Blob,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<T> {
  const type = { 'Content-Type': 'application/octet-stream' };
  return read(await fetch(address, { method: 'POST', body, headers: { ...type, ...headers }, signal }));
}

/** @throws TellingError; whatever else where nobody answered for the vault */
async function read<T>(answer: Response): Promise<T> {
  const body = await answer.json();
  if (answer.ok) return body;
  // Too much at once, or just now not there: it may be later.
  if (answer.status === 429 || answer.status >= 500 || !body.problem) throw new Error('no answer');
  throw new TellingError(body.problem);
}

// What was opened lately of versions of things, by names that tell what it was sealed in: what is found by these is what was
// authenticated. Opening takes longer than all else of reading a small thing.

/** What somebody wrote of a version. */
export interface ThingTexts {
  readonly dataXml: string;
  readonly commonXml: string;
  readonly tags: string | null;
  readonly clientId: string | null;
  readonly signatureXml: string | null;
  readonly signedXml: string | null;
}

/** What a value takes beside its characters, about. */
const overheadBytes = 400;

interface Opened<T> {
  readonly recordId: string;
  readonly value: T;
  readonly bytes: number;
}

/**
 * In two ages: what is used of the old is young again, and once the young take half of the bytes that may be kept they are the
 * old ones, and those before them are dropped. So finding costs one look, and the first to go are among those not used for long.
 */
export class OpenedLately<T> {
  readonly #bytesMax: number;
  #young = new Map<string, Opened<T>>();
  #old = new Map<string, Opened<T>>();
  #youngBytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  find(name: string, recordId: string): T | undefined {
    const young = this.#young.get(name);
    const found = young ?? this.#old.get(name);
    if (found?.recordId !== recordId) return undefined;
    if (!young) this.#add(name, found);
    return found.value;
  }

  /** @param length characters of what is kept; what is too long is not */
  keep(name: string, recordId: string, value: T, length: number): void {
    const bytes = length + overheadBytes;
    if (bytes > this.#bytesMax / 16) return;
    this.#youngBytes -= this.#young.get(name)?.bytes ?? 0;
    this.#add(name, { recordId, value, bytes });
  }

  forget(recordId: string): void {
    for (const [name, { recordId: own, bytes }] of this.#young) {
      if (own !== recordId) continue;
      this.#young.delete(name);
      this.#youngBytes -= bytes;
    }
    for (const [name, opened] of this.#old) if (opened.recordId === recordId) this.#old.delete(name);
  }

  #add(name: string, opened: Opened<T>): void {
    this.#old.delete(name);
    this.#young.set(name, opened);
    this.#youngBytes += opened.bytes;
    if (this.#youngBytes * 2 <= this.#bytesMax) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngBytes = 0;
  }
}

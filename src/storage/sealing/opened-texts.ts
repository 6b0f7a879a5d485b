// Texts of things that were opened lately, by nonce and tag of what they were sealed in: what is found by these is what was
// authenticated, as long as it is the same version of the same thing. Opening takes longer than all else of reading a small one.
export interface ThingTexts {
  readonly dataXml: string;
  readonly commonXml: string;
  readonly tags: string | null;
  readonly clientId: string | null;
  readonly signatureXml: string | null;
  readonly signedXml: string | null;
}

/** What a text takes beside its characters, about. */
const overheadBytes = 400;

export interface OfVersion {
  readonly recordId: string;
  readonly id: string;
  readonly versionStamp: string;
}

interface Opened extends OfVersion {
  readonly texts: ThingTexts;
  readonly bytes: number;
}

export class OpenedTexts {
  readonly #bytesMax: number;
  readonly #kept = new Map<string, Opened>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(name: string, recordId: string, id = '', versionStamp = ''): ThingTexts | undefined {
    const found = this.#kept.get(name);
    if (found?.id !== id || found.versionStamp !== versionStamp || found.recordId !== recordId)
      return undefined;
    // The one that was used last goes last.
    this.#kept.delete(name);
    this.#kept.set(name, found);
    return found.texts;
  }

  keep(name: string, { recordId, id, versionStamp }: OfVersion, texts: ThingTexts, length: number): void {
    const bytes = length + overheadBytes;
    if (bytes > this.#bytesMax / 16) return;
    this.#drop(name);
    this.#bytes += bytes;
    this.#kept.set(name, { recordId, id, versionStamp, texts, bytes });
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#drop(oldest);
    }
  }

  forget(recordId: string): void {
    for (const [name, opened] of this.#kept) if (opened.recordId === recordId) this.#drop(name);
  }

  #drop(name: string): void {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
  }
}

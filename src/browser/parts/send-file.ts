// Sends a file in parts, one after the other, so that a slow line is no trouble: what had no answer is sent again. Below one
// address there are `/begin`, `/part`, `/end` and `/stop`.

/** What the vault said is in the way of a file; nothing where there was no answer. */
export class Failure extends Error {
  readonly told: string | undefined;
  constructor(told?: string) {
    super(told);
    this.told = told;
  }
}

const triesMax = 8;

export interface Sending {
  /** `/upload`. */
  readonly at: string;
  readonly token: string;
  readonly record: string;
  /** Told with the end, beside its name. */
  readonly ending: Readonly<Record<string, string>>;
  /** Bytes of the file that were sent. */
  readonly show: (sent: number) => void;
  /** The connection is not there just now. */
  readonly lose: () => void;
}

export class FileSender {
  #isStopped = false;
  #request: XMLHttpRequest | undefined;
  /** What is left half sent would wait for the rest. */
  #underWay: { readonly at: string; readonly values: Record<string, string> } | undefined;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#isStopped = false;
  }

  stop(): void {
    this.#isStopped = true;
    this.#request?.abort();
  }

  /** Of a page that is left. */
  leave(): void {
    if (this.#underWay)
      navigator.sendBeacon(`${this.#underWay.at}/stop`, new URLSearchParams(this.#underWay.values));
  }

  async forget(): Promise<void> {
    const left = this.#underWay;
    this.#underWay = undefined;
    if (left) await post(`${left.at}/stop`, left.values);
  }

  /** @returns where its page is. @throws Failure */
  async send(file: File, { at, token, record, ending, show, lose }: Sending): Promise<string> {
    if (this.#isStopped) throw new Failure();
    show(0);
    const beginning = { form: token, record, size: String(file.size) };
    const { upload, partBytes } = await this.#insist(() => post<Begun>(`${at}/begin`, beginning), lose);
    this.#underWay = { at, values: { form: token, upload } };
    for (let from = 0; from < file.size && !this.#isStopped; from += partBytes) {
      const part = file.slice(from, from + partBytes);
      const isLast = from + part.size >= file.size;
      await this.#insist(() => this.#sendPart({ at, token, upload, from, part, isLast, show }), lose);
    }
    if (this.#isStopped) throw new Failure();
    const values = { form: token, record, upload, name: file.name, type: file.type, ...ending };
    const { to } = await this.#insist(() => post<{ to: string }>(`${at}/end`, values), lose);
    this.#underWay = undefined;
    return to;
  }

  /** The vault knows a part by its place, and a file that it has taken. */
  async #insist<T>(send: () => Promise<T>, lose: () => void): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await send();
      } catch (error) {
        const isAnswered = error instanceof Failure && error.told;
        if (isAnswered || tries >= triesMax || this.#isStopped) throw error;
        lose();
        await new Promise(resolve => setTimeout(resolve, Math.min(15, 2 ** (tries - 1)) * 1000));
        if (this.#isStopped) throw error;
      }
    }
  }

  #sendPart({ at, token, upload, from, part, isLast, show }: Part): Promise<void> {
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      this.#request = sending;
      sending.open('POST', `${at}/part`);
      sending.setRequestHeader('Content-Type', 'application/octet-stream');
      sending.setRequestHeader('X-Keepwell-Form', token);
      sending.setRequestHeader('X-Keepwell-Upload', upload);
      sending.setRequestHeader('X-Keepwell-From', String(from));
      if (isLast) sending.setRequestHeader('X-Keepwell-Last', '1');
      sending.upload.onprogress = event => show(from + event.loaded);
      sending.onerror = () => reject(new Failure());
      sending.onabort = () => reject(new Failure());
      sending.onload = () => {
        if (sending.status === 200) resolve();
        else reject(new Failure(problemIn(sending.responseText)));
      };
      sending.send(part);
    });
  }
}

interface Begun {
  readonly upload: string;
  readonly partBytes: number;
}

interface Part {
  readonly at: string;
  readonly token: string;
  readonly upload: string;
  readonly from: number;
  readonly part: Blob;
  readonly isLast: boolean;
  readonly show: (sent: number) => void;
}

async function post<T>(address: string, values: Record<string, string>): Promise<T> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(values) });
  const body = await answer.json();
  if (!answer.ok) throw new Failure(body.problem);
  return body;
}

function problemIn(answer: string): string | undefined {
  try {
    return JSON.parse(answer).problem;
  } catch {
    return undefined;
  }
}

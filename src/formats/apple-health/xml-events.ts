// XML as it comes, in pieces of any size, for who listens: nothing is held but the tag that is being read. It takes what phones are
// known to write, a DTD that is broken and control characters, and refuses what else is not XML.
import { SaxesParser } from 'saxes';
import { UnreadableFile } from '../format.ts';
import { depthMax, strayCharactersMax, tokenBytesMax } from './limits.ts';

export type Attributes = Readonly<Record<string, string | undefined>>;

export interface Listener {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/**
 * After each piece it waits to be asked for the next.
 * @throws UnreadableFile
 */
export async function* readEvents(
  bytes: AsyncIterable<Uint8Array>,
  listener: Listener,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new UnreadableFile('wrong-encoding');
    }
  };
  const reader = new EventReader(listener);
  for await (const piece of bytes) {
    reader.write(decode(piece));
    yield;
  }
  reader.end(decode());
  yield;
}

class EventReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: false } as const);
  #depth = 0;
  #isWhole = false;
  #isInDoctype = true;
  #lastEvent = 0;
  #strays = 0;

  constructor(listener: Listener) {
    const parser = this.#parser;
    parser.on('opentag', ({ name, attributes }) => {
      this.#lastEvent = parser.position;
      this.#isInDoctype = false;
      if (++this.#depth > depthMax) throw new UnreadableFile('too-deep');
      listener.open(name, attributes);
    });
    parser.on('closetag', ({ name }) => {
      this.#lastEvent = parser.position;
      this.#depth--;
      this.#isWhole = this.#depth === 0;
      listener.close(name);
    });
    if (listener.text) parser.on('text', text => listener.text?.(text));
    parser.on('error', error => this.#judge(error));
  }

  write(text: string): void {
    this.#parser.write(text);
    if (this.#parser.position - this.#lastEvent > tokenBytesMax) throw new UnreadableFile('damaged');
  }

  end(text: string): void {
    this.write(text);
    if (!this.#isWhole) throw new UnreadableFile('cut-off');
  }

  /** Before the first tag there is only the DTD, which nothing is read from. */
  #judge({ message }: Error): void {
    const isStray = this.#isInDoctype || /disallowed character|undefined entity/i.test(message);
    if (!isStray || ++this.#strays > strayCharactersMax) throw new UnreadableFile('damaged');
  }
}

// What the model and the wire call the same thing: the model's names on one side, the server's GUIDs on the other.
import { randomUUID } from 'node:crypto';

export class Names {
  readonly #guids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** The GUID to send for a name; for one that has none, a GUID nobody knows. */
  guid(name: string): string {
    return this.#guids.get(name) ?? randomUUID();
  }

  /** What a GUID of an answer stands for, or the GUID itself. */
  name(guid: string): string {
    return this.#names.get(guid) ?? guid;
  }

  knows(name: string): boolean {
    return this.#guids.has(name);
  }

  /** @returns what is wrong, when either was bound to something else before */
  bind(name: string, guid: string): string | undefined {
    if (guid === '') return `${name} comes without an id`;
    const known = this.#guids.get(name);
    if (known !== undefined && known !== guid) return `${name} was ${known} and is now ${guid}`;
    const owner = this.#names.get(guid);
    if (owner !== undefined && owner !== name) return `${guid} of ${owner} comes again as ${name}`;
    this.#guids.set(name, guid);
    this.#names.set(guid, name);
    return undefined;
  }
}

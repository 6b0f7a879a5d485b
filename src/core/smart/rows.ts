// Rows of the authorization server: known by a keyed hash of what their holder has, sealed, and good for nothing else.
import type { Vault } from '../vault.ts';
import type { SmartRow } from './ports.ts';

/** What a row says, and by what it is known. */
interface SmartContents {
  readonly kind: string;
  readonly id: string;
  readonly payload: object;
}

const idLengthMax = 256;

/** Undefined for what can be the id of nothing here. */
export function hashSmartId({ keys }: Pick<Vault, 'keys'>, id: string): Buffer | undefined {
  return id.length > 0 && id.length <= idLengthMax ? keys.hash(`smart ${id}`) : undefined;
}

export function sealSmart({ keys }: Pick<Vault, 'keys'>, contents: SmartContents): Buffer {
  return keys.seal(Buffer.from(JSON.stringify(contents)));
}

/** @returns the payload; undefined for a row that says it is another than it was sealed as */
export function openSmart<Payload extends object>(
  { keys }: Pick<Vault, 'keys'>,
  row: Pick<SmartRow, 'kind' | 'sealed'>,
  id?: string,
): Payload | undefined {
  const contents: SmartContents = JSON.parse(keys.open(row.sealed).toString());
  const isOwn = contents.kind === row.kind && (id === undefined || contents.id === id);
  return isOwn ? (contents.payload as Payload) : undefined;
}

// Whether the blob store that is set is the one this vault uses, asked before the vault is served.
import type { Config } from './config.ts';
import { areElsewhere } from './core/blobs/examine.ts';
import { FilesUnavailable } from './core/store.ts';
import type { Vault } from './core/vault.ts';
import { sayBlobPlace } from './storage/blob-store.ts';

/**
 * @param isLossKnown the operator knows that files are lost
 * @throws when it does not answer, or has nothing of what the vault holds; says how to mend it
 */
export async function demandBlobs(
  { blobStore }: Config,
  { store, blobs }: Vault,
  isLossKnown = false,
): Promise<void> {
  const place = sayBlobPlace(blobStore);
  let elsewhere: boolean;
  try {
    elsewhere = await store.read(db => areElsewhere(db, blobs));
  } catch (error) {
    throw new Error(`${noAnswer(place)} (${explainBlobError(error)})`, { cause: error });
  }
  if (elsewhere && !isLossKnown)
    throw new Error(`${notHere(place)} If they are lost, serve with --files-lost.`);
}

export const noAnswer = (place: string) =>
  `The files of items cannot be reached in ${place}. Check blobStore, and the server behind it.`;

export const notHere = (place: string) =>
  `The files that items of this vault hold are not in ${place}. Set blobStore to where they are, or bring them there.`;

/** S3 says what is wrong by a name; the system by a code. */
export function explainBlobError(error: unknown): string {
  const { name, code, message } = (
    error instanceof FilesUnavailable ? error.cause : error
  ) as NodeJS.ErrnoException;
  if (name === 'CredentialsProviderError')
    return 'no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what else the SDK of AWS reads';
  return code ?? (name === 'Error' ? message : name);
}

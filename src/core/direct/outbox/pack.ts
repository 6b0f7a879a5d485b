// Clinical documents of a Direct message in one zip, as IHE XDM has it, for programs of clinics that want them so. Used by
// compose.ts.
import { findKind } from '../../../formats/mime/kinds.ts';
import { printXdm } from '../../../formats/mime/xdm-print.ts';
import type { Vault } from '../../vault.ts';
import type { DirectFile } from './attach.ts';

/** What is no document of HL7 stays as it is; where there is none, nothing is packed. */
export async function packDocuments(
  vault: Vault,
  files: readonly DirectFile[],
  from: string,
): Promise<DirectFile[]> {
  const isPacked = ({ type, bytes }: DirectFile) =>
    findKind({ contentType: { type, parameters: new Map() }, bytes }) === 'c-cda';
  const documents = files.filter(isPacked);
  if (documents.length === 0) return [...files];
  const { ids, clock } = vault;
  const bytes = await printXdm({
    ...{ id: ids.guid(), sourceId: vault.id, from, at: clock.now() },
    documents: documents.map(one => ({ id: ids.guid(), title: one.name, bytes: one.bytes })),
  });
  const packed = { name: 'documents.zip', type: 'application/zip', bytes };
  return [packed, ...files.filter(file => !isPacked(file))];
}

// Which status a type id gets that no type here has.
import type { FaultName } from '../faults.ts';

/** HealthVault's type that the others are built on. It has an id, and no things. */
const baseType = '3e730686-781f-4616-aa0d-817bba8eb141';

export function chooseUnknownType(typeId: string): FaultName {
  return typeId === baseType ? 'typeUncreatable' : 'typeUnknown';
}

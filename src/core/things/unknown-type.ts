// Which status a type id gets that no type here has.
import type { StatusName } from '../errors.ts';

/** HealthVault's type that the others are built on. It has an id, and no things. */
const baseType = '3e730686-781f-4616-aa0d-817bba8eb141';

export function unknownType(typeId: string): StatusName {
  return typeId === baseType ? 'THING_TYPE_UNCREATABLE' : 'INVALID_THING_TYPE';
}

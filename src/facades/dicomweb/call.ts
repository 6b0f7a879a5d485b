// One request of DICOMweb: who asks, how far they reach, and what for.
import type { FhirAccess } from '../../core/fhir/access.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { DicomRoute } from './route.ts';

export interface DicomCall {
  readonly vault: Vault;
  readonly access: FhirAccess;
  /** The same as it is later, when a body has come; undefined where nothing is granted any more. */
  readonly reopen: (db: Reader) => Promise<FhirAccess | undefined>;
  readonly route: DicomRoute;
  /** Of DICOMweb here, without a slash at its end. */
  readonly baseUrl: string;
}

// One request of DICOMweb: who asks, how far they reach, and what for.
import type { FhirAccess } from '../../core/fhir/access.ts';
import type { Vault } from '../../core/vault.ts';
import type { DicomRoute } from './route.ts';

export interface DicomCall {
  readonly vault: Vault;
  readonly access: FhirAccess;
  readonly route: DicomRoute;
  /** Of DICOMweb here, without a slash at its end. */
  readonly baseUrl: string;
}

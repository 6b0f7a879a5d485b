// Where a vault is reached. One vault is one instance.

export interface Instance {
  /** Clients look the instance up by this; it comes back with every Shell return. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Including `/wildcat.ashx`. */
  readonly platformUrl: string;
  /** Without a slash at its end. */
  readonly shellUrl: string;
  /** When the definition last changed, as milliseconds. */
  readonly updatedAt: number;
}

export function makeInstance(publicUrl: string, updatedAt: number): Instance {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    id: '1',
    name: 'Keepwell',
    description: 'A Keepwell vault',
    platformUrl: `${base}/platform/wildcat.ashx`,
    shellUrl: base,
    updatedAt,
  };
}

/** The base of the FHIR interface, without a slash at its end: the audience of its tokens. */
export function getFhirUrl({ shellUrl }: Instance): string {
  return `${shellUrl}/fhir/r4`;
}

/** The base of DICOMweb, without a slash at its end. */
export function getDicomWebUrl({ shellUrl }: Instance): string {
  return `${shellUrl}/dicomweb`;
}

/** Below this address lie the published schemas of types and methods; ends in a slash. */
export function getSchemasUrl({ platformUrl }: Instance): string {
  return new URL('xsd/', platformUrl).href;
}

// What is used of dicom-character-set, which brings no types.
declare module 'dicom-character-set' {
  export function convertBytes(
    specificCharacterSet: string,
    bytes: Uint8Array,
    options?: { readonly vr?: string },
  ): string;
}

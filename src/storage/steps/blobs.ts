// Blobs: what is uploaded and what things hold of it.
export const blobsStep: readonly string[] = [];

// What crosses from thread to thread is bytes, and no Buffer any more. Used by peel-thread.ts and peel-worker.ts.

export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

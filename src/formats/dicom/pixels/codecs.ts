// The decoders in WebAssembly, each loaded by the first frame that needs it, and once: a second time it would trip over itself.

/** They would write of what somebody sent. Each makes of its settings what it becomes, so they are its own. */
const quietly = (): WasmSettings => ({ print() {}, printErr() {} });

function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

export const jpeg = loadOnce(async () =>
  (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs')).default(quietly()),
);
export const jpegLs = loadOnce(async () =>
  (await import('@cornerstonejs/codec-charls/decodewasmjs')).default(quietly()),
);
export const jpeg2000 = loadOnce(async () =>
  (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default(quietly()),
);
export const highThroughput = loadOnce(async () =>
  (await import('@cornerstonejs/codec-openjph/wasmjs')).default(quietly()),
);

// The decoders in WebAssembly. What one has unpacked stays in its memory, and what is made to harm leaves that broken: so each file has
// decoders of its own, loaded by the first of its frames that needs them. They are compiled once.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

type Instantiate = NonNullable<WasmSettings['instantiateWasm']>;

/** @param name of the package's file */
function compileOnce(name: string): Instantiate {
  let module: WebAssembly.Module | undefined;
  return (imports, receive) => {
    module ??= new WebAssembly.Module(readFileSync(resolve(name)));
    return receive(new WebAssembly.Instance(module, imports), module);
  };
}

/** They would write of what somebody sent. Each makes of its settings what it becomes, so they are its own. */
function quietly(instantiateWasm: Instantiate): WasmSettings {
  return { print() {}, printErr() {}, instantiateWasm };
}

const compiled = {
  jpeg: compileOnce('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm'),
  jpegLs: compileOnce('@cornerstonejs/codec-charls/decodewasm'),
  jpeg2000: compileOnce('@cornerstonejs/codec-openjpeg/decodewasm'),
  highThroughput: compileOnce('@cornerstonejs/codec-openjph/wasm'),
};

function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** Of one file. */
export class Decoders {
  readonly jpeg = loadOnce(async () =>
    (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs')).default(quietly(compiled.jpeg)),
  );
  readonly jpegLs = loadOnce(async () =>
    (await import('@cornerstonejs/codec-charls/decodewasmjs')).default(quietly(compiled.jpegLs)),
  );
  readonly jpeg2000 = loadOnce(async () =>
    (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default(quietly(compiled.jpeg2000)),
  );
  readonly highThroughput = loadOnce(async () =>
    (await import('@cornerstonejs/codec-openjph/wasmjs')).default(quietly(compiled.highThroughput)),
  );
}

// What the WebAssembly decoders of Cornerstone are called with; they bring no types.
interface WasmFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): WasmFrameInfo;
  decode(): void;
  delete(): void;
}
interface JpegLsDecoder extends WasmDecoder {
  /** 0: one component after the other. */
  getInterleaveMode(): number;
}
interface WasmSettings {
  print(text: string): void;
  printErr(text: string): void;
  /** @returns what it receives */
  instantiateWasm?(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => WebAssembly.Exports,
  ): WebAssembly.Exports;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: (settings: WasmSettings) => Promise<{ J2KDecoder: new () => WasmDecoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const load: (settings: WasmSettings) => Promise<{ JpegLSDecoder: new () => JpegLsDecoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const load: (settings: WasmSettings) => Promise<{ JPEGDecoder: new () => WasmDecoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const load: (
    settings: WasmSettings,
  ) => Promise<{ HTJ2KDecoder: new () => WasmDecoder; HTJ2KEncoder: new () => WasmEncoder }>;
  export default load;
}
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    decode(buffer: ArrayBuffer, offset: number, length: number, numBytes: number): Uint8Array | Uint16Array;
  }
}

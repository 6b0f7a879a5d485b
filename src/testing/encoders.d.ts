// What the encoders of Cornerstone are called with; they bring no types.
interface WasmEncoder {
  getDecodedBuffer(frame: {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
    readonly isUsingColorTransform: boolean;
  }): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
}
interface EncoderSettings {
  print(text: string): void;
  printErr(text: string): void;
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const load: (settings: EncoderSettings) => Promise<{ J2KEncoder: new () => WasmEncoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-charls/wasmjs' {
  const load: (settings: EncoderSettings) => Promise<{ JpegLSEncoder: new () => WasmEncoder }>;
  export default load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
  const load: (settings: EncoderSettings) => Promise<{ JPEGEncoder: new () => WasmEncoder }>;
  export default load;
}

// What units.ts calls of the UCUM library, which brings no types of its own.
declare module '@lhncbc/ucum-lhc' {
  interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
    readonly msg: readonly string[];
  }
  interface Library {
    validateUnitString(code: string): { readonly status: 'valid' | 'invalid' | 'error' };
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      options: { readonly molecularWeight: number | null },
    ): Conversion;
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): Library } };
  export default ucum;
}

// The brand of the configuration, read. Read by config.ts; what it says is judged by core/smart/brand.ts when the vault opens.
import type { Brand } from './core/smart/brand.ts';

/** @throws an error that says what is wrong */
export function readBrand(given: string | object | undefined): Brand | undefined {
  if (given === undefined) return undefined;
  const value = typeof given === 'string' ? parse(given) : given;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('brand must be an object: elements of a FHIR Organization, such as name and identifier.');
  return value as Brand;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

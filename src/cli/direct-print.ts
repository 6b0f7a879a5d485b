// How commands of Direct messages say what they found.
import type { DirectKey } from '../core/direct/certificates/key.ts';

export function describeKey({ id, boundTo, notBefore, notAfter }: DirectKey) {
  return {
    id,
    boundTo,
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
  };
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

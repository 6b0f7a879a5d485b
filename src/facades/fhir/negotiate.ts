// In which form a client wants the answer and sends the body: JSON or XML of FHIR. Pure.
import { FhirProblem } from '../../core/fhir/problem.ts';
import type { Pairs } from '../../core/fhir/query.ts';
import type { Prefer } from './call.ts';

export type Form = 'json' | 'xml';

export const contentTypes: Readonly<Record<Form, string>> = {
  json: 'application/fhir+json; charset=utf-8',
  xml: 'application/fhir+xml; charset=utf-8',
};

const forms: ReadonlyMap<string, Form> = new Map([
  ['json', 'json'],
  ['application/json', 'json'],
  ['application/fhir+json', 'json'],
  ['text/json', 'json'],
  ['*/*', 'json'],
  ['application/*', 'json'],
  ['xml', 'xml'],
  ['application/xml', 'xml'],
  ['application/fhir+xml', 'xml'],
  ['text/xml', 'xml'],
]);

/** @throws FhirProblem 406 */
export function chooseForm(accept: string | undefined, pairs: Pairs): Form {
  const asked = pairs.find(([name]) => name === '_format')?.[1];
  if (asked !== undefined) {
    const form = forms.get(essence(asked));
    if (!form) throw notAcceptable('_format');
    demandVersion(asked);
    return form;
  }
  if (accept === undefined || accept.trim() === '') return 'json';
  const wanted = accept
    .split(',')
    .slice(0, acceptedMax)
    .map(one => ({ one, form: forms.get(essence(one)), weight: weightOf(one) }))
    .filter(({ form, weight }) => form && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const [best] = wanted;
  if (!best?.form) throw notAcceptable('Accept');
  demandVersion(best.one);
  return best.form;
}

/** Of a Binary: its resource, where that is said; else its bytes, in whatever form they are. */
export function wantsResource(accept: string | undefined, pairs: Pairs): boolean {
  if (pairs.some(([name]) => name === '_format')) return true;
  const asked = (accept ?? '').split(',').slice(0, acceptedMax).map(essence);
  return asked.some(one => one === 'application/fhir+json' || one === 'application/fhir+xml');
}

const acceptedMax = 20;

/** @returns undefined for a form that is no resource @throws FhirProblem 415 */
export function chooseBodyForm(contentType: string | undefined): Form | 'json-patch' | 'form' {
  const type = essence(contentType ?? '');
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'application/json-patch+json') return 'json-patch';
  const form = type.includes('*') || !type.includes('/') ? undefined : forms.get(type);
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
  if (!form || (charset !== undefined && !/^utf-?8$/i.test(charset)))
    throw new FhirProblem(
      415,
      'not-supported',
      'Send application/fhir+json or application/fhir+xml, in UTF-8, and say so in Content-Type.',
    );
  demandVersion(contentType ?? '');
  return form;
}

function demandVersion(type: string): void {
  const version = /;\s*fhirVersion\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  if (version !== undefined && !/^4\.0(\.\d)?$/.test(version))
    throw new FhirProblem(
      406,
      'not-supported',
      'This server speaks FHIR 4.0.1: say fhirVersion=4.0, or nothing.',
    );
}

/** @throws FhirProblem where it is to be strict and is not known */
export function readPrefer(header: string | undefined): Prefer {
  const words = (header ?? '').split(/[,;]/).map(word => word.trim());
  const wanted = (['minimal', 'representation', 'OperationOutcome'] as const).find(one =>
    words.includes(`return=${one}`),
  );
  return {
    return: wanted ?? 'representation',
    isStrict: words.includes('handling=strict'),
    isLenient: words.includes('handling=lenient'),
    isAsync: words.includes('respond-async'),
  };
}

function essence(type: string): string {
  // In an address a plus may have become a space.
  return (type.split(';', 1)[0] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^(application\/fhir) (json|xml)$/, '$1+$2');
}

function weightOf(type: string): number {
  const [, weight] = /;\s*q=([\d.]+)/i.exec(type) ?? [];
  return weight === undefined ? 1 : Number(weight);
}

function notAcceptable(what: string): FhirProblem {
  return new FhirProblem(
    406,
    'not-supported',
    `${what} asks for a form that is not here. There are application/fhir+json and application/fhir+xml.`,
  );
}

// What a rule is called: what its application says it is for, or, of a scope, what of the record it is about.
import type { Rule } from '../../core/authorization/rules.ts';
import { parseResourceScope } from '../../core/smart/scopes.ts';
import { sayOf } from '../../locales/colon.ts';
import type { Language } from '../../locales/language.ts';
import { smartWords } from '../../locales/words.ts';

export function nameRule({ name, reason, scope }: Rule, language: Language): string {
  const parsed = scope === undefined ? undefined : parseResourceScope(scope);
  if (!parsed) return reason === '' ? name : reason;
  const { resources, everything } = smartWords(language);
  const known: Readonly<Record<string, string>> = resources;
  const { resourceType, conditions } = parsed;
  const what =
    resourceType === '*'
      ? everything
      : Object.hasOwn(known, resourceType)
        ? (known[resourceType] ?? resourceType)
        : resourceType;
  // The code alone says more than the address of the system before it.
  const only = conditions.map(({ value }) => value.replace(/[^|,]*\|/g, '')).join(', ');
  return only === '' ? what : sayOf(what, only, language);
}

// What a rule lets an application do, in words: with what kinds of items, of when.
import type { Rule, RuleTarget } from '../../core/authorization/rules.ts';
import type { Language } from '../../locales/language.ts';
import { consentWords } from '../../locales/words.ts';
import { sayExceptions, sayRights, sayTarget } from './words.ts';

export function RuleText({ rule, language }: { rule: Rule; language: Language }) {
  return (
    <>
      {rule.targets.map(target => (
        <TargetText rights={sayRights(rule.permissions, language)} target={target} language={language} />
      ))}
      {sayExceptions(rule, language).map(sentence => (
        <p class="except">{sentence}</p>
      ))}
    </>
  );
}

/** So many types are named at once; a longer list can be opened. */
const typesInLine = 8;

function TargetText({
  rights,
  target,
  language,
}: {
  rights: string;
  target: RuleTarget;
  language: Language;
}) {
  const w = consentWords(language);
  const { types, dates } = sayTarget(target, language);
  const suffix = dates === '' ? '' : ` ${dates}`;
  if (types.length <= typesInLine) {
    return (
      <p class="what">
        {rights}: <strong>{types.length === 0 ? w.everyKind : types.join(', ')}</strong>
        {suffix}
      </p>
    );
  }
  return (
    <details class="what">
      <summary>
        {rights}: <strong>{w.kinds(types.length)}</strong>
        {suffix}
      </summary>
      <ul class="types">
        {types.map(name => (
          <li>{name}</li>
        ))}
      </ul>
    </details>
  );
}

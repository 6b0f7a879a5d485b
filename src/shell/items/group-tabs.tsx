// The groups that a record has something of, each a way to what is in it.
import type { Language } from '../../locales/language.ts';
import { nameGroup } from '../../locales/type-names.ts';
import { dataWords } from '../../locales/words.ts';
import type { ThingGroup, ThingType } from '../../things/index.ts';
import { Sign } from '../kit/sign.tsx';
import { groups } from './kinds.ts';

interface GroupTabsProps {
  readonly present: readonly ThingType[];
  /** The one that is shown; undefined for none of them. */
  readonly at: ThingGroup | 'all' | undefined;
  readonly addressOf: (group: ThingGroup | undefined) => string;
  readonly language: Language;
}

export function GroupTabs({ present, at, addressOf, language }: GroupTabsProps) {
  const w = dataWords(language);
  const there = groups.filter(group => present.some(type => type.group === group) || group === at);
  if (there.length < 2) return null;
  return (
    <nav aria-label={w.groupsLabel} class="not-printed">
      <ul class="tabs">
        <li>
          <a href={addressOf(undefined)} aria-current={at === 'all' ? 'page' : undefined}>
            {w.all}
          </a>
        </li>
        {there.map(group => (
          <li>
            <a href={addressOf(group)} aria-current={at === group ? 'page' : undefined}>
              <Sign of={group} />
              {nameGroup(group, language)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

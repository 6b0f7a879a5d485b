// The form that narrows a list of items down. It is folded up until something is filled in.
import type { Grant } from '../../core/authorization/grant.ts';
import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { dataWords } from '../../locales/words.ts';
import type { ThingType } from '../../things/index.ts';
import { type FieldErrors, Input, type Option, Select } from '../kit/fields.tsx';
import { Form } from '../kit/layout.tsx';
import type { Visit } from '../web/visit.ts';
import { type Filter, pageSizes, sorts, wordsMax } from './filter.ts';
import { sortTypes } from './kinds.ts';
import { getSlug } from './links.ts';
import type { Source } from './sources.ts';

interface FilterFormProps {
  readonly visit: Visit;
  readonly filter: Filter;
  readonly errors: FieldErrors;
  readonly present: readonly ThingType[];
  readonly sources: readonly Source[];
  readonly grant: Grant;
}

export function FilterForm({ visit, filter, errors, present, sources, grant }: FilterFormProps) {
  const { language } = visit;
  const w = dataWords(language);
  const { words, from, to, source, state, types } = filter;
  const isUsed = words !== '' || from !== '' || to !== '' || source !== '' || state !== 'Active';
  const none = { errors: {} };
  return (
    <details class="filter" open={isUsed}>
      <summary>{w.filter}</summary>
      <Form visit={visit} action="/items/find">
        <input type="hidden" name="record" value={grant.recordId} />
        {filter.size !== pageSizes[0] && <input type="hidden" name="size" value={String(filter.size)} />}
        {filter.sort !== sorts[0] && <input type="hidden" name="sort" value={filter.sort} />}
        {filter.group && <input type="hidden" name="group" value={filter.group} />}
        <Input
          name="words"
          label={w.search}
          hint={w.searchHint}
          value={words}
          maxlength={wordsMax}
          {...none}
        />
        <div class="side-by-side">
          <Select
            name="kind"
            label={w.kind}
            value={types.map(getSlug).join(',')}
            options={[{ value: '', label: w.anyKind }, ...kindOptions(types, present, language)]}
            {...none}
          />
          <Select
            name="source"
            label={w.source}
            value={source}
            options={[
              { value: '', label: w.anySource },
              ...sources.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...none}
          />
          <Input name="from" label={w.from} type="date" value={from} errors={errors} />
          <Input name="to" label={w.to} type="date" value={to} errors={errors} />
          {grant.seesEverything && (
            <Select
              name="state"
              label={w.state}
              value={state === 'Deleted' ? 'deleted' : ''}
              options={[
                { value: '', label: w.states.Active },
                { value: 'deleted', label: w.states.Deleted },
              ]}
              {...none}
            />
          )}
        </div>
        <div class="decision">
          <button type="submit">{w.apply}</button>
          {isUsed && (
            <a class="button second" href="/items">
              {w.clear}
            </a>
          )}
        </div>
      </Form>
    </details>
  );
}

/** Several kinds that an application led to stay together until another is chosen. */
function kindOptions(
  chosen: readonly ThingType[],
  present: readonly ThingType[],
  language: Language,
): Option[] {
  const option = (types: readonly ThingType[]) => ({
    value: types.map(getSlug).join(','),
    label: types.map(type => nameType(type, language)).join(', '),
  });
  const each = sortTypes(new Set([...present, ...chosen]), language).map(type => option([type]));
  return chosen.length > 1 ? [option(chosen), ...each] : each;
}

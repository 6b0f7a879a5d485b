// The form that narrows a list of items down. It is folded up until something is filled in.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { ThingType } from '../../../things/index.ts';
import { Input, Select } from '../fields.tsx';
import { Form } from '../layout.tsx';
import { typeName } from '../type-names.ts';
import type { Visit } from '../visit.ts';
import { dataWords } from './data-words.ts';
import { slugOf } from './form/links.ts';
import { inOrder } from './kinds.ts';
import type { Filter } from './list.tsx';
import type { Source } from './sources.ts';

interface FilterFormProps {
  readonly visit: Visit;
  readonly filter: Filter;
  readonly present: readonly ThingType[];
  readonly sources: readonly Source[];
  readonly grant: Grant;
}

export function FilterForm({ visit, filter, present, sources, grant }: FilterFormProps) {
  const { language } = visit;
  const w = dataWords(language);
  const { words, from, to, source, state, types } = filter;
  const isUsed = words !== '' || from !== '' || to !== '' || source !== '' || state !== 'Active';
  const kinds = inOrder(new Set([...present, ...types]), language);
  const none = { errors: {} };
  return (
    <details class="filter" open={isUsed}>
      <summary>{w.filter}</summary>
      <Form visit={visit} action="/items/find">
        {filter.group && <input type="hidden" name="group" value={filter.group} />}
        <Input name="words" label={w.search} hint={w.searchHint} value={words} maxlength={100} {...none} />
        <div class="side-by-side">
          <Select
            name="kind"
            label={w.kind}
            value={types.length === 1 ? slugOf(types[0]!) : ''}
            options={[
              { value: '', label: w.anyKind },
              ...kinds.map(type => ({ value: slugOf(type), label: typeName(type, language) })),
            ]}
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
          <Input name="from" label={w.from} type="date" value={from} {...none} />
          <Input name="to" label={w.to} type="date" value={to} {...none} />
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

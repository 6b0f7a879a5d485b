// Draws a form: the fields of a definition, with what a list of names and texts (tree.ts) holds of them. Repeated fields grow
// and shrink by buttons of the form, so that no script is needed.
import type { Field } from '../../../../things/index.ts';
import { frameWords } from '../../frame-words.ts';
import { entriesOf } from './form-texts.ts';
import { formWords } from './form-words.ts';
import { type Drawing, LeafInputs } from './inputs.tsx';
import { entryOf, isKept, leafOf } from './leaves.ts';

interface DrawFieldsProps {
  readonly fields: readonly Field[];
  readonly name: string;
  readonly before: unknown;
  readonly drawing: Drawing;
}

export function DrawFields({ fields, name, before, drawing }: DrawFieldsProps) {
  return (
    <>
      {fields.map(field => (
        <DrawField
          field={field}
          name={`${name}.${field.name}`}
          label={field.label}
          before={(before as Readonly<Record<string, unknown>> | undefined)?.[field.key]}
          isOptional={field.min === 0}
          drawing={drawing}
        />
      ))}
    </>
  );
}

interface DrawFieldProps {
  readonly field: Field;
  readonly name: string;
  readonly label: string;
  readonly before: unknown;
  readonly isOptional: boolean;
  readonly drawing: Drawing;
}

function DrawField(props: DrawFieldProps) {
  const { field, name, before, drawing, label } = props;
  const w = formWords(drawing.language);
  if (isKept(field)) return before === undefined ? null : <Kept label={label} text={w.kept} />;
  if (field.list) return <DrawList {...props} />;
  const leaf = leafOf(field);
  if (!leaf) return <DrawGroup {...props} />;
  const isTooLong = before !== undefined && leaf.parts.every(part => !drawing.form.has(name + part));
  if (isTooLong) return <Kept label={label} text={w.kept} />;
  return <LeafInputs leaf={leaf} {...props} />;
}

export function Kept({ label, text }: { label: string; text: string }) {
  return (
    <p class="hint kept">
      <strong>{label}</strong>: {text}
    </p>
  );
}

/** What may be left out stays folded until something is in it. */
function DrawGroup({ field, name, label, before, isOptional, drawing }: DrawFieldProps) {
  const w = formWords(drawing.language);
  const isChoice = field.kind === 'choice' || field.schema?.shape.kind === 'choice';
  const inside = (
    <>
      {isChoice && <p class="hint">{w.oneOf}</p>}
      <DrawFields
        fields={isChoice ? field.fields.map(one => ({ ...one, min: 0, fields: one.fields })) : field.fields}
        name={name}
        before={before}
        drawing={drawing}
      />
    </>
  );
  if (!isOptional)
    return (
      <fieldset class="part" id={name} tabindex={-1}>
        <legend>{label}</legend>
        {inside}
      </fieldset>
    );
  return (
    <details class="part" id={name} open={drawing.filled.has(name)}>
      <summary>
        {label} <span class="optional">({frameWords(drawing.language).optional})</span>
      </summary>
      {inside}
    </details>
  );
}

function DrawList({ field, name, label, before, drawing }: DrawFieldProps) {
  const w = formWords(drawing.language);
  const { form } = drawing;
  const had = (before ?? []) as readonly unknown[];
  if (had.length > 0 && !form.has(`${name}.list`))
    return <Kept label={label} text={w.keptList(had.length)} />;
  const there = entriesOf(form, name);
  const ids = there.length === 0 && field.min > 0 ? ['n1'] : there;
  const entry = entryOf(field);
  const isLeaf = leafOf(entry) !== undefined;
  return (
    <fieldset class="entries" id={name} tabindex={-1} aria-label={label}>
      <input type="hidden" name={`${name}.list`} value="" />
      {ids.map((id, index) => {
        const own = ids.length === 1 && isLeaf ? label : w.entry(label, index + 1);
        return (
          <div class="entry">
            <input type="hidden" name={name} value={id} />
            <DrawField
              field={entry}
              name={`${name}.${id}`}
              label={own}
              before={/^\d+$/.test(id) ? had[Number(id)] : undefined}
              isOptional={false}
              drawing={drawing}
            />
            {ids.length > field.min && (
              <button type="submit" name="remove" value={`${name}.${id}`} class="quiet">
                {w.remove(own)}
              </button>
            )}
          </div>
        );
      })}
      {ids.length < field.max && drawing.mayGrow && (
        <button type="submit" name="add" value={name} class="quiet">
          {w.add(label)}
        </button>
      )}
    </fieldset>
  );
}

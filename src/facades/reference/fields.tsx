// The fields of a schema as a list: what each is called, what it holds and how often it stands. What is inside lies
// inside; what many types share is a link to its place on the page of shared parts.
import type { Item, Schema } from '../../schema/schema.ts';
import { findPartAnchor } from './parts.ts';
import { findPreferredVocabulary, getVocabularyFile } from './vocabularies.ts';
import { sayHowOften, sayText } from './words.ts';

interface Inside {
  readonly name: string;
  readonly schema: Schema<unknown>;
}

export interface FieldsProps extends Inside {
  readonly up: '' | '../' | '/docs/';
  /** What people call a field; absent where names are all there is. */
  readonly label?: ((name: string, inside: Inside) => string) | undefined;
  /** What else there is to say of an element of the outermost level. */
  readonly remarks?: Readonly<Record<string, string>>;
  /** The schemas this one stands in: what holds itself is not drawn again. */
  readonly around?: readonly Schema<unknown>['shape'][];
}

export function Fields(props: FieldsProps) {
  const { shape } = props.schema;
  const attributes = 'attributes' in shape ? shape.attributes : [];
  const items = 'items' in shape ? shape.items : [];
  if (attributes.length + items.length === 0) return null;
  const { around = [] } = props;
  const own = { ...props, around: [...around, shape] };
  return (
    <>
      {shape.kind === 'choice' && <p class="hint">One of:</p>}
      <ul class="fields">
        {attributes.map(({ name, schema, required }) => (
          <li>
            <Line {...own} field={name} code={`@${name}`} often={required ? 'required' : 'optional'} />
            <What {...own} field={schema} />
          </li>
        ))}
        {items.map(item => (
          <Row {...own} item={item} />
        ))}
      </ul>
    </>
  );
}

function Row({ item, ...props }: FieldsProps & { item: Item }) {
  if (item.kind === 'any') return <li class="hint">Any other elements, kept as they are written</li>;
  if (item.kind !== 'element') {
    return (
      <li>
        <p class="hint">
          {item.kind === 'choice' ? 'One of:' : 'Together:'}
          {item.min === 0 && ' (optional)'}
        </p>
        <ul class="fields">
          {item.items.map(one => (
            <Row {...props} item={one} />
          ))}
        </ul>
      </li>
    );
  }
  const { name, schema } = item;
  const remark = props.remarks?.[name];
  const { remarks: _, ...inner } = props;
  return (
    <li>
      <Line {...props} field={name} code={name} often={sayHowOften(item)} />
      <What {...props} field={schema} />
      {remark !== undefined && <p class="hint">{remark}</p>}
      {isDrawn(schema, props) && <Fields {...inner} schema={schema} name={name} />}
    </li>
  );
}

function isDrawn(schema: Schema<unknown>, { around = [] }: FieldsProps): boolean {
  return findPartAnchor(schema) === undefined && !around.includes(schema.shape);
}

function Line({
  code,
  often,
  field,
  ...props
}: FieldsProps & { code: string; often: string; field: string }) {
  const label = props.label?.(field, { name: props.name, schema: props.schema });
  const isNew = label !== undefined && label.toLowerCase() !== field.toLowerCase().replaceAll('-', ' ');
  return (
    <p class="field">
      <code>{code}</code> {isNew && <span>{label} </span>}
      <span class="often">{often}</span>
    </p>
  );
}

/** What the field holds, in a line; nothing where what is inside says it. */
function What({ field, up, around = [] }: FieldsProps & { field: Schema<unknown> }) {
  const parts = [
    kindOf(field, up, around),
    field.unit === 'fraction' ? 'a fraction: 0.25 is a quarter' : field.unit && `unit ${field.unit}`,
    field.defaultText !== undefined && `empty means ${field.defaultText}`,
    field.vocabularies?.length && <Preferred names={field.vocabularies} up={up} />,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return (
    <p class="hint">
      {parts.map((part, i) => (
        <>
          {i > 0 && ' · '}
          {part}
        </>
      ))}
    </p>
  );
}

function kindOf(schema: Schema<unknown>, up: string, around: readonly Schema<unknown>['shape'][]) {
  const { shape } = schema;
  const anchor = findPartAnchor(schema);
  if (anchor !== undefined) return <a href={`${up}parts.html#${anchor}`}>{schema.typeName?.name}</a>;
  if (around.includes(shape)) return 'the same again, one level down';
  switch (shape.kind) {
    case 'text':
      return (
        <>
          {sayText(shape)}
          {shape.facets.values?.map((value, i) => (
            <>
              {i > 0 && ','} <code>{value}</code>
            </>
          ))}
        </>
      );
    case 'marked-text':
      return sayText(shape.base.shape);
    case 'anything':
      return 'any content, kept as it is written';
    case 'document':
      return `a document whose root is ${shape.root}, kept byte for byte`;
    default:
      return null;
  }
}

function Preferred({ names, up }: { names: readonly string[]; up: string }) {
  return (
    <>
      codes by preference from{' '}
      {names.map((name, i) => {
        const vocabulary = findPreferredVocabulary(name);
        return (
          <>
            {i > 0 && ' or '}
            {vocabulary ? <a href={`${up}${getVocabularyFile(vocabulary, 1)}`}>{name}</a> : name}
          </>
        );
      })}
    </>
  );
}

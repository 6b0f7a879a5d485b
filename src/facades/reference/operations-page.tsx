// The pages of interfaces that describe themselves by OpenAPI, or by Swagger before it: each operation with what it takes and answers.
import { makeInstance } from '../../core/instance.ts';
import { printOpenapi } from '../fhir/openapi/openapi.ts';
import { describeRest } from '../rest/description.ts';
import { Frame } from './frame.tsx';

/** What of a description is drawn. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly responses?: Readonly<Record<string, Answer | Reference>>;
}

/** To a part of the description, such as `#/components/parameters/id`. */
interface Reference {
  readonly $ref: string;
}

interface Answer {
  readonly description?: string;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly description?: string;
}

interface DescribedProps {
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  readonly description: Description;
}

/** As a vault at this address would tell it. */
const instance = makeInstance('https://vault.example', Date.UTC(2026, 0));

export function FhirPage() {
  return (
    <Described
      path="fhir-operations.html"
      title="FHIR, call by call"
      lead="All that can be asked below /fhir/r4, and the doors of SMART; a vault has the same as OpenAPI at /fhir/r4/openapi.json."
      description={JSON.parse(printOpenapi({ instance, version: '' }, true))}
    />
  );
}

export function RestPage() {
  return (
    <Described
      path="rest-operations.html"
      title="REST, call by call"
      lead="All operations of version 2.0-preview; a vault has the same as Swagger at /rest/2.0-preview.swagger.json."
      description={describeRest('2.0-preview', instance) as unknown as Description}
    />
  );
}

function Described({ path, title, lead, description }: DescribedProps) {
  const parts = new Map<string, [string, Readonly<Record<string, Operation>>][]>();
  for (const [address, operations] of Object.entries(description.paths)) {
    const part = address.split('/').find(word => /^[\w$]/.test(word)) ?? 'All';
    parts.set(part, [...(parts.get(part) ?? []), [address, operations]]);
  }
  return (
    <Frame title={title} path={path}>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <ul class="columns">
        {[...parts.keys()].map(part => (
          <li>
            <a href={`#${part}`}>{part}</a>
          </li>
        ))}
      </ul>
      {[...parts].map(([part, addresses]) => (
        <section id={part}>
          <h2>{part}</h2>
          {addresses.flatMap(([address, operations]) =>
            Object.entries(operations).map(([method, operation]) => (
              <OperationPart
                name={`${method.toUpperCase()} ${address}`}
                operation={operation}
                description={description}
              />
            )),
          )}
        </section>
      ))}
    </Frame>
  );
}

interface OperationProps {
  readonly name: string;
  readonly operation: Operation;
  readonly description: Description;
}

function OperationPart({ name, operation, description: all }: OperationProps) {
  const { summary, parameters = [], responses = {} } = operation;
  return (
    <details>
      <summary>
        <code>{name}</code>
        {summary !== undefined && <span class="hint">{summary}</span>}
      </summary>
      <ul class="fields">
        {parameters
          .map(one => resolve(all, one))
          .map(({ name, in: place, required = false, description }) => (
            <li>
              <p class="field">
                <code>{name}</code>
                {description}
                <span class="often">{`${place}, ${required ? 'required' : 'optional'}`}</span>
              </p>
            </li>
          ))}
        {Object.entries(responses).map(([code, answer]) => (
          <li>
            <p class="field">
              <code>{code}</code>
              {resolve(all, answer).description}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function resolve<T extends object>(description: Description, part: T | Reference): T {
  if (!('$ref' in part)) return part;
  let found: unknown = description;
  for (const name of part.$ref.split('/').slice(1)) found = (found as Record<string, unknown>)[name];
  return found as T;
}

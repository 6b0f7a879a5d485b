// One operation of the REST API: its place in the description, what it takes and answers, which items it works on, and what it does.
// The description (description.ts) and the way to it (route.ts) are made of it.
import type { Application } from '../../core/applications/application.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { Interaction } from '../../core/smart/scopes.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import type { Vault } from '../../core/vault.ts';
import type { Field, Json, JsonObject, Model } from '../../formats/rest/model.ts';
import type { ThingType } from '../../things/index.ts';

export const versions = ['1.0-rc', '2.0-preview'] as const;
export type RestVersion = (typeof versions)[number];

interface Parameter<T> {
  readonly field: Field<T>;
  readonly about: string;
  readonly isRequired?: true;
  /** Of links from page to page alone: not in the description. */
  readonly isUnlisted?: true;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type ValuesOf<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends { readonly field: Field<infer T>; readonly isRequired: true }
    ? T
    : P[K] extends { readonly field: Field<infer T> }
      ? T | undefined
      : never;
};

export interface RestCall<Query = unknown, Body = unknown> {
  readonly vault: Vault;
  readonly app: Application;
  readonly grant: Grant;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The body as it came: what is not there is told apart from what is empty. */
  readonly sent: JsonObject;
  readonly ifMatch: string | undefined;
  /** Do the scopes open items of a type, whatever they are in FHIR? All are open to sessions: their grant says which. */
  readonly opens: (type: ThingType) => boolean;
  /** The address of another page of the same. */
  readonly linkTo: (after: string) => string;
}

export interface RestAnswer {
  readonly status: 200 | 201 | 204;
  readonly json?: Json | object;
  /** What it is made of, where it stands for one thing: its tag, and what was read. */
  readonly tag?: string;
  readonly read?: readonly Pick<StoredThing, 'typeId'>[];
  /** Where what was made is. */
  readonly location?: string;
}

interface Body<T> {
  readonly name: string;
  readonly about: string;
  readonly model: Model<T>;
  /** Is it merged into what there is, so that what it must have may be missing? */
  readonly isPart?: true;
}

interface Answered {
  readonly about: string;
  readonly model?: Pick<Model<unknown>, 'describe'>;
}

export interface Operation {
  /** `ActionPlans_Get`: what it is about, and what is done with it. */
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** `/ActionPlans/{actionPlanId}`. */
  readonly path: string;
  readonly summary: string;
  readonly since?: RestVersion;
  /** Of ids in the path: what they are; GUIDs unless told otherwise. */
  readonly ids?: Readonly<Record<string, { readonly about: string; readonly isText?: true }>>;
  readonly query?: Parameters;
  readonly body?: Body<never>;
  readonly answers: Readonly<Partial<Record<200 | 201 | 204, Answered>>>;
  /** Without a record: what an application does for itself. */
  readonly isOfApp?: true;
  /** Resources of FHIR that its items would be, and what it does with them: what a token of OAuth must allow. */
  readonly scopes: readonly (readonly [resourceType: string, interactions: readonly Interaction[]])[];
  readonly run: (call: RestCall<never, never>) => Promise<RestAnswer>;
}

/** Its handler gets what its parameters and body are read as. */
export function operation<const P extends Parameters, B>(
  given: Omit<Operation, 'query' | 'body' | 'run'> & {
    readonly query?: P;
    readonly body?: Body<B>;
    readonly run: (call: RestCall<ValuesOf<P>, B>) => Promise<RestAnswer>;
  },
): Operation {
  return given as unknown as Operation;
}

// The names of all methods, and of what stands in their requests and answers.
import type { KnownNames } from '../core/healthvault/tracing/known-names.ts';
import { listNames, listSecretNames } from '../schema/names.ts';
import { listMethods } from './index.ts';

let names: KnownNames | undefined;

export function listContractNames(): KnownNames {
  names ??= namesOfContracts();
  return names;
}

function namesOfContracts(): KnownNames {
  const schemas = listMethods().flatMap(({ versions }) =>
    Object.values(versions).flatMap(({ request, response }) =>
      response === undefined ? [request] : [request, response],
    ),
  );
  return {
    all: new Set([...listMethods().map(({ name }) => name), ...listNames(schemas)]),
    secret: listSecretNames(schemas),
  };
}

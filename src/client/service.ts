// What a platform says of itself: where it and its Shell are, and which instances there are.
import { vaultIdKey } from '../methods/contracts/get-service-definition.ts';
import type { Caller } from './caller.ts';
import { UnreachableError } from './errors.ts';

export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly platformUrl: string;
  readonly shellUrl: string;
}

export interface Service {
  readonly platformUrl: string;
  readonly shellUrl: string;
  readonly instances: readonly Instance[];
  /** The id of the instance that answered. */
  readonly instanceId: string | undefined;
  /** Of the vault itself, wherever it moves; undefined on a platform that is no Keepwell. */
  readonly vaultId: string | undefined;
}

export async function readService(app: Caller): Promise<Service> {
  const responseSections = { section: ['platform' as const, 'shell' as const, 'topology' as const] };
  const { platform, shell, instances } = await app.call('GetServiceDefinition', 2, { responseSections });
  if (!platform || !shell || !instances)
    throw new UnreachableError('The platform does not say where it and its Shell are.');
  return {
    platformUrl: platform.url,
    shellUrl: shell.url,
    instances: instances.instance,
    instanceId: instances['current-instance-id'],
    vaultId: platform.configuration?.find(({ key }) => key === vaultIdKey)?.value,
  };
}

// What a platform says of itself: where it and its Shell are, and which instances there are.
import { instanceElement } from '../methods/parts/instance.ts';
import { any, many, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import type { App } from './connect.ts';
import { readInfo } from './envelope.ts';

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
}

const definition = seq({
  platform: seq({ url: string, rest: any() }),
  shell: seq({ url: string, rest: any() }),
  instances: seq(
    { instance: many(instanceElement, { min: 1 }) },
    { 'current-instance-id': { optional: string } },
  ),
  rest: any(),
});

export async function service(app: App): Promise<Service> {
  const sections = ['platform', 'shell', 'topology'].map(name => `<section>${name}</section>`).join('');
  const info = `<response-sections>${sections}</response-sections>`;
  const { platform, shell, instances } = readInfo(
    definition,
    await app.callAnonymously('GetServiceDefinition', 2, info),
  );
  return {
    platformUrl: platform.url,
    shellUrl: shell.url,
    instances: instances.instance,
    instanceId: instances['current-instance-id'],
  };
}

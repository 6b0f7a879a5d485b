// What the CapabilityStatement says of subscriptions: the topics there are, and what can be done.
import { backport, listTopics } from './asked.ts';

export const serverOfSubscriptions = `${backport}/CapabilityStatement/backport-subscription-server-r4`;

export function describeSubscription(baseUrl: string): object {
  return {
    extension: listTopics(baseUrl).map(topic => ({
      url: `${backport}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical`,
      valueCanonical: topic,
    })),
    type: 'Subscription',
    supportedProfile: [`${backport}/StructureDefinition/backport-subscription`],
    interaction: ['read', 'search-type', 'create', 'update', 'delete'].map(code => ({ code })),
    versioning: 'versioned-update',
    readHistory: false,
    updateCreate: false,
    searchParam: [
      { name: '_id', type: 'token' },
      { name: 'status', type: 'token' },
      { name: 'url', type: 'uri' },
    ],
    operation: ['status', 'events'].map(name => ({
      name,
      definition: `${backport}/OperationDefinition/backport-subscription-${name}`,
    })),
  };
}

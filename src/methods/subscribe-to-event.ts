// SubscribeToEvent: the application is to be told of changes of things of some types.
import { subscribe } from '../core/events/subscribe.ts';
import { subscribeToEvent } from './contracts/subscribe-to-event.ts';
import { method, version } from './method.ts';
import { readWish } from './parts/event-subscription.ts';

export default method({
  name: 'SubscribeToEvent',
  auth: 'app',
  group: 'eventing',
  versions: {
    1: version('app', {
      ...subscribeToEvent[1],
      async run({ vault, app }, { subscription }) {
        return { subscriptionId: await subscribe(vault, app, readWish(subscription)) };
      },
    }),
  },
});

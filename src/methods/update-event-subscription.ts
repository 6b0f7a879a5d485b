// UpdateEventSubscription: another address, key or types for a subscription of the application.
import { updateSubscription } from '../core/events/subscribe.ts';
import { updateEventSubscription } from './contracts/update-event-subscription.ts';
import { method, version } from './method.ts';
import { readWish } from './parts/event-subscription.ts';

export default method({
  name: 'UpdateEventSubscription',
  auth: 'app',
  group: 'eventing',
  versions: {
    1: version('app', {
      ...updateEventSubscription[1],
      run: ({ vault, app }, { subscription }) =>
        updateSubscription(vault, app, subscription.common.id, readWish(subscription)),
    }),
  },
});

// UnsubscribeToEvent: ends a subscription of the application; what it was owed is dropped.
import { unsubscribe } from '../core/events/subscribe.ts';
import { unsubscribeToEvent } from './contracts/unsubscribe-to-event.ts';
import { method, version } from './method.ts';

export default method({
  name: 'UnsubscribeToEvent',
  auth: 'app',
  group: 'eventing',
  versions: {
    1: version('app', {
      ...unsubscribeToEvent[1],
      run: ({ vault, app }, { subscriptionId }) => unsubscribe(vault, app, subscriptionId),
    }),
  },
});
